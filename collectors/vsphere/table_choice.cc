#include "collectors/vsphere/table_choice.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

using tables::Catalog;
using tables::Table;

// Of a table by its own, of a column within its table.
bool BelongsTo(tables::Profile profile, bool light) {
  return profile != tables::ON_REQUEST && !(light && profile == tables::FULL);
}

}  // namespace

std::vector<int> TablesOfProfile(bool light) {
  const std::vector<Table>& declared = Catalog::Get().tables();
  std::vector<int> result;
  for (size_t i = 0; i < declared.size(); ++i) {
    if (declared[i].objects.empty() || !BelongsTo(declared[i].profile, light)) continue;
    result.push_back(static_cast<int>(i));
  }
  return result;
}

Omissions ColumnsLeftOut(const std::vector<int>& chosen, bool light) {
  Omissions result;
  for (const int index : chosen) {
    const std::vector<tables::Column>& columns =
        Catalog::Get().tables()[static_cast<size_t>(index)].columns;
    for (size_t i = 0; i < columns.size(); ++i) {
      if (BelongsTo(columns[i].profile, light)) continue;
      result[{index, static_cast<int>(i)}] = {"not_asked", "profile", ""};
    }
  }
  return result;
}

Omissions TablesBeyondScope(const std::vector<int>& chosen) {
  static const std::set<std::string> kBeyond = {
      "event",      "task",           "history_gap",         "license_assignment",
      "permission", "scheduled_task", "host_profile_entity", "tag_assignment",
      "session"};
  Omissions result;
  for (const int index : chosen) {
    if (kBeyond.contains(Catalog::Get().tables()[static_cast<size_t>(index)].name)) {
      result[{index, -1}] = {"not_asked", "scope", ""};
    }
  }
  return result;
}

absl::StatusOr<std::vector<int>> ChooseTables(const std::vector<std::string>& names, bool light) {
  if (names.empty()) return TablesOfProfile(light);
  const Catalog& catalog = Catalog::Get();
  std::set<int> chosen = {catalog.Find("source")};
  for (const std::string& name : names) {
    int index = catalog.Find(name);
    if (index < 0) return absl::InvalidArgumentError(absl::StrCat("there is no table ", name));
    const std::vector<Table>& declared = catalog.tables();
    if (declared[static_cast<size_t>(index)].objects.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("table ", name, " is filled by every run; it cannot be asked for"));
    }
    while (index >= 0) {
      chosen.insert(index);
      const Table& table = declared[static_cast<size_t>(index)];
      index = table.references_table.empty() ? -1 : catalog.Find(table.references_table);
    }
  }
  return std::vector<int>(chosen.begin(), chosen.end());
}

}  // namespace sitrep::collectors
