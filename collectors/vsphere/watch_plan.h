#ifndef SITREP_COLLECTORS_VSPHERE_WATCH_PLAN_H_
#define SITREP_COLLECTORS_VSPHERE_WATCH_PLAN_H_

#include <set>
#include <vector>

#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/gap_ledger.h"
#include "collectors/vsphere/omission.h"
#include "collectors/vsphere/service_content.h"

namespace sitrep::collectors {

// One unit that is kept up to date by updates: its plan, and how its rows are found again.
struct WatchUnit {
  TypePlan plan;
  std::vector<bool> asked;  // by property: the source knows it
  // By table of the plan: the column that holds the object's reference; -1: all rows of the table
  // are one object's.
  std::vector<int> object_columns;

  bool by_view() const { return !plan.root_only && plan.reference_table < 0; }
};

struct WatchPlan {
  std::vector<WatchUnit> units;  // in the order to read them
  std::set<int> tables;          // that they fill, catalog indexes; no others are filled by them
};

// Which of the chosen tables can be kept up to date by updates, of this source. The rest is read
// whole each time: methods, single objects, what single objects name, readers. So are the
// `excluded`. The omissions must outlive the plan.
WatchPlan PlanWatch(const std::vector<int>& chosen, const std::set<int>& excluded,
                    const Omissions& omissions, const ServiceContent& content);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_WATCH_PLAN_H_
