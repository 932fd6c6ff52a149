#ifndef SITREP_SNAPSHOT_STEP_LIMIT_H_
#define SITREP_SNAPSHOT_STEP_LIMIT_H_

#include <cstdint>

#include "absl/status/status.h"
#include "base/sqlite.h"

namespace sitrep::snapshot {

// StepLimit bounds what the statements of a connection may cost by what an honest file of that size
// can need: a file made by hand can name one page so often that reading it never ends.
//
// Lifecycle: in force from construction to destruction; Renew() begins to count again. Ownership:
// `database` outlives it, and has no other progress handler. Threads: the connection's. Units:
// instructions of SQLite's virtual machine.
class StepLimit {
 public:
  // Never fewer than `least`: about two seconds.
  explicit StepLimit(base::Database& database, int64_t least = 200'000'000);
  ~StepLimit();
  StepLimit(const StepLimit&) = delete;
  StepLimit& operator=(const StepLimit&) = delete;

  void Renew();
  // DATA_LOSS in place of the failure of a statement that this ended.
  absl::Status Explain(const absl::Status& status) const;

 private:
  static int Count(void* self);

  base::Database& database_;
  int64_t most_ = 0;
  int64_t left_ = 0;
};

}  // namespace sitrep::snapshot

#endif  // SITREP_SNAPSHOT_STEP_LIMIT_H_
