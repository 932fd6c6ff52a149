#ifndef SITREP_COLLECTORS_VSPHERE_HISTORY_READER_H_
#define SITREP_COLLECTORS_VSPHERE_HISTORY_READER_H_

#include "absl/status/status.h"
#include "collectors/vsphere/table_reader.h"

namespace sitrep::collectors {

// Fills event, task and history_gap: everything since the checkpoint in the options, or of the
// window where there is none, oldest first, through one collector of each kind that is destroyed on
// every path. The new checkpoints and the gaps are in the report's `history`.
//
// Nothing is lost and nothing is given twice, whatever happens meanwhile or between two runs:
// - A page whose answer was lost is not asked for again, for the collector may have moved on; and a
//   session that ended takes its collectors with it. In both cases a new collector begins a little
//   before the last entry, and what came already is left out.
// - An entry that is noted late, with a time before entries that were read, is found by looking
//   back. One that is noted later than the look-back is lost, and nothing can tell.
// - Entries that the account may not see use up keys, so a hole among the keys is no gap. But a
//   collector gives nothing, and stays where it is, when a whole page lies in such a hole. The
//   newest entries show that there is more; reading goes on beyond the hole, and because visible
//   entries may lie inside, the hole is a gap (denied).
// - Entries that the source has thrown away since the checkpoint are a gap (trimmed), and so are
//   those beyond the most that one run takes (overflow); the latter come with the next run.
//
// Threads and failure: as ReadTables. A gap in the history is noted as a gap of the table, too.
absl::Status ReadHistory(ReaderContext& context);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_HISTORY_READER_H_
