#ifndef SITREP_CHECKS_VERSION_NUMBER_H_
#define SITREP_CHECKS_VERSION_NUMBER_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace sitrep::checks {

// The first three numbers of a version as one that compares as versions do: 8.0.3 is 8000003, and
// so is 8.0.3.00100; 8.0 is 8000000. Nothing for what is no dotted version.
std::optional<int64_t> VersionNumber(std::string_view version);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_VERSION_NUMBER_H_
