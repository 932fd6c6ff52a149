#include "tests/support/memory_sink.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tables/catalog.h"

namespace sitrep::tests {
namespace {

const tables::Table& TableAt(int index) {
  return tables::Catalog::Get().tables()[static_cast<size_t>(index)];
}

std::string Text(const base::Cell& cell) {
  switch (cell.kind) {
    case base::Cell::Kind::kNull:
      return MemorySink::kNull;
    case base::Cell::Kind::kInteger:
      return absl::StrCat(cell.integer);
    case base::Cell::Kind::kReal:
      return absl::StrCat(cell.real);
    case base::Cell::Kind::kText:
      return std::string(cell.text);
  }
  return "";
}

}  // namespace

absl::Status MemorySink::Append(int table, base::Row row) {
  const tables::Table& declared = TableAt(table);
  if (row.size() != declared.columns.size()) {
    return absl::InvalidArgumentError(absl::StrCat(declared.name, ": a row of ", row.size()));
  }
  TextRow cells;
  for (const base::Cell& cell : row) cells.push_back(Text(cell));
  TextRow key;
  for (const int index : declared.key) {
    if (row[static_cast<size_t>(index)].is_null()) {
      return absl::InvalidArgumentError(absl::StrCat(declared.name, ": a key cell is NULL"));
    }
    key.push_back(cells[static_cast<size_t>(index)]);
  }
  tables_[table][key] = cells;
  return absl::OkStatus();
}

const MemorySink::Rows& MemorySink::rows(const std::string& table) const {
  static const Rows none;
  const auto found = tables_.find(tables::Catalog::Get().Find(table));
  return found == tables_.end() ? none : found->second;
}

int64_t MemorySink::count(const std::string& table) const {
  return static_cast<int64_t>(rows(table).size());
}

std::string MemorySink::Cell(const std::string& table, const std::string& key_column,
                             const std::string& key, const std::string& column) const {
  const tables::Table& declared = tables::Catalog::Get().table(table);
  const auto key_index = static_cast<size_t>(declared.Find(key_column));
  const auto index = static_cast<size_t>(declared.Find(column));
  for (const auto& [unused, row] : rows(table)) {
    if (row[key_index] == key) return row[index];
  }
  return "no row";
}

std::vector<std::string> MemorySink::Column(const std::string& table,
                                            const std::string& column) const {
  const auto index = static_cast<size_t>(tables::Catalog::Get().table(table).Find(column));
  std::vector<std::string> values;
  for (const auto& [unused, row] : rows(table)) values.push_back(row[index]);
  return values;
}

std::string MemorySink::DifferenceTo(const MemorySink& other) const {
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    if (table.objects.empty() || table.name == "source") continue;
    const Rows& mine = rows(table.name);
    const Rows& theirs = other.rows(table.name);
    if (mine == theirs) continue;
    if (mine.size() != theirs.size()) {
      return absl::StrCat(table.name, ": ", mine.size(), " rows, not ", theirs.size());
    }
    for (auto at = mine.begin(), to = theirs.begin(); at != mine.end(); ++at, ++to) {
      if (*at == *to) continue;
      return absl::StrCat(table.name, ": ", absl::StrJoin(at->second, "|"), " is not ",
                          absl::StrJoin(to->second, "|"));
    }
  }
  return "";
}

}  // namespace sitrep::tests
