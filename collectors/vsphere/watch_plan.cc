#include "collectors/vsphere/watch_plan.h"

#include <algorithm>
#include <utility>

#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

using From = ColumnPlan::From;

const tables::Table& TableAt(int table) {
  return tables::Catalog::Get().tables()[static_cast<size_t>(table)];
}

int ObjectColumn(const TablePlan& table) {
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].from == From::kReference) return static_cast<int>(i);
  }
  return -1;
}

// A row of an object is found by the object, so no part of its key may be a value that can change.
bool KeyIsTheObject(const TablePlan& table) {
  return std::all_of(table.columns.begin(), table.columns.end(), [](const ColumnPlan& column) {
    return !column.key || column.from == From::kSource || column.from == From::kReference;
  });
}

bool CanWatch(const TypePlan& plan, const TablePlan& table) {
  if (plan.root_only) return table.child;
  return ObjectColumn(table) >= 0 && (table.child || KeyIsTheObject(table));
}

bool CanWatch(const TypePlan& plan, const ServiceContent& content) {
  if (!plan.method.empty() || !plan.via_type.empty() || plan.properties.empty()) return false;
  if (plan.root_only || plan.type == "Alarm") return !content.alarm_manager.empty();
  if (plan.type == "ClusterComputeResource") return content.is_vcenter();
  return plan.reference_table >= 0 || IsInventoryType(plan.type);
}

// What the table that holds the references says must be known at all times.
bool CanFollow(const TypePlan& plan, const std::set<int>& watched) {
  return plan.reference_table < 0 || watched.contains(plan.reference_table);
}

std::set<int> WatchedTables(const std::vector<TypePlan>& plans, const std::set<int>& excluded,
                            const ServiceContent& content) {
  std::set<int> watched;
  for (const TypePlan& plan : plans) {
    for (const TablePlan& table : plan.tables) watched.insert(table.table);
  }
  for (const int table : excluded) watched.erase(table);
  for (const TypePlan& plan : plans) {
    const bool can = CanWatch(plan, content) && CanFollow(plan, watched);
    for (const TablePlan& table : plan.tables) {
      const bool elsewhere = TableAt(table.table).vcenter_only && !content.is_vcenter();
      if (!can || elsewhere || !CanWatch(plan, table)) watched.erase(table.table);
    }
  }
  return watched;
}

WatchUnit MakeUnit(TypePlan plan) {
  WatchUnit unit;
  unit.asked.assign(plan.properties.size(), true);
  for (const TablePlan& table : plan.tables) {
    unit.object_columns.push_back(plan.root_only ? -1 : ObjectColumn(table));
  }
  unit.plan = std::move(plan);
  return unit;
}

}  // namespace

WatchPlan PlanWatch(const std::vector<int>& chosen, const std::set<int>& excluded,
                    const Omissions& omissions, const ServiceContent& content) {
  WatchPlan result;
  // Twice: a table that falls out may be one that another refers to.
  result.tables = WatchedTables(CompilePlans(chosen, {}, omissions), excluded, content);
  std::vector<int> watched(result.tables.begin(), result.tables.end());
  result.tables = WatchedTables(CompilePlans(watched, {}, omissions), excluded, content);
  watched.assign(result.tables.begin(), result.tables.end());
  for (TypePlan& plan : CompilePlans(watched, {}, omissions)) {
    result.units.push_back(MakeUnit(std::move(plan)));
  }
  return result;
}

}  // namespace sitrep::collectors
