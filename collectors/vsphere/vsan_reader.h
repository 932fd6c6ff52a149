#ifndef SITREP_COLLECTORS_VSPHERE_VSAN_READER_H_
#define SITREP_COLLECTORS_VSPHERE_VSAN_READER_H_

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "collectors/vsphere/table_reader.h"

namespace sitrep::collectors {

// How often one run may have tests run where the service keeps no result.
struct VsanFreshness {
  int most = 8;
  absl::Duration pause = absl::Seconds(5);
};

// Fills vsan_cluster_health and vsan_health: of the clusters that use vSAN, one after the other,
// each apart from the others. A cluster for which the service has no result even after its tests
// were run has health `unknown` and no tests.
absl::Status ReadVsanHealth(ReaderContext& context, const VsanFreshness& freshness);

// The reader of that name, for the list of readers.
absl::Status ReadVsan(ReaderContext& context);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_VSAN_READER_H_
