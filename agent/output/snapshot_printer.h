#ifndef SITREP_AGENT_OUTPUT_SNAPSHOT_PRINTER_H_
#define SITREP_AGENT_OUTPUT_SNAPSHOT_PRINTER_H_

#include <ostream>

#include "absl/status/status.h"
#include "agent/format.h"
#include "agent/take_snapshot.h"

namespace sitrep::agent {

// Prints what a snapshot holds: rows per table, gaps with the privilege that would close them, and
// what it cost the sources. The cost is read from the sealed file. CSV: one row per source and
// table.
absl::Status PrintSnapshot(const SnapshotOutcome& outcome, Format format, std::ostream& out);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_SNAPSHOT_PRINTER_H_
