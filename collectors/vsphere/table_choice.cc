#include "collectors/vsphere/table_choice.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

using tables::Catalog;
using tables::Table;

bool IsPartOfHostOrVm(const Table& table) {
  return table.each &&
         (table.objects.front() == "HostSystem" || table.objects.front() == "VirtualMachine");
}

}  // namespace

std::vector<int> TablesOfProfile(bool light) {
  const std::vector<Table>& declared = Catalog::Get().tables();
  std::vector<int> result;
  for (size_t i = 0; i < declared.size(); ++i) {
    if (declared[i].objects.empty() || (light && IsPartOfHostOrVm(declared[i]))) continue;
    result.push_back(static_cast<int>(i));
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
