#include "checks/severity.h"

#include "absl/strings/str_cat.h"

namespace sitrep::checks {

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case INFO:
      return "info";
    case MINOR:
      return "minor";
    case MAJOR:
      return "major";
    case CRITICAL:
      return "critical";
    default:
      return "unspecified";
  }
}

absl::StatusOr<Severity> ParseSeverity(std::string_view name) {
  for (const Severity severity : {INFO, MINOR, MAJOR, CRITICAL}) {
    if (SeverityName(severity) == name) return severity;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("\"", absl::string_view(name.data(), name.size()),
                   "\" is no severity; use critical, major, minor or info"));
}

std::string_view VerdictName(Verdict verdict) {
  switch (verdict) {
    case PASS:
      return "pass";
    case NOT_APPLICABLE:
      return "not_applicable";
    case WARN:
      return "warn";
    case FAIL:
      return "fail";
    case UNKNOWN:
      return "unknown";
    default:
      return "unspecified";
  }
}

}  // namespace sitrep::checks
