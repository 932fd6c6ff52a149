#include "collectors/vsphere/cost.h"

#include <algorithm>

namespace sitrep::collectors {
namespace {

int64_t Milliseconds(int64_t microseconds) { return (microseconds + 500) / 1000; }

// The smallest duration that at least 95 of 100 calls did not exceed.
int64_t Percentile95(std::vector<int64_t> durations) {
  if (durations.empty()) return 0;
  const size_t rank = (durations.size() * 95 + 99) / 100 - 1;
  std::nth_element(durations.begin(), durations.begin() + static_cast<ptrdiff_t>(rank),
                   durations.end());
  return durations[rank];
}

}  // namespace

void CostLedger::Record(const std::string& method, const Call& call) {
  base::MutexLock lock(mutex_);
  Entry& entry = entries_[method];
  entry.cost.method = method;
  ++entry.cost.calls;
  entry.cost.sent_bytes += call.sent_bytes;
  entry.cost.received_bytes += call.received_bytes;
  if (call.failed) ++entry.cost.failed;
  entry.durations_us.push_back(absl::ToInt64Microseconds(call.duration));
}

void CostLedger::RecordRetry(const std::string& method) {
  base::MutexLock lock(mutex_);
  Entry& entry = entries_[method];
  entry.cost.method = method;
  ++entry.cost.retries;
}

std::vector<MethodCost> CostLedger::Methods() const {
  base::MutexLock lock(mutex_);
  std::vector<MethodCost> result;
  for (const auto& [method, entry] : entries_) {
    MethodCost cost = entry.cost;
    int64_t sum = 0;
    for (const int64_t duration : entry.durations_us) sum += duration;
    cost.duration_ms = Milliseconds(sum);
    cost.p95_ms = Milliseconds(Percentile95(entry.durations_us));
    result.push_back(std::move(cost));
  }
  return result;
}

void CostLedger::Clear() {
  base::MutexLock lock(mutex_);
  entries_.clear();
}

void CostLedger::Take(CostLedger& other) {
  std::map<std::string, Entry> taken;
  {
    base::MutexLock lock(other.mutex_);
    taken.swap(other.entries_);
  }
  base::MutexLock lock(mutex_);
  for (const auto& [method, more] : taken) {
    Entry& entry = entries_[method];
    entry.cost.method = method;
    entry.cost.calls += more.cost.calls;
    entry.cost.sent_bytes += more.cost.sent_bytes;
    entry.cost.received_bytes += more.cost.received_bytes;
    entry.cost.failed += more.cost.failed;
    entry.cost.retries += more.cost.retries;
    entry.durations_us.insert(entry.durations_us.end(), more.durations_us.begin(),
                              more.durations_us.end());
  }
}

int64_t CostLedger::received_bytes() const {
  base::MutexLock lock(mutex_);
  int64_t sum = 0;
  for (const auto& [method, entry] : entries_) sum += entry.cost.received_bytes;
  return sum;
}

MethodCost CostLedger::Total() const {
  MethodCost total;
  for (const MethodCost& cost : Methods()) {
    total.calls += cost.calls;
    total.sent_bytes += cost.sent_bytes;
    total.received_bytes += cost.received_bytes;
    total.duration_ms += cost.duration_ms;
    total.failed += cost.failed;
    total.retries += cost.retries;
  }
  base::MutexLock lock(mutex_);
  std::vector<int64_t> durations;
  for (const auto& [method, entry] : entries_) {
    durations.insert(durations.end(), entry.durations_us.begin(), entry.durations_us.end());
  }
  total.p95_ms = Milliseconds(Percentile95(std::move(durations)));
  return total;
}

}  // namespace sitrep::collectors
