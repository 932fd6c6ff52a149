#ifndef SITREP_COLLECTORS_VSPHERE_PERFORMANCE_SUMMARY_H_
#define SITREP_COLLECTORS_VSPHERE_PERFORMANCE_SUMMARY_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/time/time.h"

namespace sitrep::collectors {

// One sample of a counter.
struct PerformanceSample {
  absl::Time at;  // end of what it covers, by the source's clock
  int64_t interval_seconds = 0;
  int64_t value = 0;
  friend bool operator==(const PerformanceSample&, const PerformanceSample&) = default;
};

// The value by which sources say that there is none.
inline constexpr int64_t kNoSample = -1;

// What a series comes to. Without samples all but `samples` is meaningless.
struct PerformanceSummary {
  int64_t samples = 0;
  int64_t interval_seconds = 0;  // of the newest sample
  absl::Time from;
  absl::Time to;
  int64_t minimum = 0;
  double average = 0;
  int64_t maximum = 0;
  int64_t p95 = 0;  // by nearest rank
};

// The nearest rank of the 95th percentile among `count` values in ascending order, counted from 0:
// the place of the least value that at least 95 of 100 do not exceed. `count` is at least 1.
size_t NearestRank95(size_t count);

// Puts the samples in the order of time, whatever order they came in, leaves out those without a
// value and those twice, and keeps the newest `most` (0: all).
void OrderSamples(std::vector<PerformanceSample>& samples, size_t most);

// `samples` in the order of time, all with values.
PerformanceSummary Summarize(const std::vector<PerformanceSample>& samples);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_PERFORMANCE_SUMMARY_H_
