#include "review/row_cursor.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"

namespace sitrep::review {
namespace {

// What an older file lacks is NULL; the gap that says so keeps it from being compared.
std::string SelectSql(const snapshot::SnapshotReader& reader, const ComparedTable& table,
                      bool of_one_object) {
  std::vector<std::string> columns;
  std::vector<std::string> key;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& name = table.column(i).name;
    columns.push_back(reader.Has(table.table->name, name) ? base::QuoteIdentifier(name) : "NULL");
    if (i < table.key_size()) key.push_back(columns.back());
  }
  std::string where;
  if (of_one_object) {
    absl::StrAppend(&where, " WHERE ", key[0], " = ?1");
    if (table.group > 1) absl::StrAppend(&where, " AND ", key[1], " = ?2");
  }
  return absl::StrCat("SELECT ", absl::StrJoin(columns, ", "), " FROM ",
                      base::QuoteIdentifier(table.table->name), where, " ORDER BY ",
                      absl::StrJoin(key, ", "));
}

}  // namespace

absl::StatusOr<RowCursor> RowCursor::Open(snapshot::SnapshotReader& reader,
                                          const ComparedTable& table) {
  ASSIGN_OR_RETURN(base::Statement statement,
                   reader.database().Prepare(SelectSql(reader, table, false)));
  RowCursor cursor(std::move(statement), table);
  RETURN_IF_ERROR(cursor.Next());
  return cursor;
}

absl::StatusOr<RowCursor> RowCursor::OpenForSeek(snapshot::SnapshotReader& reader,
                                                 const ComparedTable& table) {
  ASSIGN_OR_RETURN(base::Statement statement,
                   reader.database().Prepare(SelectSql(reader, table, true)));
  return RowCursor(std::move(statement), table);
}

absl::Status RowCursor::Next() {
  ASSIGN_OR_RETURN(const bool more, statement_.Step());
  at_end_ = !more;
  return absl::OkStatus();
}

absl::Status RowCursor::Seek(const std::string& source, const std::string& object) {
  statement_.Reset();
  statement_.BindText(1, source);
  if (table_->group > 1) statement_.BindText(2, object);
  return Next();
}

ComparedRow RowCursor::Own() const {
  ComparedRow row;
  row.raw.reserve(table_->columns.size());
  for (size_t i = 0; i < table_->columns.size(); ++i) row.raw.push_back(ToDatum(cell(i)));
  return row;
}

bool RowCursor::InGroupOf(const ComparedRow& row) const {
  for (size_t i = 0; i < table_->group; ++i) {
    if (ToDatum(cell(i)) != row.raw[i]) return false;
  }
  return true;
}

absl::StatusOr<std::vector<ComparedRow>> RowCursor::TakeGroup() {
  std::vector<ComparedRow> rows;
  while (!at_end_ && (rows.empty() || InGroupOf(rows.front()))) {
    rows.push_back(Own());
    RETURN_IF_ERROR(Next());
  }
  return rows;
}

int CompareRows(const RowCursor& a, const RowCursor& b, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const int order = CompareCells(a.cell(i), b.cell(i));
    if (order != 0) return order;
  }
  return 0;
}

}  // namespace sitrep::review
