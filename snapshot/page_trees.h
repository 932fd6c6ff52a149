#ifndef SITREP_SNAPSHOT_PAGE_TREES_H_
#define SITREP_SNAPSHOT_PAGE_TREES_H_

#include "absl/status/status.h"
#include "base/sqlite.h"

namespace sitrep::snapshot {

// Whether every page of the file's tables and indexes has one parent and lies no deeper than SQLite
// reads. SQLite's own check goes down a tree by recursion, so it must not be asked about a tree
// that was made too deep. Reads the file once. Failure: DATA_LOSS it is not so.
absl::Status CheckPageTrees(base::Database& database);

}  // namespace sitrep::snapshot

#endif  // SITREP_SNAPSHOT_PAGE_TREES_H_
