#include "review/name_book.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tables/catalog.h"

namespace sitrep::review {
namespace {

std::vector<std::string> FindNamedTables() {
  std::vector<std::string> names;
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    if (table.key.size() != 2 || table.columns[table.key[1]].name != "moid") continue;
    if (table.Find("name") >= 0) names.push_back(table.name);
  }
  return names;
}

// The column of the key that names the object.
const std::string& KeyColumn(const std::string& table) {
  const tables::Table& declared = tables::Catalog::Get().table(table);
  return declared.columns[static_cast<size_t>(declared.key[1])].name;
}

}  // namespace

const std::vector<std::string>& NamedTables() {
  static const std::vector<std::string> names = FindNamedTables();
  return names;
}

std::string TableReferredTo(std::string_view column) {
  if (column == "tag_id") return "tag";
  if (column == "category_id") return "tag_category";
  if (column == "role_id") return "role";
  std::string best;
  for (const std::string& table : NamedTables()) {
    const std::string suffix = absl::StrCat(table, "_moid");
    const bool is = column == suffix || column.ends_with(absl::StrCat("_", suffix));
    if (is && table.size() > best.size()) best = table;
  }
  return best;
}

absl::StatusOr<base::Statement*> NameBook::Find(const std::string& table) {
  const auto found = statements_.find(table);
  if (found != statements_.end()) return &found->second;
  ASSIGN_OR_RETURN(base::Statement statement,
                   reader_.database().Prepare(absl::StrCat(
                       "SELECT name FROM ", base::QuoteIdentifier(table), " WHERE source = ?1 AND ",
                       base::QuoteIdentifier(KeyColumn(table)), " = ?2")));
  return &statements_.emplace(table, std::move(statement)).first->second;
}

absl::StatusOr<bool> NameBook::Has(const std::string& table, const std::string& source,
                                   const std::string& object) {
  if (!reader_.Has(table, "name")) return false;
  ASSIGN_OR_RETURN(base::Statement * statement, Find(table));
  statement->Reset();
  statement->BindText(1, source).BindText(2, object);
  return statement->Step();
}

absl::StatusOr<std::string> NameBook::NameIn(const std::string& table, const std::string& source,
                                             const std::string& object) {
  ASSIGN_OR_RETURN(const bool there, Has(table, source, object));
  if (!there) return std::string();
  return std::string(statements_.at(table).Text(0));
}

absl::StatusOr<std::string> NameBook::TableOf(std::string_view column, const std::string& source,
                                              const std::string& object) {
  std::string table = TableReferredTo(column);
  if (!table.empty() || !column.ends_with("_moid")) return table;
  for (const std::string& other : NamedTables()) {
    ASSIGN_OR_RETURN(const bool there, Has(other, source, object));
    if (there) return other;
  }
  return std::string();
}

absl::StatusOr<std::string> NameBook::Name(std::string_view column, const std::string& source,
                                           const std::string& object) {
  ASSIGN_OR_RETURN(const std::string table, TableOf(column, source, object));
  return table.empty() ? std::string() : NameIn(table, source, object);
}

}  // namespace sitrep::review
