#ifndef SITREP_AGENT_CONFIG_VALUE_H_
#define SITREP_AGENT_CONFIG_VALUE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/config.pb.h"

namespace sitrep::agent {

// Checks one text value of a setting. INVALID_ARGUMENT says what it should look like.
absl::Status CheckTextValue(Kind kind, std::string_view value);

// Reads one number of a setting; "50 GiB" is a number of bytes. INVALID_ARGUMENT says what it
// should look like.
absl::StatusOr<int64_t> ReadNumberValue(Kind kind, std::string_view value);

// What a value of this kind looks like, in words; empty for kANY.
std::string_view KindInWords(Kind kind);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_CONFIG_VALUE_H_
