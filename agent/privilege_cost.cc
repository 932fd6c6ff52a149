#include "agent/privilege_cost.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "checks/requirements.h"

namespace sitrep::agent {
namespace {

bool Holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool Touches(const collectors::PrivilegeUse& use, const std::vector<checks::Read>& reads) {
  if (use.required) return true;
  return std::any_of(reads.begin(), reads.end(), [&use](const checks::Read& read) {
    return Holds(use.tables, read.table) ||
           Holds(use.columns, absl::StrCat(read.table, ".", read.column));
  });
}

}  // namespace

absl::StatusOr<std::map<std::string, std::vector<std::string>>> ChecksCostBy(
    const std::vector<collectors::PrivilegeUse>& uses, const checks::Pack& pack) {
  std::map<std::string, std::vector<std::string>> cost;
  for (const checks::Check& check : pack.checks) {
    ASSIGN_OR_RETURN(const std::vector<checks::Read> reads, checks::RequirementsOf(check));
    for (const collectors::PrivilegeUse& use : uses) {
      if (Touches(use, reads)) cost[use.privilege].push_back(check.id);
    }
  }
  return cost;
}

}  // namespace sitrep::agent
