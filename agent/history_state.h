#ifndef SITREP_AGENT_HISTORY_STATE_H_
#define SITREP_AGENT_HISTORY_STATE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/vsphere/history_request.h"

namespace sitrep::agent {

// Where reading the events and tasks of a source ended: `history/<source>` in the state directory,
// one checkpoint a line (docs/formats/state_directory.md). Whoever writes holds the source's lock,
// or has just held it.

// The checkpoints of a source; none when there is no file.
absl::StatusOr<std::vector<std::string>> ReadHistoryState(const std::string& state_directory,
                                                          const std::string& source);

// Keeps the checkpoints of `results`, and those of streams that are not among them.
absl::Status WriteHistoryState(const std::string& state_directory, const std::string& source,
                               const std::vector<collectors::HistoryResult>& results);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_HISTORY_STATE_H_
