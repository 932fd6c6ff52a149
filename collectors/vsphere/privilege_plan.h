#ifndef SITREP_COLLECTORS_VSPHERE_PRIVILEGE_PLAN_H_
#define SITREP_COLLECTORS_VSPHERE_PRIVILEGE_PLAN_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/vsphere/omission.h"

namespace sitrep::collectors {

// What the declarations say of privileges: pure functions of tables, as indexes into the catalog,
// and of what an account holds.

// One privilege and what needs it.
struct PrivilegeUse {
  std::string privilege;
  bool required = false;             // nothing at all can be read without it
  std::vector<std::string> tables;   // that cannot be read without it
  std::vector<std::string> columns;  // table.column; not those of `tables`
  std::string work;                  // besides tables, in words; empty: none
};

// Privileges that the tables or their columns need beyond System.View and System.Read; sorted, each
// once.
std::vector<std::string> PrivilegesOf(const std::vector<int>& tables);

// Every privilege that reading the tables needs, System.View and System.Read first; with `bundles`
// also what log bundles need.
std::vector<PrivilegeUse> PrivilegeUses(const std::vector<int>& tables, bool bundles);

// The parts of the tables that an account without the `missing` privileges may not read: whole
// tables, and columns of the others. To be left out of a run, and said in coverage.
Omissions DeniedParts(const std::vector<int>& tables, const std::set<std::string>& missing);

// True for a privilege that is held on the root folder or not at all, because what it guards is no
// part of the inventory. The others may be held on a part of the inventory.
bool IsGlobalPrivilege(std::string_view privilege);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_PRIVILEGE_PLAN_H_
