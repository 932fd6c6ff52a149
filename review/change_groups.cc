#include "review/change_groups.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace sitrep::review {
namespace {

void Extend(ChangeGroup& group, const std::string& name) {
  ++group.count;
  if (group.names.size() < ChangeGroups::kNames && !name.empty()) group.names.push_back(name);
}

ChangeGroup GroupOf(const RowChange& change, const ColumnChange* column) {
  ChangeGroup group;
  group.table = change.table;
  group.state = change.state;
  if (column != nullptr) group.column = column->column;
  return group;
}

// An object may have no name; then its key names it.
std::string NameOf(const RowChange& change) {
  if (!change.name.empty()) return change.name;
  const std::vector<Datum>& key = change.after_key.empty() ? change.before_key : change.after_key;
  return key.empty() ? "" : DatumText(key.back());
}

}  // namespace

std::string ChangedText(const Datum& value, const std::string& name) {
  if (IsNull(value)) return "unset";
  return name.empty() ? DatumText(value) : name;
}

void ChangeGroups::Count(const RowChange& change, const ColumnChange* column) {
  const std::vector<tables::Table>& tables = tables::Catalog::Get().tables();
  const int place =
      column == nullptr ? -1 : static_cast<int>(column->column - change.table->columns.data());
  // What changed comes after what came and went.
  Column& all = columns_[{static_cast<int>(change.table - tables.data()),
                          static_cast<int>(change.state), place}];
  const std::string name = NameOf(change);
  if (all.rest.count == 0) all.rest = GroupOf(change, column);
  Extend(all.rest, name);
  Values values;
  if (column != nullptr) {
    values = {ChangedText(column->before, column->before_name),
              ChangedText(column->after, column->after_name)};
  }
  auto found = all.groups.find(values);
  if (found == all.groups.end()) {
    if (all.groups.size() >= kMostValues) return;
    found = all.groups.emplace(values, GroupOf(change, column)).first;
    found->second.before = values.first;
    found->second.after = values.second;
  }
  Extend(found->second, name);
}

void ChangeGroups::Add(const RowChange& change) {
  if (change.state != RowState::kChanged) return Count(change, nullptr);
  for (const ColumnChange& column : change.columns) Count(change, &column);
}

std::vector<ChangeGroup> ChangeGroups::Take() {
  std::vector<ChangeGroup> taken;
  for (auto& [place, column] : columns_) {
    if (column.groups.size() > kValues) {
      column.rest.various = true;
      taken.push_back(std::move(column.rest));
      continue;
    }
    const size_t first = taken.size();
    for (auto& [values, group] : column.groups) taken.push_back(std::move(group));
    std::stable_sort(taken.begin() + static_cast<ptrdiff_t>(first), taken.end(),
                     [](const ChangeGroup& a, const ChangeGroup& b) { return a.count > b.count; });
  }
  columns_.clear();
  return taken;
}

}  // namespace sitrep::review
