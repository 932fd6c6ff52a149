// The backend's two files that people edit, configuration and plans: any bytes are read, or refused
// with messages that name file and line.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "absl/strings/match.h"
#include "backend/config.h"
#include "backend/plan.h"

namespace {

void CheckMessage(const absl::Status& status) {
  if (!status.ok() && !absl::StartsWith(status.message(), "f.yaml:")) std::abort();
}

// What was read can be used: every contract's zone loads, and every target has a due time or none.
void UsePlans(const sitrep::backend::Plans& plans) {
  const absl::Time opened = absl::FromUnixSeconds(1'795'428'000);
  for (const sitrep::backend::Plan& plan : plans.plans()) {
    for (const auto& [severity, target] : plan.targets) {
      const auto due = sitrep::backend::DueTime(target.calendar, absl::UTCTimeZone(), {}, opened,
                                                target.duration);
      if (due.ok() && *due < opened) std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto config = sitrep::backend::ParseConfig(text, "f.yaml");
  CheckMessage(config.status());
  if (config.ok()) {
    for (const sitrep::backend::Contract& contract : config->tenants) {
      if (!sitrep::backend::ValidateTenantName(contract.tenant).ok()) std::abort();
      if (!sitrep::backend::ParseTimeZone(contract.time_zone).ok()) std::abort();
    }
  }
  const auto plans = sitrep::backend::Plans::Parse(text, "f.yaml");
  CheckMessage(plans.status());
  if (plans.ok()) UsePlans(*plans);
  return 0;
}
