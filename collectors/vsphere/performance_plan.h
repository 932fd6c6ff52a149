#ifndef SITREP_COLLECTORS_VSPHERE_PERFORMANCE_PLAN_H_
#define SITREP_COLLECTORS_VSPHERE_PERFORMANCE_PLAN_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>

#include "absl/status/status.h"

namespace sitrep::collectors {

// Deciding how performance is asked for: how many objects in one call, and what to do when the
// source refuses. Nothing here asks.

// Metrics that one historical query may name; nullopt: no limit. `setting` is the source's own
// config.vpxd.stats.maxQueryMetrics, when it could be read; else the version's default counts.
std::optional<int64_t> MetricLimit(std::optional<std::string_view> setting,
                                   std::string_view api_version);

// One object's part of a call.
struct QueryShape {
  int64_t samples = 0;  // of one series, at most
  int64_t metrics = 0;  // series asked for
  // XML elements of its part of the answer, in the format that has more of them.
  int64_t Elements() const { return 2 + 3 * samples + metrics * (4 + samples); }
};

struct QueryLimits {
  // vCenter refuses an answer beyond 500,000; ours stay small enough to be read in one breath.
  static constexpr int64_t kMostElements = 150'000;
  int64_t most_objects = 100;
  std::optional<int64_t> most_metrics{};
};

// Objects that one call may ask for, at least one.
size_t ObjectsPerCall(const QueryShape& shape, const QueryLimits& limits);

// What an answer means for the objects that were asked for.
enum class QueryVerdict {
  kAnswered,
  kTooMuch,  // refused by its size: ask for fewer at a time
  kSpoilt,   // one of the objects fails the call for all
  kFailed,   // these objects are lost; others may do
  kOver,     // nothing more is to be asked: session or source lost, interrupted, not supported
};
QueryVerdict Judge(const absl::Status& status);

// Objects by their place in a list.
struct QuerySlice {
  size_t begin = 0;
  size_t end = 0;
  size_t size() const { return end - begin; }
};

// QueryQueue cuts a list of objects into calls and cuts smaller when the source refuses.
//
// Lifecycle: Next() until it gives nothing; after each, at most one of Smaller() and Split().
// Threads: one.
class QueryQueue {
 public:
  // Calls that may be split to find what spoils them; a bound on what a broken source costs.
  static constexpr int kMostSplits = 64;

  QueryQueue(size_t objects, size_t per_call);

  // What to ask for now; nullopt when all has been.
  std::optional<QuerySlice> Next();
  // The last slice was too much: it comes again in halves, and no later one is larger. False when
  // it cannot be smaller, and is given up.
  bool Smaller();
  // The last slice holds a bad object: it comes again in halves, later ones as before. False when
  // it is that object, or when too much was split already; it is given up.
  bool Split();
  size_t per_call() const { return per_call_; }

 private:
  std::deque<QuerySlice> waiting_;
  QuerySlice last_;
  size_t per_call_;
  int splits_ = 0;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_PERFORMANCE_PLAN_H_
