#ifndef SITREP_COLLECTORS_VSPHERE_TABLE_CHOICE_H_
#define SITREP_COLLECTORS_VSPHERE_TABLE_CHOICE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/vsphere/omission.h"

namespace sitrep::collectors {

// Which tables a run reads: indexes into the catalog, in declared order.

// Every table with a managed object type that is not read on request only; light leaves out those
// of profile FULL, such as the parts of hosts and machines.
std::vector<int> TablesOfProfile(bool light);

// The columns of these tables that the profile leaves out.
Omissions ColumnsLeftOut(const std::vector<int>& chosen, bool light);

// Of these tables, those that belong to the source as a whole and name people and objects all over
// it: a run that is limited to a part of the inventory leaves them out.
Omissions TablesBeyondScope(const std::vector<int>& chosen);

// The named tables and those they refer to; the profile's when none is named. `source` is always
// among them. INVALID_ARGUMENT names a table that does not exist or that the program fills itself.
absl::StatusOr<std::vector<int>> ChooseTables(const std::vector<std::string>& names, bool light);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_TABLE_CHOICE_H_
