#include "collectors/vsphere/unit_queue.h"

#include <algorithm>
#include <map>

namespace sitrep::collectors {
namespace {

const tables::Table& TableAt(int index) {
  return tables::Catalog::Get().tables()[static_cast<size_t>(index)];
}

// A run lasts as long as its longest lane, so what is long begins early.
int Rank(const WorkUnit& unit) {
  if (unit.waits_for >= 0) return 4;
  if (unit.plan == nullptr) return unit.name == "performance" ? 2 : 3;
  if (unit.name == "VirtualMachine" && unit.plan->method.empty()) return 0;
  if (unit.name == "HostSystem" && unit.plan->method.empty()) return 1;
  return 3;
}

}  // namespace

UnitQueue::UnitQueue(std::vector<WorkUnit> units)
    : units_(std::move(units)), states_(units_.size(), State::kWaiting) {}

bool UnitQueue::Ready(size_t unit) const {
  if (states_[unit] != State::kWaiting) return false;
  const int table = units_[unit].waits_for;
  for (size_t i = 0; table >= 0 && i < units_.size(); ++i) {
    const std::vector<int>& tables = units_[i].tables;
    const bool fills = std::find(tables.begin(), tables.end(), table) != tables.end();
    if (fills && states_[i] != State::kDone) return false;
  }
  return true;
}

std::optional<size_t> UnitQueue::FindReady() const {
  for (size_t i = 0; i < units_.size(); ++i) {
    if (Ready(i)) return i;
  }
  return std::nullopt;
}

bool UnitQueue::AnyWaiting() const {
  return std::find(states_.begin(), states_.end(), State::kWaiting) != states_.end();
}

std::optional<size_t> UnitQueue::Take() {
  base::MutexLock lock(mutex_);
  while (!stopped_ && AnyWaiting()) {
    if (const std::optional<size_t> unit = FindReady()) {
      states_[*unit] = State::kTaken;
      return unit;
    }
    changed_.Wait(mutex_);
  }
  return std::nullopt;
}

void UnitQueue::Done(size_t unit) {
  base::MutexLock lock(mutex_);
  states_[unit] = State::kDone;
  changed_.NotifyAll();
}

void UnitQueue::Stop() {
  base::MutexLock lock(mutex_);
  stopped_ = true;
  changed_.NotifyAll();
}

size_t UnitQueue::done() const {
  base::MutexLock lock(mutex_);
  return static_cast<size_t>(std::count(states_.begin(), states_.end(), State::kDone));
}

bool UnitQueue::is_done(size_t unit) const {
  base::MutexLock lock(mutex_);
  return states_[unit] == State::kDone;
}

std::vector<WorkUnit> GatherWork(const std::vector<TypePlan>& plans,
                                 const std::vector<int>& chosen_tables) {
  std::vector<WorkUnit> units;
  for (const TypePlan& plan : plans) {
    WorkUnit unit{.plan = &plan, .name = plan.type, .waits_for = plan.reference_table};
    for (const TablePlan& table : plan.tables) unit.tables.push_back(table.table);
    units.push_back(std::move(unit));
  }
  std::map<std::string, std::vector<int>> readers;
  for (const int index : chosen_tables) {
    if (!TableAt(index).reader.empty()) readers[TableAt(index).reader].push_back(index);
  }
  for (auto& [name, tables] : readers) {
    units.push_back({.read = FindReader(name), .name = name, .tables = std::move(tables)});
  }
  std::stable_sort(units.begin(), units.end(),
                   [](const WorkUnit& a, const WorkUnit& b) { return Rank(a) < Rank(b); });
  return units;
}

}  // namespace sitrep::collectors
