#ifndef SITREP_COLLECTORS_VSPHERE_COST_H_
#define SITREP_COLLECTORS_VSPHERE_COST_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "base/mutex.h"

namespace sitrep::collectors {

// What one method cost the source in this run.
struct MethodCost {
  std::string method;
  int64_t calls = 0;
  int64_t sent_bytes = 0;
  int64_t received_bytes = 0;  // on the wire
  int64_t duration_ms = 0;
  int64_t p95_ms = 0;
  int64_t failed = 0;
  int64_t retries = 0;  // calls made anew because the one before failed
};

// CostLedger adds up calls by method. Threads: any.
class CostLedger {
 public:
  struct Call {
    int64_t sent_bytes = 0;
    int64_t received_bytes = 0;
    absl::Duration duration;
    bool failed = false;
  };
  void Record(const std::string& method, const Call& call);
  void RecordRetry(const std::string& method);
  // By method name.
  std::vector<MethodCost> Methods() const;
  // Of all calls so far; cheap enough to ask after each.
  int64_t received_bytes() const;
  // Of all calls; p95_ms is that of all calls, too.
  MethodCost Total() const;
  // Begins anew, for a further run over the same session.
  void Clear();
  // Adds what another counted, and clears it.
  void Take(CostLedger& other);

 private:
  struct Entry {
    MethodCost cost;
    std::vector<int64_t> durations_us;
  };
  mutable base::Mutex mutex_;
  std::map<std::string, Entry> entries_ SITREP_GUARDED_BY(mutex_);
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_COST_H_
