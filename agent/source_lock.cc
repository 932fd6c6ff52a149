#include "agent/source_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

constexpr size_t kLongestName = 200;

std::string FileName(const std::string& key) {
  std::string name = absl::AsciiStrToLower(key);
  for (char& c : name) {
    const bool plain = absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.';
    if (!plain) c = '_';
  }
  // Nothing begins with a dot, so that no key names a folder.
  return absl::StrCat("source-", name.substr(0, kLongestName));
}

absl::Status SystemError(const std::string& path) {
  return absl::InternalError(absl::StrCat(path, ": ", std::strerror(errno)));
}

absl::Status HeldElsewhere(const std::string& path, const std::string& name) {
  // Empty in the moment between taking the lock and signing it.
  std::string holder = base::ReadFile(path).value_or("");
  absl::StripTrailingAsciiWhitespace(&holder);
  return absl::AbortedError(absl::StrCat(
      name, " is being read by another run (",
      holder.empty() ? "which has just begun" : absl::StrReplaceAll(holder, {{"\n", ", "}}),
      "); wait for it to end, or end it"));
}

absl::Status Sign(int descriptor, const std::string& path, const std::string& text) {
  if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, text.data(), text.size(), 0) < 0) {
    return SystemError(path);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SourceLock> SourceLock::Take(const std::string& state_directory,
                                            const std::string& key, const std::string& name,
                                            const std::string& work, base::Clock& clock) {
  const std::string folder = absl::StrCat(state_directory, "/locks");
  RETURN_IF_ERROR(base::MakeDirectories(folder, 0700));
  const std::string path = absl::StrCat(folder, "/", FileName(key));
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return SystemError(path);
  SourceLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    lock.descriptor_ = -1;  // not ours: what it says must stay
    close(descriptor);
    errno = error;
    return error == EWOULDBLOCK ? HeldElsewhere(path, name) : SystemError(path);
  }
  RETURN_IF_ERROR(Sign(
      descriptor, path,
      absl::StrCat("pid ", getpid(), "\n", work, "\nsince ", base::TimeToText(clock.Now()), "\n")));
  return lock;
}

SourceLock::~SourceLock() {
  if (descriptor_ < 0) return;
  // The file stays: removing it would let two others lock two files of one name.
  if (ftruncate(descriptor_, 0) != 0) {
    // An old signature on a lock that nobody holds misleads nobody.
  }
  close(descriptor_);
}

}  // namespace sitrep::agent
