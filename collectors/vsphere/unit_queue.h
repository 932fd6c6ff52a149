#ifndef SITREP_COLLECTORS_VSPHERE_UNIT_QUEUE_H_
#define SITREP_COLLECTORS_VSPHERE_UNIT_QUEUE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/table_reader.h"

namespace sitrep::collectors {

// One piece of a run that one lane does from beginning to end: the tables of a plan, or of a
// reader.
struct WorkUnit {
  const TypePlan* plan = nullptr;
  ReadTables read = nullptr;  // when there is no plan
  std::string name{};         // managed object type, or the reader's
  std::vector<int> tables{};  // catalog indexes
  int waits_for = -1;         // a table that names its objects
};

// UnitQueue gives each lane of a run its next unit: the heaviest that waits for nothing.
//
// Threads: any.
class UnitQueue {
 public:
  explicit UnitQueue(std::vector<WorkUnit> units);

  // The next unit to do; blocks while all that is left waits for units that are being done. nullopt
  // when nothing is left, or after Stop().
  std::optional<size_t> Take();
  void Done(size_t unit);
  // Nothing more is given out.
  void Stop();

  const std::vector<WorkUnit>& units() const { return units_; }
  size_t done() const;
  bool is_done(size_t unit) const;

 private:
  enum class State { kWaiting, kTaken, kDone };
  bool Ready(size_t unit) const SITREP_REQUIRES(mutex_);
  std::optional<size_t> FindReady() const SITREP_REQUIRES(mutex_);
  bool AnyWaiting() const SITREP_REQUIRES(mutex_);

  const std::vector<WorkUnit> units_;  // in the order to do them
  mutable base::Mutex mutex_;
  base::ConditionVariable changed_;
  std::vector<State> states_ SITREP_GUARDED_BY(mutex_);
  bool stopped_ SITREP_GUARDED_BY(mutex_) = false;
};

// The units of a run, heaviest first: machines, then hosts, then in declared order.
std::vector<WorkUnit> GatherWork(const std::vector<TypePlan>& plans,
                                 const std::vector<int>& chosen_tables);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_UNIT_QUEUE_H_
