#include "agent/exit_code.h"

#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"

namespace sitrep::agent {
namespace {

constexpr char kPayload[] = "sitrep.agent/exit_code";
constexpr char kUsagePayload[] = "usage";
constexpr char kRefusedPayload[] = "refused";

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

absl::Status WithPayload(absl::Status status, const char* payload) {
  status.SetPayload(kPayload, absl::Cord(payload));
  return status;
}

}  // namespace

ExitCode ExitCodeOf(const Ending& ending) {
  if (ending.interrupted && !ending.usable) return ExitCode::kInterrupted;
  if (ending.interrupted) return ExitCode::kPartial;
  if (ending.failed) return ExitCode::kFailed;
  if (ending.partial) return ExitCode::kPartial;
  if (ending.warnings) return ExitCode::kWarnings;
  return ExitCode::kOk;
}

ExitCode ExitCodeOf(const absl::Status& status) {
  if (status.ok()) return ExitCode::kOk;
  if (absl::IsCancelled(status)) return ExitCode::kInterrupted;
  const absl::optional<absl::Cord> payload = status.GetPayload(kPayload);
  if (payload.has_value() && *payload == kUsagePayload) return ExitCode::kUsage;
  if (payload.has_value() && *payload == kRefusedPayload) return ExitCode::kFailed;
  return ExitCode::kError;
}

absl::Status UsageError(std::string_view message) {
  return WithPayload(absl::InvalidArgumentError(View(message)), kUsagePayload);
}

absl::Status AsUsageError(const absl::Status& status) {
  return status.ok() ? status : WithPayload(status, kUsagePayload);
}

absl::Status RefusedError(std::string_view message) {
  return WithPayload(absl::PermissionDeniedError(View(message)), kRefusedPayload);
}

}  // namespace sitrep::agent
