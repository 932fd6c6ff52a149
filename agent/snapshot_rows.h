#ifndef SITREP_AGENT_SNAPSHOT_ROWS_H_
#define SITREP_AGENT_SNAPSHOT_ROWS_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "base/row.h"
#include "collectors/vsphere/collect.h"

namespace sitrep::agent {

// Rows that the agent itself writes into a snapshot.

struct RunFacts {
  std::string profile;
  absl::Time started;
  absl::Time sealed;
  bool partial = false;
};
// The one row about the file. A snapshot needs it to be one.
absl::Status WriteRunFacts(const RunFacts& facts, base::RowSink& sink);

// A gap for every table the source would have filled. `source`: its key, or its address when it
// could not even be asked for its key.
absl::Status WriteUnreadSource(const std::string& source, const absl::Status& why,
                               base::RowSink& sink);

// A gap for every table nobody asked for: its emptiness must not read as health. `reasons` has
// those of some tables, by name; the others have `reason`.
absl::Status WriteTablesNotAsked(const collectors::CollectReport& report, const std::string& reason,
                                 const std::map<std::string, std::string>& reasons,
                                 base::RowSink& sink);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_SNAPSHOT_ROWS_H_
