#ifndef SITREP_AGENT_TAKE_SNAPSHOT_H_
#define SITREP_AGENT_TAKE_SNAPSHOT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/context.h"
#include "agent/source_run.h"

namespace sitrep::agent {

struct SnapshotPlan {
  std::vector<SourcePlan> sources;
  std::string path;
  bool retry_login = false;
  int at_once = 8;  // sources read at the same time
};

struct SnapshotOutcome {
  std::string path;
  std::vector<SourceOutcome> sources;  // in the order of the plan
  bool interrupted = false;

  // Every source gave everything that was asked of it.
  bool complete() const;
};

// Collects the sources into one sealed file, several at once, each apart from the others: one that
// cannot be read leaves gaps for each of its tables, so that no check takes its silence for health,
// and the others are whole. Two names for one source are read once. Shows progress meanwhile.
//
// Threads: one calls; `context` is used by the caller's thread alone. Interrupted: what is complete
// by then is sealed, marked partial. Failure: nothing is left on disk; CANCELLED when the interrupt
// came before anything was read; when nothing of any source could be read, why: one line each.
absl::StatusOr<SnapshotOutcome> TakeSnapshot(Context& context, const SnapshotPlan& plan);

// "light", "full", or "mixed" when the sources differ.
std::string ProfileName(const SnapshotPlan& plan);

// production-20261122T133806Z.sitrep; several sources are joined by '+'.
std::string DefaultSnapshotName(const std::vector<SourcePlan>& sources, absl::Time now);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_TAKE_SNAPSHOT_H_
