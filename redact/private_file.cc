#include "redact/private_file.h"

#include <sys/stat.h>

#include <cerrno>

#include "absl/strings/str_cat.h"

namespace sitrep::redact {

absl::Status CheckPrivate(const std::string& path) {
  struct stat facts;
  if (stat(path.c_str(), &facts) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot look at ", path));
  }
  if ((facts.st_mode & 077) == 0) return absl::OkStatus();
  return absl::PermissionDeniedError(
      absl::StrCat(path, " is open to others than its owner; run: chmod 600 ", path));
}

}  // namespace sitrep::redact
