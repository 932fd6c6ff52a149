#ifndef SITREP_AGENT_TAKE_SNAPSHOT_H_
#define SITREP_AGENT_TAKE_SNAPSHOT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/context.h"
#include "agent/source_choice.h"
#include "collectors/vsphere/collect.h"

namespace sitrep::agent {

struct SnapshotPlan {
  std::vector<SourceChoice> sources;
  collectors::CollectOptions collect;
  std::string path;
  bool retry_login = false;
};

// What became of one source.
struct SourceOutcome {
  std::string name;
  std::string address;               // as asked
  absl::Status status;               // not OK: nothing of it is in the snapshot but the gaps
  collectors::CollectReport report;  // when OK
};

struct SnapshotOutcome {
  std::string path;
  std::vector<SourceOutcome> sources;
  bool interrupted = false;

  // Every source gave everything that was asked of it.
  bool complete() const;
};

// Collects the sources one after the other into one sealed file. A source that cannot be read
// leaves gaps for each of its tables, so that no check takes its silence for health; the others go
// on.
//
// Interrupted: what is complete by then is sealed, marked partial. Failure: nothing is left on
// disk; CANCELLED when the interrupt came before anything was read, the source's own error when no
// source could be read.
absl::StatusOr<SnapshotOutcome> TakeSnapshot(Context& context, const SnapshotPlan& plan);

// "light" or "full".
std::string ProfileName(const collectors::CollectOptions& options);

// production-20261122T133806Z.sitrep; several sources are joined by '+'.
std::string DefaultSnapshotName(const std::vector<SourceChoice>& sources, absl::Time now);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_TAKE_SNAPSHOT_H_
