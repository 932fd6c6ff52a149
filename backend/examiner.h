#ifndef SITREP_BACKEND_EXAMINER_H_
#define SITREP_BACKEND_EXAMINER_H_

#include <memory>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "backend/artifacts.h"
#include "backend/store.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "proto/findings.pb.h"

namespace sitrep::backend {

// Findings of a redacted snapshot file by the pack in this program. The pack is a pure function of
// the file: the agent's findings, with the same pack, are the same but for names.
absl::StatusOr<Findings> ExamineSnapshot(const std::string& path);

// Examiner evaluates every received snapshot on a thread of its own and keeps the findings in the
// store, so that an upload does not wait for it. Work is found in the store, not in a queue: what a
// crash left is done at the next start.
//
// Lifecycle: starts in the constructor; the destructor waits for the snapshot at hand. Ownership:
// `store` and `clock` outlive it. Threads: any. Failure: a snapshot that cannot be evaluated keeps
// its reason in the store and is not tried again by this program, nor is one that ended the program
// twice; a failure of the store is logged,
// and tried again at the next Wake().
class Examiner {
 public:
  Examiner(Store& store, base::Clock& clock);
  ~Examiner();
  Examiner(const Examiner&) = delete;
  Examiner& operator=(const Examiner&) = delete;

  // Something new may be there.
  void Wake() SITREP_EXCLUDES(mutex_);
  // Returns when everything that was in the store at the time of the call has been examined.
  void WaitUntilIdle() SITREP_EXCLUDES(mutex_);

 private:
  void Run() SITREP_EXCLUDES(mutex_);
  void ExamineAll() SITREP_EXCLUDES(mutex_);
  absl::Status ExamineOne(const Artifact& artifact);
  bool Stopping() SITREP_EXCLUDES(mutex_);

  Artifacts artifacts_;
  base::Clock& clock_;

  base::Mutex mutex_;
  base::ConditionVariable changed_;
  int64_t wanted_ SITREP_GUARDED_BY(mutex_) = 1;  // passes over the store asked for, and done
  int64_t done_ SITREP_GUARDED_BY(mutex_) = 0;
  bool stopping_ SITREP_GUARDED_BY(mutex_) = false;

  std::thread thread_;
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_EXAMINER_H_
