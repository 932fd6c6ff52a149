#ifndef SITREP_COLLECTORS_VSPHERE_RUN_H_
#define SITREP_COLLECTORS_VSPHERE_RUN_H_

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/mutex.h"
#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/gap_ledger.h"
#include "collectors/vsphere/omission.h"
#include "collectors/vsphere/scope.h"
#include "collectors/vsphere/session.h"
#include "collectors/vsphere/unit_queue.h"

namespace sitrep::collectors {

// Run reads the chosen tables of one source over one session, in as many lanes as requests may be
// in flight. A lane takes unit after unit and has a thread that fetches and one that decodes.
//
// Lifecycle: Go() once. Ownership: all it is given must outlive it. Threads: Go() blocks; rows are
// appended from its own threads, one at a time, and progress is told so, too.
class Run {
 public:
  Run(Session& session, const CollectOptions& options, std::vector<int> chosen, base::RowSink& sink,
      const Progress& progress);
  ~Run();
  absl::StatusOr<CollectReport> Go();

 private:
  class Lane;
  class CountingSink;

  absl::Status Prepare();
  template <typename Ask>
  auto WithSession(Ask ask) -> decltype(ask());
  void WorkInLanes();
  void Work(Lane& lane);
  absl::Status ReadUnit(Lane& lane, const WorkUnit& unit);
  absl::Status ReadByReader(Lane& lane, const WorkUnit& unit);
  void EndUnit(Lane& lane, size_t unit, const absl::Status& status);
  void NoteUnread();
  void NoteNotSupported(const WorkUnit& unit, GapLedger& gaps) const;
  std::vector<Reference> Named(const TypePlan& plan);
  void Tell(const WorkUnit& unit, int64_t objects);
  CollectReport Summary(absl::Time begin);

  Session& session_;
  const CollectOptions& options_;
  std::vector<int> chosen_;  // without tables that are denied as a whole
  const std::vector<int> asked_;
  const Progress& progress_;
  Omissions omissions_;
  std::vector<TypePlan> plans_;
  std::optional<Scope> scope_;
  std::unique_ptr<CountingSink> sink_;
  std::unique_ptr<UnitQueue> queue_;
  GapLedger gaps_;

  base::Mutex mutex_;
  absl::Status ended_ SITREP_GUARDED_BY(mutex_);   // the source is lost, or the run's time is over
  absl::Status failed_ SITREP_GUARDED_BY(mutex_);  // the sink is: there is no snapshot
  bool interrupted_ SITREP_GUARDED_BY(mutex_) = false;
  CollectReport report_;  // what readers hand over, each in members of its own
  std::map<std::pair<int, int>, std::set<std::string>> named_ SITREP_GUARDED_BY(mutex_);
  base::Mutex telling_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_RUN_H_
