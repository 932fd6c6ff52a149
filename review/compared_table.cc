#include "review/compared_table.h"

#include <algorithm>
#include <array>

namespace sitrep::review {
namespace {

using tables::Column;
using tables::Table;

template <size_t N>
bool IsOneOf(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Rows that say what happened, or how long a look lasted; each is written once and stays true.
bool IsRecord(const Table& table) {
  return table.reader == "history" || table.reader == "performance" ||
         table.name == "appliance_backup";
}

bool IsKey(const Table& table, int column) {
  return std::find(table.key.begin(), table.key.end(), column) != table.key.end();
}

// What it means that a row comes or goes: the steadiest thing that the row says, and where it says
// nothing but that it is there, that somebody decided so.
tables::Change RowChangeOf(const Table& table) {
  // A guest that does not run tells nothing.
  if (table.each && table.each->property.starts_with("guest")) return tables::RUNTIME;
  bool runtime = false;
  bool changing = false;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (IsKey(table, static_cast<int>(i))) continue;
    const tables::Change change = table.columns[i].change;
    if (change == tables::CONFIGURATION) return tables::CONFIGURATION;
    runtime = runtime || change == tables::RUNTIME;
    changing = changing || change == tables::VOLATILE;
  }
  if (runtime) return tables::RUNTIME;
  return changing ? tables::VOLATILE : tables::CONFIGURATION;
}

KeyKind KindOf(const Column& column, bool across) {
  if (column.path.special == "@index") return KeyKind::kPosition;
  const bool given = column.name.ends_with("_key") && ReferentOf(column.name) == Referent::kNone;
  if (given && column.type == tables::ColumnType::kInteger) return KeyKind::kNumber;
  static constexpr std::array<std::string_view, 7> kGiven = {
      "port_key", "lacp_key", "session_key", "chain_id", "schedule_id", "alarm_key", "event_key"};
  if (across && (IsNameless(column.name) || IsOneOf(column.name, kGiven))) return KeyKind::kNumber;
  return KeyKind::kSteady;
}

bool Compares(const Column& column, bool across, bool runtime) {
  switch (column.change) {
    case tables::CONFIGURATION:
      return true;
    case tables::RUNTIME:
      return runtime;
    case tables::IDENTITY:
      return !across;
    default:
      return false;
  }
}

void Add(ComparedTable& compared, int index) {
  compared.columns.push_back(index);
  compared.referents.push_back(ReferentOf(compared.table->columns[index].name));
}

}  // namespace

Referent ReferentOf(std::string_view column) {
  if (column == "source") return Referent::kSource;
  if (column == "tag_id") return Referent::kTag;
  if (column == "category_id") return Referent::kCategory;
  if (column == "role_id") return Referent::kRole;
  if (column == "attribute_key") return Referent::kAttribute;
  if (column == "dvs_uuid" || column == "switch_uuid") return Referent::kSwitch;
  static constexpr std::array<std::string_view, 4> kObjects = {"moid", "entity_id", "portgroup_key",
                                                               "uplink_portgroup_key"};
  if (column.ends_with("_moid") || IsOneOf(column, kObjects)) return Referent::kObject;
  return Referent::kNone;
}

bool IsNameless(std::string_view column) {
  return column == "snapshot_moid" || column == "certificate_manager_moid";
}

bool ComparedTable::of_objects() const { return group >= 2 && referents[1] == Referent::kObject; }

int ComparedTable::name_column() const {
  for (const std::string_view name : {"name", "label"}) {
    for (size_t i = 0; i < columns.size(); ++i) {
      if (column(i).name == name) return static_cast<int>(i);
    }
  }
  return -1;
}

std::optional<ComparedTable> CompareHow(const Table& table, bool across, bool runtime) {
  if (table.objects.empty() || IsRecord(table)) return std::nullopt;
  ComparedTable compared;
  compared.table = &table;
  compared.across = across;
  const tables::Change rows = RowChangeOf(table);
  compared.tells_rows = rows == tables::CONFIGURATION || (rows == tables::RUNTIME && runtime);
  for (const int index : table.key) {
    Add(compared, index);
    compared.key_kinds.push_back(KindOf(table.columns[index], across));
  }
  const bool named = compared.key_size() > 1 && compared.key_kinds[1] != KeyKind::kPosition;
  compared.group = named ? 2 : 1;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const int index = static_cast<int>(i);
    if (!IsKey(table, index) && Compares(table.columns[i], across, runtime)) Add(compared, index);
  }
  const bool says = compared.columns.size() > compared.key_size();
  if (!compared.tells_rows && (!says || rows == tables::VOLATILE)) return std::nullopt;
  return compared;
}

}  // namespace sitrep::review
