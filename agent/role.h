#ifndef SITREP_AGENT_ROLE_H_
#define SITREP_AGENT_ROLE_H_

#include <string>
#include <vector>

#include "collectors/vsphere/privilege_plan.h"

namespace sitrep::agent {

// A role that holds what a piece of work needs, and nothing else. Some privileges guard more than
// reading; what they allow besides is said with them.
struct Role {
  std::string name = "SitrepCollector";
  std::string account;  // as the source spells it, user@domain or DOMAIN\user; empty: not known
  std::vector<collectors::PrivilegeUse> uses;
  bool appliance = false;  // reads the appliance, too, which roles do not govern
};

// The group whose members may read the appliance's state.
inline constexpr char kApplianceGroup[] = "SystemConfiguration.ReadOnly";

// Each makes the role and gives it to the account on the root folder, propagating. Ends with a line
// end; says in comments what each privilege is for.
std::string GovcCommands(const Role& role);      // for a shell
std::string PowerCliCommands(const Role& role);  // for PowerShell
std::string RoleJson(const Role& role);

// What the privilege is for, in words: "license, license_feature" or "log bundles".
std::string UseInWords(const collectors::PrivilegeUse& use);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_ROLE_H_
