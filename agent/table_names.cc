#include "agent/table_names.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "agent/exit_code.h"
#include "base/status_macros.h"
#include "collectors/vsphere/table_choice.h"
#include "tables/catalog.h"

namespace sitrep::agent {
namespace {

// Insertions, removals and replacements that make one word of the other.
size_t Distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

std::vector<std::string> AskableNames() {
  std::vector<std::string> names;
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    if (!table.objects.empty() || !table.reader.empty()) names.push_back(table.name);
  }
  return names;
}

}  // namespace

std::string NearestName(std::string_view word, const std::vector<std::string>& candidates) {
  std::string nearest;
  // Two letters that changed places are two replacements.
  size_t least = 1 + (word.size() < 4 ? 1 : std::max<size_t>(2, word.size() / 3));
  for (const std::string& candidate : candidates) {
    const size_t distance = Distance(word, candidate);
    if (distance >= least) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest;
}

absl::StatusOr<std::vector<int>> AskableTables(const std::vector<std::string>& names, bool light) {
  for (const std::string& name : names) {
    if (tables::Catalog::Get().Find(name) >= 0) continue;
    const std::string nearest = NearestName(name, AskableNames());
    return UsageError(
        absl::StrCat("--tables: there is no table \"", name, "\"",
                     nearest.empty() ? "" : absl::StrCat("; did you mean ", nearest, "?"),
                     nearest.empty() ? "; docs/reference/tables.md lists them" : ""));
  }
  absl::StatusOr<std::vector<int>> chosen = collectors::ChooseTables(names, light);
  if (!chosen.ok()) return AsUsageError(chosen.status());
  return chosen;
}

}  // namespace sitrep::agent
