#include "collectors/vsphere/unasked.h"

namespace sitrep::collectors {

bool DropPath(const TypePlan& plan, std::string_view path, std::vector<bool>& asked) {
  bool dropped = false;
  for (int i = FindConcerned(plan, path); i >= 0; i = FindConcerned(plan, path, i + 1)) {
    dropped = dropped || asked[static_cast<size_t>(i)];
    asked[static_cast<size_t>(i)] = false;
  }
  return dropped;
}

void NoteUnasked(const TypePlan& plan, const std::vector<bool>& asked, GapLedger& gaps) {
  const auto unasked = [&](int property) {
    return property >= 0 && !asked[static_cast<size_t>(property)];
  };
  for (const TablePlan& table : plan.tables) {
    if (table.child && unasked(table.each.property)) {
      gaps.AddWhole(table.table, -1, "unknown_path", "InvalidProperty");
    }
    for (size_t i = 0; i < table.columns.size(); ++i) {
      const ColumnPlan& column = table.columns[i];
      if (column.omitted != nullptr) {
        gaps.AddWhole(table.table, static_cast<int>(i), column.omitted->status,
                      column.omitted->reason, column.omitted->privilege);
      }
      if (unasked(column.origin.property)) {
        gaps.AddWhole(table.table, static_cast<int>(i), "unknown_path", "InvalidProperty");
      }
    }
  }
}

}  // namespace sitrep::collectors
