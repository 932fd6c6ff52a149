#include "backend/plan_choice.h"

#include "absl/strings/str_cat.h"
#include "base/file.h"

namespace sitrep::backend {

absl::StatusOr<Plans> PlansInForce(const std::string& plans_file,
                                   const std::string& data_directory) {
  if (!plans_file.empty()) return Plans::Load(plans_file);
  const std::string path = absl::StrCat(data_directory, "/plans.yaml");
  if (base::FileExists(path)) return Plans::Load(path);
  return Plans::BuiltIn();
}

}  // namespace sitrep::backend
