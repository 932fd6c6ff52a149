#include "collectors/vsphere/privilege_plan.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

using tables::Catalog;
using tables::Column;
using tables::Table;

const Table& TableAt(int index) { return Catalog::Get().tables()[static_cast<size_t>(index)]; }

// A declaration names one privilege, or several with commas, all of which are needed. What every
// account that sees anything holds is no privilege of its own.
std::vector<std::string> Split(const std::string& text) {
  std::vector<std::string> names;
  for (const absl::string_view part : absl::StrSplit(text, ',', absl::SkipWhitespace())) {
    std::string name(absl::StripAsciiWhitespace(part));
    if (!name.starts_with("System.")) names.push_back(std::move(name));
  }
  return names;
}

// The first of the needed privileges that is missing; empty when none is.
std::string FirstMissing(const std::string& needed, const std::set<std::string>& missing) {
  for (std::string& name : Split(needed)) {
    if (missing.contains(name)) return std::move(name);
  }
  return "";
}

bool IsKey(const Table& table, int column) {
  return std::find(table.key.begin(), table.key.end(), column) != table.key.end();
}

Omission Denied(const std::string& privilege) { return {"denied", "NoPermission", privilege}; }

void AddDeniedColumns(int index, const std::set<std::string>& missing, Omissions& parts) {
  const Table& table = TableAt(index);
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const std::string privilege = FirstMissing(table.columns[i].privilege, missing);
    if (privilege.empty()) continue;
    const int column = static_cast<int>(i);
    // Without its key no row can be told from another.
    parts.emplace(std::make_pair(index, IsKey(table, column) ? -1 : column), Denied(privilege));
  }
}

}  // namespace

std::vector<std::string> PrivilegesOf(const std::vector<int>& tables) {
  std::set<std::string> names;
  for (const int index : tables) {
    for (std::string& name : Split(TableAt(index).privilege)) names.insert(std::move(name));
    for (const Column& column : TableAt(index).columns) {
      for (std::string& name : Split(column.privilege)) names.insert(std::move(name));
    }
  }
  return {names.begin(), names.end()};
}

std::vector<PrivilegeUse> PrivilegeUses(const std::vector<int>& tables, bool bundles) {
  std::map<std::string, PrivilegeUse> uses;
  for (const int index : tables) {
    const Table& table = TableAt(index);
    const std::vector<std::string> whole = Split(table.privilege);
    for (const std::string& name : whole) uses[name].tables.push_back(table.name);
    for (const Column& column : table.columns) {
      for (const std::string& name : Split(column.privilege)) {
        if (std::find(whole.begin(), whole.end(), name) != whole.end()) continue;
        uses[name].columns.push_back(absl::StrCat(table.name, ".", column.name));
      }
    }
  }
  if (bundles) {
    uses["Global.Diagnostics"].work = "log bundles";
    uses["Global.CancelTask"].work = "ending a log bundle that is no longer wanted";
  }
  std::vector<PrivilegeUse> result = {
      {"System.View", true, {}, {}, "names, views and alarms"},
      {"System.Read", true, {}, {}, "every table"},
  };
  for (auto& [name, use] : uses) {
    use.privilege = name;
    result.push_back(std::move(use));
  }
  return result;
}

Omissions DeniedParts(const std::vector<int>& tables, const std::set<std::string>& missing) {
  Omissions parts;
  for (const int index : tables) {
    const std::string privilege = FirstMissing(TableAt(index).privilege, missing);
    if (privilege.empty()) {
      AddDeniedColumns(index, missing, parts);
    } else {
      parts.emplace(std::make_pair(index, -1), Denied(privilege));
    }
  }
  return parts;
}

bool IsGlobalPrivilege(std::string_view privilege) {
  static constexpr std::string_view kGlobal[] = {
      "Authorization.",    "Certificate.", "Extension.",     "Global.",
      "InventoryService.", "Sessions.",    "StorageProfile."};
  return std::any_of(std::begin(kGlobal), std::end(kGlobal), [privilege](std::string_view prefix) {
    return privilege.starts_with(prefix);
  });
}

}  // namespace sitrep::collectors
