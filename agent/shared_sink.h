#ifndef SITREP_AGENT_SHARED_SINK_H_
#define SITREP_AGENT_SHARED_SINK_H_

#include <atomic>
#include <cstdint>

#include "base/mutex.h"
#include "base/row.h"

namespace sitrep::agent {

// SharedSink lets several threads fill one sink that takes one row at a time, each through a
// SourceSink of its own.
//
// Ownership: `sink` must outlive it. Threads: any. Failure: the sink's first error stays, and is
// what every later Append() gives, on every thread.
class SharedSink {
 public:
  explicit SharedSink(base::RowSink& sink) : sink_(sink) {}

  absl::Status Append(int table, base::Row row) {
    base::MutexLock lock(mutex_);
    if (status_.ok()) status_ = sink_.Append(table, row);
    return status_;
  }
  absl::Status status() const {
    base::MutexLock lock(mutex_);
    return status_;
  }

 private:
  mutable base::Mutex mutex_;
  base::RowSink& sink_ SITREP_GUARDED_BY(mutex_);
  absl::Status status_ SITREP_GUARDED_BY(mutex_);
};

// One source's way into a SharedSink; counts its rows. Threads: Append() one at a time, rows() any.
class SourceSink : public base::RowSink {
 public:
  explicit SourceSink(SharedSink& shared) : shared_(shared) {}
  absl::Status Append(int table, base::Row row) override {
    rows_.fetch_add(1, std::memory_order_relaxed);
    return shared_.Append(table, row);
  }
  int64_t rows() const { return rows_.load(std::memory_order_relaxed); }

 private:
  SharedSink& shared_;
  std::atomic<int64_t> rows_{0};
};

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_SHARED_SINK_H_
