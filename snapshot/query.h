#ifndef SITREP_SNAPSHOT_QUERY_H_
#define SITREP_SNAPSHOT_QUERY_H_

#include <functional>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "base/row.h"
#include "snapshot/reader.h"

namespace sitrep::snapshot {

struct QueryHandler {
  std::function<absl::Status(const std::vector<std::string>&)> columns;  // called once, first
  std::function<absl::Status(base::Row)> row;
};

// Runs one SELECT a person typed. Nothing but reading is possible: an authorizer refuses writes,
// ATTACH, PRAGMA and extensions. Failure: PERMISSION_DENIED names what was refused;
// INVALID_ARGUMENT is SQLite's word on the statement.
absl::Status RunQuery(SnapshotReader& reader, std::string_view sql, const QueryHandler& handler);

}  // namespace sitrep::snapshot

#endif  // SITREP_SNAPSHOT_QUERY_H_
