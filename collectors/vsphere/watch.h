#ifndef SITREP_COLLECTORS_VSPHERE_WATCH_H_
#define SITREP_COLLECTORS_VSPHERE_WATCH_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/row_revision.h"
#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/session.h"
#include "collectors/vsphere/source.h"

namespace sitrep::collectors {

struct WatchReport {
  bool whole = false;    // everything was read: the first time, or the place was lost
  int64_t entered = 0;   // objects
  int64_t modified = 0;  // updates of objects; one may be told of twice
  int64_t left = 0;
  CollectReport source;  // gaps and cost as of any run; `tables` counts those that were read whole
};

// SourceWatch keeps the rows of one source up to date: after the first time only what changed is
// asked for and written (docs/adr/0014-incremental-snapshots.md). The rows are those that Collect()
// would give.
//
// Lifecycle: Connect() logs in. Each Read() brings rows to the source's present state: rows of the
// last Read() that was kept, or none. When the caller has made them durable it says Keep(); without
// it the next Read() reads everything, into whatever rows it is given. A lost session, a restarted
// source and a lost place are made good by reading everything on a new session, in the same call.
// Between two calls one session stays open at the source, with one property collector, and a view
// and a filter for each type; Close() or the destructor takes all off and logs out.
//
// Ownership: clock and interrupt must outlive it; rows only the call. Threads: one at a time.
// Failure: Session::Connect's codes; CANCELLED interrupted; the rows' own error. After any failure
// the rows must be thrown away. What cannot be read is a gap, as in Collect().
class SourceWatch {
 public:
  static absl::StatusOr<std::unique_ptr<SourceWatch>> Connect(const SourceOptions& source,
                                                              const CollectOptions& options,
                                                              base::Clock& clock,
                                                              const base::Interrupt& interrupt);
  ~SourceWatch();

  absl::StatusOr<WatchReport> Read(base::RowRevision& rows, const Progress& progress = {});
  void Keep();
  // Where reading events and tasks goes on in the next Read(): WatchReport's checkpoints, once the
  // rows are durable. Without it each reads the whole window.
  void SetHistory(const HistoryRequest& history);

  // Keeps the session from ending when more time passes between two reads than the source allows.
  absl::Status KeepAlive();
  // OK, or why the session could not be ended.
  absl::Status Close();

  const std::string& source_key() const;

 private:
  struct State;
  explicit SourceWatch(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_WATCH_H_
