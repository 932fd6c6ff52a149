#ifndef SITREP_AGENT_PRIVILEGE_COST_H_
#define SITREP_AGENT_PRIVILEGE_COST_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "checks/pack.h"
#include "collectors/vsphere/privilege_plan.h"

namespace sitrep::agent {

// The checks of the pack that cannot give their verdict without each of the privileges, by
// privilege; ids sorted. One that is required costs all of them. A pure function of declarations
// and checks. Failure: as RequirementsOf.
absl::StatusOr<std::map<std::string, std::vector<std::string>>> ChecksCostBy(
    const std::vector<collectors::PrivilegeUse>& uses, const checks::Pack& pack);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_PRIVILEGE_COST_H_
