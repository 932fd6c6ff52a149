#ifndef SITREP_AGENT_CONFIG_VALUE_H_
#define SITREP_AGENT_CONFIG_VALUE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/config.pb.h"

namespace sitrep::agent {

// Checks one text value of a setting. INVALID_ARGUMENT says what it should look like.
absl::Status CheckTextValue(Kind kind, std::string_view value);
absl::Status CheckTextValue(const Setting& setting, std::string_view value);

// Reads one number of a setting; "50 GiB" is a number of bytes. INVALID_ARGUMENT says what it
// should look like.
absl::StatusOr<int64_t> ReadNumberValue(Kind kind, std::string_view value);
absl::StatusOr<int64_t> ReadNumberValue(const Setting& setting, std::string_view value);

// Reads a duration above zero: 90s, 15m, 24h, 7d or 1h30m. INVALID_ARGUMENT says so.
absl::StatusOr<absl::Duration> ReadDuration(std::string_view value);

// What a value looks like, in words; empty when anything goes.
std::string_view KindInWords(Kind kind);
std::string ValueInWords(const Setting& setting);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_CONFIG_VALUE_H_
