#ifndef SITREP_REDACT_PRIVATE_FILE_H_
#define SITREP_REDACT_PRIVATE_FILE_H_

#include <string>

#include "absl/status/status.h"

namespace sitrep::redact {

// PERMISSION_DENIED, with the command that helps, when anybody but the owner may read or write the
// file.
absl::Status CheckPrivate(const std::string& path);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_PRIVATE_FILE_H_
