#ifndef SITREP_COLLECTORS_VSPHERE_PERFORMANCE_ROWS_H_
#define SITREP_COLLECTORS_VSPHERE_PERFORMANCE_ROWS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "base/row.h"
#include "collectors/vsphere/performance_counter.h"
#include "collectors/vsphere/performance_summary.h"

namespace sitrep::collectors {

// What one row of performance is about.
struct PerformanceKey {
  std::string_view type;
  std::string_view moid;
  std::string_view counter;
  std::string_view instance;
};

// Writes the rows of the tables performance, performance_counter and performance_sample.
//
// Ownership: the sink must outlive it. Threads: one. Failure: the sink's own.
class PerformanceRows {
 public:
  PerformanceRows(std::string_view source, base::RowSink& sink);

  // `facts` nullptr: the source does not know the counter.
  absl::Status WriteCounter(std::string_view type, std::string_view counter,
                            const CounterFacts* facts);
  absl::Status WriteSummary(const PerformanceKey& key, const CounterFacts& facts,
                            const PerformanceSummary& summary);
  absl::Status WriteSamples(const PerformanceKey& key, const CounterFacts& facts,
                            const std::vector<PerformanceSample>& samples);

 private:
  absl::Status Append(int table, std::vector<base::Cell> cells);

  const std::string source_;
  base::RowSink& sink_;
  const int performance_;
  const int counter_;
  const int sample_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_PERFORMANCE_ROWS_H_
