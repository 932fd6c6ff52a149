#include "uploader/spool_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"

namespace sitrep::uploader {
namespace {

absl::Status HeldByAnother(const std::string& path) {
  auto holder = base::ReadFile(path);
  const std::string process =
      holder.ok() && !holder->empty()
          ? absl::StrCat(" (process ", std::string(absl::StripAsciiWhitespace(*holder)), ")")
          : "";
  return absl::FailedPreconditionError(
      absl::StrCat("another sitrep uses the spool ", base::DirectoryOf(path), process,
                   "; wait until it has finished, then try again"));
}

}  // namespace

absl::StatusOr<SpoolLock> SpoolLock::Take(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return absl::ErrnoToStatus(errno, absl::StrCat("cannot open ", path));
  SpoolLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return HeldByAnother(path);
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot lock ", path));
  }
  const std::string process = absl::StrCat(getpid(), "\n");
  if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, process.data(), process.size(), 0) !=
                                           static_cast<ssize_t>(process.size())) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot write ", path));
  }
  return lock;
}

SpoolLock::~SpoolLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace sitrep::uploader
