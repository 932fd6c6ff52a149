#ifndef SITREP_CHECKS_REQUIREMENTS_H_
#define SITREP_CHECKS_REQUIREMENTS_H_

#include <string>
#include <tuple>
#include <vector>

#include "absl/status/statusor.h"
#include "checks/check.h"

namespace sitrep::checks {

// One thing a check reads. An empty column: the rows of the table as such.
struct Read {
  std::string table;
  std::string column;

  friend bool operator==(const Read& a, const Read& b) {
    return std::tie(a.table, a.column) == std::tie(b.table, b.column);
  }
  friend bool operator<(const Read& a, const Read& b) {
    return std::tie(a.table, a.column) < std::tie(b.table, b.column);
  }
};

// What the check reads, as SQLite reports it while it prepares the SELECT; sorted, each once. A
// computed column counts with the columns it is computed from. Fails as Evaluate does when the
// check is refused.
absl::StatusOr<std::vector<Read>> RequirementsOf(const Check& check);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_REQUIREMENTS_H_
