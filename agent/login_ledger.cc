#include "agent/login_ledger.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

constexpr absl::Duration kBetweenTries = absl::Milliseconds(50);

absl::StatusOr<std::string> LedgerKey(const std::string& folder) {
  const std::string path = absl::StrCat(folder, "/key");
  if (base::FileExists(path)) return base::ReadFile(path);
  RETURN_IF_ERROR(base::MakeDirectories(folder, 0700));
  const std::string key = base::RandomBytes(32);
  // Two first logins at once would make two keys: the one that links its file first wins.
  const std::string own = absl::StrCat(path, ".", base::RandomUuid());
  RETURN_IF_ERROR(base::WriteFileAtomically(own, key, 0600));
  if (link(own.c_str(), path.c_str()) != 0 && errno != EEXIST) {
    return absl::InternalError(absl::StrCat(path, ": ", std::strerror(errno)));
  }
  RETURN_IF_ERROR(base::RemoveFile(own));
  return base::ReadFile(path);
}

// Length before each part, so that no two credentials run into one text.
std::string Spell(const collectors::SourceOptions& source) {
  const absl::StatusOr<collectors::SourceAddress> address = collectors::ParseSourceUrl(source.url);
  const std::string origin = address.ok() ? address->Origin() : source.url;
  std::string text;
  for (const std::string& part : {origin, source.username, source.password}) {
    absl::StrAppend(&text, part.size(), ":", part);
  }
  return text;
}

absl::Status RefusedBefore(const std::string& when, const collectors::SourceOptions& source,
                           const std::string& password_file) {
  return absl::UnauthenticatedError(absl::StrCat(
      "no login was attempted: ", source.url, " refused this password of ", source.username, " at ",
      when, ", and trying again could lock the account. Put the right password into ",
      password_file.empty() ? "the password file" : password_file,
      ", or add --retry-login once the account has been put right."));
}

}  // namespace

absl::StatusOr<LoginTurn> LoginTurn::Take(const std::string& state_directory,
                                          const collectors::SourceOptions& source,
                                          const std::string& password_file, bool again,
                                          base::Clock& clock, const base::Interrupt& interrupt) {
  const std::string folder = absl::StrCat(state_directory, "/logins");
  ASSIGN_OR_RETURN(const std::string key, LedgerKey(folder));
  const std::string name = absl::BytesToHexString(base::HmacSha256(key, Spell(source)));
  const std::string path = absl::StrCat(folder, "/", name);
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return absl::InternalError(absl::StrCat(path, ": ", std::strerror(errno)));
  LoginTurn turn(descriptor, path);
  // In naps: a signal wakes one thread of a program, and that need not be this one.
  while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) {
      return absl::InternalError(absl::StrCat(path, ": ", std::strerror(errno)));
    }
    if (interrupt.requested()) return absl::CancelledError("interrupted");
    clock.Sleep(kBetweenTries);
  }
  ASSIGN_OR_RETURN(const std::string refused_at,
                   base::ReadFile(absl::StrCat("/proc/self/fd/", descriptor)));
  if (!refused_at.empty() && !again) return RefusedBefore(refused_at, source, password_file);
  return turn;
}

LoginTurn::LoginTurn(LoginTurn&& other) noexcept
    : descriptor_(other.descriptor_), path_(std::move(other.path_)) {
  other.descriptor_ = -1;
}

LoginTurn::~LoginTurn() {
  if (descriptor_ >= 0) close(descriptor_);
}

absl::Status LoginTurn::Refused(base::Clock& clock) {
  const std::string text = base::TimeToText(clock.Now());
  if (ftruncate(descriptor_, 0) != 0 || pwrite(descriptor_, text.data(), text.size(), 0) < 0 ||
      fsync(descriptor_) != 0) {
    return absl::InternalError(absl::StrCat(path_, ": ", std::strerror(errno)));
  }
  return base::SyncDirectory(base::DirectoryOf(path_));
}

void LoginTurn::Accepted() { unlink(path_.c_str()); }

}  // namespace sitrep::agent
