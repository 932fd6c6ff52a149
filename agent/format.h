#ifndef SITREP_AGENT_FORMAT_H_
#define SITREP_AGENT_FORMAT_H_

#include <string_view>

#include "absl/status/statusor.h"

namespace sitrep::agent {

// How results are printed. kJunit is for findings alone.
enum class Format { kText, kJson, kCsv, kJunit };

// UsageError names what is allowed.
absl::StatusOr<Format> ParseFormat(std::string_view name);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_FORMAT_H_
