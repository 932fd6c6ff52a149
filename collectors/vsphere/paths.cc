#include "collectors/vsphere/paths.h"

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/table_choice.h"

namespace sitrep::collectors {

std::vector<TypePaths> RequestedPaths(bool light) {
  std::vector<TypePaths> result;
  for (const TypePlan& plan : CompilePlans(TablesOfProfile(light))) {
    result.push_back({plan.type, plan.properties});
  }
  return result;
}

std::string RequestedPathsText(bool light) {
  std::string text;
  for (const TypePaths& type : RequestedPaths(light)) {
    for (const std::string& path : type.paths) absl::StrAppend(&text, type.type, " ", path, "\n");
  }
  return text;
}

}  // namespace sitrep::collectors
