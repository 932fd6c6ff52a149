#ifndef SITREP_COLLECTORS_VSPHERE_WATCH_FILTERS_H_
#define SITREP_COLLECTORS_VSPHERE_WATCH_FILTERS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/row_revision.h"
#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/session.h"
#include "collectors/vsphere/watch_plan.h"
#include "collectors/vsphere/watch_rows.h"
#include "collectors/vsphere/watch_stream.h"

namespace sitrep::collectors {

struct WatchCounts {
  int64_t entered = 0;
  int64_t modified = 0;
  int64_t left = 0;
};

// WatchFilters is what is open at the source for a watch, and the rows' state that belongs to it: a
// stream, and a view and a filter for each unit.
//
// Lifecycle: Build() once, then Update() any number of times; Destroy() takes all off the source.
// The destructor makes no call: what is open goes with the session. Ownership: what it is given
// must outlive it. Threads: one. Failure: SoapClient's codes and faults; FAILED_PRECONDITION when
// rows and source are out of step, or a unit cannot be watched: excluded() tells its tables then.
// After any failure it is of no use.
class WatchFilters {
 public:
  WatchFilters(Session& session, const CollectOptions& options, WatchPlan plan,
               const Progress& progress);

  // Writes all rows of all units.
  absl::StatusOr<Synced> Build(base::RowRevision& rows);
  // Writes what changed since.
  absl::StatusOr<Synced> Update(base::RowRevision& rows);
  void Destroy();

  const std::set<int>& tables() const { return tables_; }
  const std::set<int>& excluded() const { return excluded_; }
  const WatchCounts& counts() const { return counts_; }  // of the last Build() or Update()
  const absl::Status& rows_status() const { return watched_.rows_status(); }
  GapLedger& gaps() { return watched_.gaps(); }

 private:
  struct Unit {
    WatchUnit watch;
    Reference view;
    Reference filter;
    std::set<std::string> followed;  // objects, of a unit that is not found by a view
    int64_t objects = 0;
  };

  absl::Status Open(Unit& unit);
  absl::Status AddFilter(Unit& unit, RetrieveSpec spec);
  absl::StatusOr<RetrieveSpec> Spec(Unit& unit);
  absl::Status OpenStream();
  absl::Status Exclude(const std::set<int>& tables, const absl::Status& why);
  absl::StatusOr<Synced> Drain(int page_objects, base::RowRevision& rows);
  absl::Status Take(ObjectUpdate& update, base::RowRevision& rows);
  absl::StatusOr<bool> Follow(base::RowRevision& rows);
  absl::Status CheckNoneVanished(const std::vector<int64_t>& before) const;
  std::set<std::string> Followed(const Unit& unit) const;
  void Report();

  Session& session_;
  const CollectOptions& options_;
  const Progress& progress_;
  const std::set<int> tables_;
  std::vector<Unit> units_;
  WatchRows watched_;
  std::unique_ptr<UpdateStream> stream_;
  std::set<int> excluded_;
  WatchCounts counts_;
  size_t unit_ = 0;        // being built
  bool building_ = false;  // no object has rows yet
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_WATCH_FILTERS_H_
