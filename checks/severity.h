#ifndef SITREP_CHECKS_SEVERITY_H_
#define SITREP_CHECKS_SEVERITY_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "proto/findings.pb.h"

namespace sitrep::checks {

// "critical", "major", "minor" or "info"; "unspecified" for what is none of them.
std::string_view SeverityName(Severity severity);
// The reverse of SeverityName. INVALID_ARGUMENT names the text and what is allowed.
absl::StatusOr<Severity> ParseSeverity(std::string_view name);

// "pass", "warn", "fail", "not_applicable" or "unknown"; "unspecified" for what is none of them.
std::string_view VerdictName(Verdict verdict);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_SEVERITY_H_
