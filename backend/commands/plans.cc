#include "absl/strings/str_cat.h"
#include "backend/commands/command.h"
#include "backend/operator.pb.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

PlanRecord ToRecord(const Plan& plan) {
  PlanRecord record;
  record.set_name(plan.name);
  record.set_title(plan.title);
  for (const auto& [severity, target] : plan.targets) {
    PlanTarget& each = *record.add_targets();
    each.set_severity(severity);
    each.set_words(target.words);
  }
  for (const std::string& service : plan.services) record.add_services(service);
  return record;
}

absl::StatusOr<ExitCode> PrintPlans(bool as_file, Context& context) {
  if (as_file) {
    context.out() << std::string(Plans::BuiltInText());
    return ExitCode::kOk;
  }
  ASSIGN_OR_RETURN(const Plans plans, context.LoadPlans());
  PlanList list;
  Table table;
  table.columns = {"plan", "title", "severity", "first answer"};
  for (const Plan& plan : plans.plans()) {
    *list.add_plans() = ToRecord(plan);
    for (const auto& [severity, target] : plan.targets) {
      table.rows.push_back({plan.name, plan.title, absl::StrCat(severity), target.words});
    }
  }
  context.Print(table, list);
  return ExitCode::kOk;
}

}  // namespace

void DeclarePlans(CLI::App& root, Leaves& leaves) {
  auto as_file = std::make_shared<bool>(false);
  CLI::App* app = root.add_subcommand("plans", "The support plans in force");
  app->add_flag("--built-in-file", *as_file, "Print the built-in plans as a file to edit");
  leaves.push_back({app, [as_file](Context& context) { return PrintPlans(*as_file, context); }});
}

}  // namespace sitrep::backend
