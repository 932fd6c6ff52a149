#ifndef SITREP_COLLECTORS_VSPHERE_PERFORMANCE_QUERY_H_
#define SITREP_COLLECTORS_VSPHERE_PERFORMANCE_QUERY_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/performance_counter.h"
#include "collectors/vsphere/performance_request.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

// The questions about performance, and the small answers to them.

// What QueryPerf is asked of objects of one type.
struct PerformanceQuery {
  std::string type;
  std::vector<int64_t> counter_keys;
  bool instances = false;
  absl::Time begin;
  absl::Time end;
  int64_t interval_seconds = 20;
  int64_t most_samples = 0;  // of one series, what the window holds
  bool historical = false;
};

// A query without counters, for the window before `now`, the source's clock. It reaches a little
// further back than the window, because samples come late.
PerformanceQuery QueryOf(const MeasuredType& type, const PerformanceRequest& request,
                         absl::Time now);
// Samples of one series that make up the window, of those that may come.
int64_t SamplesInWindow(const MeasuredType& type, const PerformanceRequest& request);

// The arguments of QueryPerf for some objects of the type.
std::string QueryPerfArguments(const PerformanceQuery& query,
                               absl::Span<const std::string> objects);

// The source's clock.
absl::StatusOr<absl::Time> ReadSourceClock(Session& session);
// The source's counters, those that are measured.
absl::Status ReadCounters(Session& session, const Reference& manager, CounterBook& book);
// The source's setting of that name; nullopt when it has none or does not show it.
absl::StatusOr<std::optional<std::string>> ReadSetting(Session& session, const std::string& name);

// Of the objects, those that the source can have measured of late: running, connected, accessible.
struct MeasuredObjects {
  std::vector<std::string> objects;
  std::map<std::string, Fault> hidden;  // whose state is not told, and why
};
absl::StatusOr<MeasuredObjects> ObjectsToMeasure(Session& session, const MeasuredType& type,
                                                 const std::vector<Reference>& objects);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_PERFORMANCE_QUERY_H_
