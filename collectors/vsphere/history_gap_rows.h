#ifndef SITREP_COLLECTORS_VSPHERE_HISTORY_GAP_ROWS_H_
#define SITREP_COLLECTORS_VSPHERE_HISTORY_GAP_ROWS_H_

#include "absl/status/status.h"
#include "collectors/vsphere/history_request.h"
#include "collectors/vsphere/table_reader.h"

namespace sitrep::collectors {

// Appends a stream's gaps to history_gap where that table is wanted, and notes each as a gap of the
// stream's own table: a check that finds nothing in it must not say that nothing happened.
absl::Status WriteHistoryGaps(ReaderContext& context, const HistoryResult& result);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_HISTORY_GAP_ROWS_H_
