#include "collectors/vsphere/watch_rows.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/unasked.h"

namespace sitrep::collectors {
namespace {

using From = ColumnPlan::From;

absl::Status OutOfStep(const ObjectUpdate& update, std::string_view why) {
  return absl::FailedPreconditionError(absl::StrCat("an update of a ", update.object.type, " ",
                                                    absl::string_view(why.data(), why.size())));
}

}  // namespace

WatchRows::WatchRows(std::string source_key)
    : source_key_(source_key), decoder_(std::move(source_key), *this, gaps_) {}

void WatchRows::Follow(int table, int column) { followed_[{table, column}]; }

std::set<std::string> WatchRows::followed(int table, int column) const {
  std::set<std::string> all;
  const auto found = followed_.find({table, column});
  if (found == followed_.end()) return all;
  for (const auto& [object, values] : found->second) all.insert(values.begin(), values.end());
  return all;
}

void WatchRows::Begin(const WatchUnit& unit) { NoteUnasked(unit.plan, unit.asked, gaps_); }

absl::Status WatchRows::Remove(const WatchUnit& unit, base::RowRevision& rows) {
  for (const TablePlan& table : unit.plan.tables) {
    gaps_.Forget(table.table);
    RETURN_IF_ERROR(rows.RemoveRows(table.table, source_key_));
  }
  return absl::OkStatus();
}

absl::Status WatchRows::Apply(const WatchUnit& unit, bool first, ObjectUpdate& update,
                              base::RowRevision& rows) {
  unit_ = &unit;
  rows_ = &rows;
  object_ = update.object.value;
  switch (update.kind) {
    case ObjectUpdate::Kind::kEnter:
      return Enter(first, update);
    case ObjectUpdate::Kind::kModify:
      return Modify(update);
    case ObjectUpdate::Kind::kLeave:
      return RemoveObject(update.object.value);
  }
  return absl::OkStatus();
}

absl::Status WatchRows::Enter(bool first, ObjectUpdate& update) {
  if (!first) RETURN_IF_ERROR(RemoveObject(update.object.value));
  patched_ = nullptr;
  return Decode(unit_->asked, update);
}

absl::Status WatchRows::Modify(ObjectUpdate& update) {
  const std::vector<std::string>& properties = unit_->plan.properties;
  std::vector<bool> changed(properties.size());
  for (const std::string& name : update.changed) {
    const auto found = std::find(properties.begin(), properties.end(), name);
    if (found == properties.end() || !update.whole) {
      return OutOfStep(update, "tells of a part of a property");
    }
    changed[static_cast<size_t>(found - properties.begin())] = true;
  }
  for (const std::string& path : update.missing) {
    for (int i = FindConcerned(unit_->plan, path); i >= 0;
         i = FindConcerned(unit_->plan, path, i + 1)) {
      changed[static_cast<size_t>(i)] = true;
    }
  }
  ForgetGaps(changed, update.object.value);
  for (size_t i = 0; i < unit_->plan.tables.size(); ++i) {
    const TablePlan& table = unit_->plan.tables[i];
    if (!table.child || !changed[static_cast<size_t>(table.each.property)]) continue;
    RETURN_IF_ERROR(RemoveRows(i, update.object.value));
  }
  patched_ = &changed;
  return Decode(changed, update);
}

absl::Status WatchRows::Decode(const std::vector<bool>& asked, ObjectUpdate& update) {
  const absl::Status status = decoder_.Decode(unit_->plan, asked, update.chunk);
  if (decoder_.session_lost()) {
    return FaultStatus(Fault{.type = "NotAuthenticated"}, "WaitForUpdatesEx");
  }
  if (absl::IsNotFound(status)) return OutOfStep(update, "finds no row to change");
  return status;
}

absl::Status WatchRows::RemoveObject(const std::string& moid) {
  ForgetGaps(std::vector<bool>(unit_->plan.properties.size(), true), moid);
  for (size_t i = 0; i < unit_->plan.tables.size(); ++i) {
    RETURN_IF_ERROR(RemoveRows(i, moid));
  }
  return absl::OkStatus();
}

absl::Status WatchRows::RemoveRows(size_t table, const std::string& moid) {
  const int index = unit_->plan.tables[table].table;
  const int column = unit_->object_columns[table];
  for (auto& [place, objects] : followed_) {
    if (place.first == index) objects.erase(moid);
  }
  if (column >= 0) return rows_->RemoveObject(index, source_key_, column, moid);
  return rows_->RemoveRows(index, source_key_);
}

void WatchRows::ForgetGaps(const std::vector<bool>& properties, const std::string& moid) {
  const auto fed = [&](int property) {
    return property >= 0 && properties[static_cast<size_t>(property)];
  };
  for (const TablePlan& table : unit_->plan.tables) {
    const bool replaced = table.child && fed(table.each.property);
    if (replaced) gaps_.ForgetObject(table.table, -1, moid);
    for (size_t i = 0; i < table.columns.size(); ++i) {
      if (!replaced && !fed(table.columns[i].origin.property)) continue;
      gaps_.ForgetObject(table.table, static_cast<int>(i), moid);
    }
  }
}

std::vector<bool> WatchRows::PatchedColumns(const TablePlan& table) const {
  std::vector<bool> columns(table.columns.size());
  for (size_t i = 0; i < columns.size(); ++i) {
    const ColumnPlan& column = table.columns[i];
    columns[i] = column.from == From::kProperty && column.origin.property >= 0 &&
                 (*patched_)[static_cast<size_t>(column.origin.property)];
  }
  return columns;
}

// `replaced`: the cells that the object's one row takes over; nullptr: one more row.
void WatchRows::NoteFollowed(int table, base::Row row, const std::vector<bool>* replaced) {
  for (auto& [place, objects] : followed_) {
    const size_t column = static_cast<size_t>(place.second);
    if (place.first != table || (replaced != nullptr && !(*replaced)[column])) continue;
    std::set<std::string>& values = objects[object_];
    if (replaced != nullptr) values.clear();
    if (row[column].kind == base::Cell::Kind::kText) values.emplace(row[column].text);
  }
}

absl::Status WatchRows::Append(int table, base::Row row) {
  for (const TablePlan& plan : unit_->plan.tables) {
    if (plan.table != table) continue;
    if (plan.child || patched_ == nullptr) {
      NoteFollowed(table, row, nullptr);
      return rows_->Append(table, row);
    }
    const std::vector<bool> columns = PatchedColumns(plan);
    NoteFollowed(table, row, &columns);
    const bool any = std::find(columns.begin(), columns.end(), true) != columns.end();
    return any ? rows_->Patch(table, row, columns) : absl::OkStatus();
  }
  return absl::InternalError("a row of a table that is not the unit's");
}

}  // namespace sitrep::collectors
