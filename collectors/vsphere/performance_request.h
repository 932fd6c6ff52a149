#ifndef SITREP_COLLECTORS_VSPHERE_PERFORMANCE_REQUEST_H_
#define SITREP_COLLECTORS_VSPHERE_PERFORMANCE_REQUEST_H_

#include "absl/time/time.h"

namespace sitrep::collectors {

// How much of its performance counters a source is asked for.
struct PerformanceRequest {
  bool wanted = true;
  // Back from the source's own clock. Longer windows are cut to what a source keeps in that form.
  absl::Duration window = absl::Hours(1);              // hosts, machines: at most 1 h is kept
  absl::Duration historical_window = absl::Hours(24);  // datastores: at most 24 h
  bool instances = false;  // each device and processor too, not the object as a whole only
  bool raw = false;        // every sample, also when performance_sample is not named
  int most_objects = 100;  // in one call; fewer when the answer would be large
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_PERFORMANCE_REQUEST_H_
