#ifndef SITREP_COLLECTORS_VSPHERE_PERFORMANCE_READER_H_
#define SITREP_COLLECTORS_VSPHERE_PERFORMANCE_READER_H_

#include "absl/status/status.h"
#include "collectors/vsphere/table_reader.h"

namespace sitrep::collectors {

// Fills performance, performance_counter and performance_sample: asks hosts, machines and
// datastores for the default counters over the window, a bounded number of them in each call, and
// sums up while answers come in. Times are the source's own.
//
// What a source restricts is asked for in smaller calls; an object that fails a call costs itself
// only. An object that should have samples and has none is a gap, as is a counter that the source
// does not know. Threads and failure: as ReadTables.
absl::Status ReadPerformance(ReaderContext& context);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_PERFORMANCE_READER_H_
