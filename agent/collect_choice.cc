#include "agent/collect_choice.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "agent/config_value.h"
#include "agent/exit_code.h"
#include "agent/table_names.h"
#include "base/status_macros.h"
#include "collectors/vsphere/scope.h"
#include "collectors/vsphere/table_choice.h"
#include "tables/catalog.h"

namespace sitrep::agent {
namespace {

constexpr absl::Duration kUsualDeadline = absl::Minutes(15);

// Both lists hold texts; the flag's wins as a whole.
std::vector<std::string> FirstGiven(const std::vector<std::string>& flag,
                                    const google::protobuf::RepeatedPtrField<std::string>& set) {
  return flag.empty() ? std::vector<std::string>(set.begin(), set.end()) : flag;
}

// The settings of the configuration with the flags laid over them: one text each.
SourceConfig Merge(const CollectFlags& flags, const SourceConfig* settings) {
  SourceConfig merged = settings == nullptr ? SourceConfig() : *settings;
  if (!flags.profile.empty()) merged.set_profile(flags.profile);
  if (!flags.events.empty()) merged.set_events(flags.events);
  if (!flags.performance.empty()) merged.set_performance(flags.performance);
  if (flags.raw_performance) merged.set_raw_performance("yes");
  if (!flags.deadline.empty()) merged.set_deadline(flags.deadline);
  return merged;
}

// Flags are checked by what the setting of the same name takes.
absl::Status CheckFlag(const char* name, const std::string& value) {
  if (value.empty()) return absl::OkStatus();
  const auto* field = SourceConfig::descriptor()->FindFieldByName(name);
  const absl::Status status = CheckTextValue(field->options().GetExtension(setting), value);
  if (status.ok()) return status;
  std::string flag = absl::StrCat("--", name);
  for (char& c : flag) c = c == '_' ? '-' : c;
  return UsageError(absl::StrCat(flag, ": ", status.message()));
}

absl::Status CheckFlags(const CollectFlags& flags) {
  RETURN_IF_ERROR(CheckFlag("profile", flags.profile));
  RETURN_IF_ERROR(CheckFlag("events", flags.events));
  RETURN_IF_ERROR(CheckFlag("performance", flags.performance));
  RETURN_IF_ERROR(CheckFlag("deadline", flags.deadline));
  RETURN_IF_ERROR(CheckFlag("in_flight", flags.in_flight));
  for (const std::string& item : flags.scope) RETURN_IF_ERROR(CheckFlag("scope", item));
  return AskableTables(flags.tables, false).status();
}

// Leaves a reader's tables out of a run that names none; a table that is named is read all the
// same.
void LeaveOut(std::string_view reader, const std::string& reason, SourcePlan& plan) {
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    if (table.reader == reader) plan.left_out[table.name] = reason;
  }
}

void NameWhatIsLeft(SourcePlan& plan) {
  if (plan.left_out.empty() || !plan.collect.tables.empty()) return;
  for (const int index : collectors::TablesOfProfile(plan.collect.light)) {
    const std::string& name = tables::Catalog::Get().tables()[static_cast<size_t>(index)].name;
    if (!plan.left_out.contains(name)) plan.collect.tables.push_back(name);
  }
}

absl::Status ChooseEvents(const std::string& events, SourcePlan& plan) {
  plan.continue_history = events == "last";
  if (events == "none") LeaveOut("history", "--events none", plan);
  if (events.empty() || events == "none" || events == "last") return absl::OkStatus();
  ASSIGN_OR_RETURN(plan.collect.history.window, ReadDuration(events));
  return absl::OkStatus();
}

absl::Status ChoosePerformance(const SourceConfig& wanted, SourcePlan& plan) {
  collectors::PerformanceRequest& request = plan.collect.performance;
  request.raw = wanted.raw_performance() == "yes";
  request.wanted = wanted.performance() != "none";
  if (!request.wanted) LeaveOut("performance", "--performance none", plan);
  if (wanted.performance().empty() || !request.wanted) return absl::OkStatus();
  ASSIGN_OR_RETURN(request.window, ReadDuration(wanted.performance()));
  request.historical_window = request.window;
  return absl::OkStatus();
}

}  // namespace

absl::Status ChooseCollection(const CollectFlags& flags, const SourceConfig* settings,
                              SourcePlan& plan) {
  RETURN_IF_ERROR(CheckFlags(flags));
  const SourceConfig wanted = Merge(flags, settings);
  plan.collect.light = wanted.profile() == "light";
  plan.collect.tables = FirstGiven(flags.tables, wanted.tables());
  plan.collect.scope.clear();
  for (const std::string& item : FirstGiven(flags.scope, wanted.scope())) {
    ASSIGN_OR_RETURN(collectors::ScopeItem part, collectors::ParseScope(item));
    plan.collect.scope.push_back(std::move(part));
  }
  plan.collect.deadline = kUsualDeadline;
  if (!wanted.deadline().empty()) {
    ASSIGN_OR_RETURN(plan.collect.deadline, ReadDuration(wanted.deadline()));
  }
  if (wanted.in_flight() > 0) plan.choice.options.in_flight = static_cast<int>(wanted.in_flight());
  if (!flags.in_flight.empty()) plan.choice.options.in_flight = flags.in_flight == "1" ? 1 : 2;
  const bool named = !plan.collect.tables.empty();
  RETURN_IF_ERROR(ChooseEvents(wanted.events(), plan));
  RETURN_IF_ERROR(ChoosePerformance(wanted, plan));
  if (named) plan.left_out.clear();
  NameWhatIsLeft(plan);
  return absl::OkStatus();
}

}  // namespace sitrep::agent
