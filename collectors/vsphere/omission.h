#ifndef SITREP_COLLECTORS_VSPHERE_OMISSION_H_
#define SITREP_COLLECTORS_VSPHERE_OMISSION_H_

#include <map>
#include <string>
#include <utility>

namespace sitrep::collectors {

// Why a table or column is left out of a run on purpose, as coverage will say it.
struct Omission {
  std::string status;     // not_asked or denied
  std::string reason;     // one word, such as profile or NoPermission
  std::string privilege;  // that would close the gap; empty: none would
};

// By catalog index of the table and of the column; column -1 is the whole table.
using Omissions = std::map<std::pair<int, int>, Omission>;

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_OMISSION_H_
