#ifndef SITREP_AGENT_LIFE_CYCLE_H_
#define SITREP_AGENT_LIFE_CYCLE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "agent/context.h"
#include "agent/finding_history.h"
#include "agent/report.pb.h"
#include "snapshot/reader.h"

namespace sitrep::agent {

// The history in the state directory. A damaged file is set aside, with a warning, and a new one
// begun.
absl::StatusOr<FindingHistory> OpenHistory(Context& context);

// What the history keeps of a snapshot beside its findings.
absl::StatusOr<std::vector<ObservedSource>> ObserveSources(snapshot::SnapshotReader& reader);

// Marks the findings of a report by the history in the state directory, and records them there when
// `record` is set. A history that cannot be kept is a warning: findings are worth more than it.
void FollowLife(Context& context, snapshot::SnapshotReader& reader, bool record,
                CheckReport& report);

// Leaves only findings that are new or came back, of sources that have an earlier run. Verdicts
// stay. Pure.
void KeepNews(CheckReport& report);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_LIFE_CYCLE_H_
