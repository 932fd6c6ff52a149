#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "backend/commands/command.h"
#include "backend/plan_choice.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

constexpr char kUsagePayload[] = "sitrep.usage";

}  // namespace

absl::StatusOr<Config> Context::LoadConfig() const {
  Config config;
  if (!options_.config_file.empty()) {
    absl::StatusOr<Config> loaded = sitrep::backend::LoadConfig(options_.config_file);
    if (!loaded.ok()) return UsageError(loaded.status());
    config = *std::move(loaded);
  }
  if (!options_.data_directory.empty()) config.data_directory = options_.data_directory;
  return config;
}

absl::StatusOr<std::unique_ptr<Store>> Context::OpenStore(bool may_create) const {
  ASSIGN_OR_RETURN(const Config config, LoadConfig());
  if (!may_create && !base::FileExists(absl::StrCat(config.data_directory, "/backend.db"))) {
    return UsageError(absl::NotFoundError(
        absl::StrCat(config.data_directory,
                     " is no data directory of a backend; name it with --data or --config")));
  }
  return Store::Open(config.data_directory);
}

absl::StatusOr<Plans> Context::LoadPlans() const {
  ASSIGN_OR_RETURN(const Config config, LoadConfig());
  absl::StatusOr<Plans> plans = PlansInForce(config.plans_file, config.data_directory);
  if (!plans.ok()) return UsageError(plans.status());
  return plans;
}

Format Context::format() const {
  if (options_.format == "json") return Format::kJson;
  return options_.format == "csv" ? Format::kCsv : Format::kText;
}

void Context::Remark(const std::string& text) const {
  if (!options_.quiet) *surroundings_.err << text << std::endl;
}

void Context::Print(const Table& table, const google::protobuf::Message& message) const {
  switch (format()) {
    case Format::kText:
      table.PrintText(out());
      break;
    case Format::kJson:
      PrintJson(message, out());
      break;
    case Format::kCsv:
      table.PrintCsv(out());
      break;
  }
}

absl::Status UsageError(const absl::Status& status) {
  absl::Status marked = status;
  marked.SetPayload(kUsagePayload, absl::Cord());
  return marked;
}

bool IsUsageError(const absl::Status& status) {
  return status.GetPayload(kUsagePayload).has_value();
}

}  // namespace sitrep::backend
