#include "collectors/vsphere/performance_summary.h"

#include <algorithm>

namespace sitrep::collectors {

size_t NearestRank95(size_t count) { return (95 * count + 99) / 100 - 1; }

void OrderSamples(std::vector<PerformanceSample>& samples, size_t most) {
  std::erase_if(samples, [](const PerformanceSample& s) { return s.value == kNoSample; });
  const auto earlier = [](const PerformanceSample& a, const PerformanceSample& b) {
    return a.at < b.at;
  };
  if (!std::is_sorted(samples.begin(), samples.end(), earlier)) {
    std::stable_sort(samples.begin(), samples.end(), earlier);
  }
  const auto same = [](const PerformanceSample& a, const PerformanceSample& b) {
    return a.at == b.at;
  };
  samples.erase(std::unique(samples.begin(), samples.end(), same), samples.end());
  if (most > 0 && samples.size() > most) {
    samples.erase(samples.begin(), samples.end() - static_cast<ptrdiff_t>(most));
  }
}

PerformanceSummary Summarize(const std::vector<PerformanceSample>& samples) {
  PerformanceSummary summary;
  if (samples.empty()) return summary;
  std::vector<int64_t> values;
  values.reserve(samples.size());
  double sum = 0;
  for (const PerformanceSample& sample : samples) {
    values.push_back(sample.value);
    sum += static_cast<double>(sample.value);
  }
  std::sort(values.begin(), values.end());
  summary.samples = static_cast<int64_t>(values.size());
  summary.interval_seconds = samples.back().interval_seconds;
  summary.from = samples.front().at;
  summary.to = samples.back().at;
  summary.minimum = values.front();
  summary.average = sum / static_cast<double>(values.size());
  summary.maximum = values.back();
  summary.p95 = values[NearestRank95(values.size())];
  return summary;
}

}  // namespace sitrep::collectors
