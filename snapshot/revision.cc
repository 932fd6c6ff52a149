#include "snapshot/revision.h"

#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/sqlite.h"
#include "base/status_macros.h"
#include "snapshot/reader.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"

namespace sitrep::snapshot {
namespace {

using tables::Catalog;
using tables::Table;

const Table& TableAt(int table) { return Catalog::Get().tables().at(static_cast<size_t>(table)); }

const std::string& ColumnName(const Table& table, int column) {
  return table.columns.at(static_cast<size_t>(column)).name;
}

std::string SelectByKeySql(const Table& table) {
  std::vector<std::string> terms;
  for (const int column : table.key) terms.push_back(absl::StrCat(ColumnName(table, column), "=?"));
  return absl::StrCat("SELECT * FROM ", table.name, " WHERE ", absl::StrJoin(terms, " AND "));
}

// The file's tables must be this program's to the letter, or rows would go to the wrong columns.
absl::Status CheckTables(base::Database& database) {
  ASSIGN_OR_RETURN(base::Statement statement,
                   database.Prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name "
                                    "= ?"));
  for (const Table& table : Catalog::Get().tables()) {
    statement.Reset();
    statement.BindText(1, table.name);
    ASSIGN_OR_RETURN(const bool found, statement.Step());
    if (!found || statement.Text(0) != tables::CreateTableSql(table)) {
      return absl::FailedPreconditionError(absl::StrCat(
          database.path(), ": table ", table.name, " is another version's; take a whole snapshot"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckBase(const std::string& from) {
  ASSIGN_OR_RETURN(SnapshotReader reader, SnapshotReader::Open(from));
  if (reader.facts().redacted) {
    return absl::FailedPreconditionError(
        absl::StrCat(from, " is redacted; only a raw snapshot can be built upon"));
  }
  return CheckTables(reader.database());
}

}  // namespace

struct SnapshotRevision::State {
  std::unique_ptr<SnapshotWriter> writer;
  // By table and column; column -1: by source alone, -2: the row of a key.
  std::map<std::pair<int, int>, base::Statement> statements;
  int64_t changed = 0;

  absl::StatusOr<base::Statement*> Prepared(int table, int column, const std::string& sql);
  absl::Status Remove(base::Statement& statement);
};

absl::StatusOr<base::Statement*> SnapshotRevision::State::Prepared(int table, int column,
                                                                   const std::string& sql) {
  const auto found = statements.find({table, column});
  if (found != statements.end()) return &found->second;
  ASSIGN_OR_RETURN(base::Statement statement, writer->database().Prepare(sql));
  return &statements.emplace(std::pair(table, column), std::move(statement)).first->second;
}

absl::Status SnapshotRevision::State::Remove(base::Statement& statement) {
  RETURN_IF_ERROR(statement.Run());
  changed += writer->database().changes();
  return absl::OkStatus();
}

SnapshotRevision::SnapshotRevision(std::unique_ptr<State> state) : state_(std::move(state)) {}

// Statements end before the database they belong to.
SnapshotRevision::~SnapshotRevision() { state_->statements.clear(); }

absl::StatusOr<std::unique_ptr<SnapshotRevision>> SnapshotRevision::Create(
    const std::string& path) {
  auto state = std::make_unique<State>();
  ASSIGN_OR_RETURN(state->writer, SnapshotWriter::Create(path));
  return std::unique_ptr<SnapshotRevision>(new SnapshotRevision(std::move(state)));
}

absl::StatusOr<std::unique_ptr<SnapshotRevision>> SnapshotRevision::Revise(
    const std::string& from, const std::string& path) {
  RETURN_IF_ERROR(CheckBase(from));
  auto state = std::make_unique<State>();
  ASSIGN_OR_RETURN(state->writer, SnapshotWriter::CreateFrom(from, path));
  return std::unique_ptr<SnapshotRevision>(new SnapshotRevision(std::move(state)));
}

absl::Status SnapshotRevision::Append(int table, base::Row row) {
  ++state_->changed;
  return state_->writer->Append(table, row);
}

absl::Status SnapshotRevision::RemoveSource(std::string_view source) {
  for (size_t i = 0; i < Catalog::Get().tables().size(); ++i) {
    RETURN_IF_ERROR(RemoveRows(static_cast<int>(i), source));
  }
  return absl::OkStatus();
}

absl::Status SnapshotRevision::RemoveRows(int table, std::string_view source) {
  ASSIGN_OR_RETURN(
      base::Statement* const statement,
      state_->Prepared(table, -1,
                       absl::StrCat("DELETE FROM ", TableAt(table).name, " WHERE source=?")));
  statement->BindText(1, source);
  return state_->Remove(*statement);
}

absl::Status SnapshotRevision::RemoveObject(int table, std::string_view source, int column,
                                            std::string_view object) {
  ASSIGN_OR_RETURN(
      base::Statement* const statement,
      state_->Prepared(table, column,
                       absl::StrCat("DELETE FROM ", TableAt(table).name, " WHERE source=? AND ",
                                    ColumnName(TableAt(table), column), "=?")));
  statement->BindText(1, source);
  statement->BindText(2, object);
  return state_->Remove(*statement);
}

absl::Status SnapshotRevision::Patch(int table, base::Row row, const std::vector<bool>& columns) {
  const Table& declared = TableAt(table);
  ASSIGN_OR_RETURN(base::Statement* const select,
                   state_->Prepared(table, -2, SelectByKeySql(declared)));
  int parameter = 0;
  for (const int column : declared.key) {
    select->Bind(++parameter, row.at(static_cast<size_t>(column)));
  }
  ASSIGN_OR_RETURN(const bool found, select->Step());
  if (!found) {
    select->Reset();
    return absl::NotFoundError(absl::StrCat(declared.name, ": no row to patch"));
  }
  std::vector<std::string> texts(row.size());  // the row's own go away when it is replaced
  std::vector<base::Cell> cells(row.begin(), row.end());
  for (size_t i = 0; i < cells.size(); ++i) {
    if (columns.at(i)) continue;
    if (!declared.columns[i].expression.empty()) continue;  // computed anew
    cells[i] = select->Value(static_cast<int>(i));
    if (cells[i].kind != base::Cell::Kind::kText) continue;
    texts[i] = cells[i].text;
    cells[i].text = texts[i];
  }
  select->Reset();
  return Append(table, cells);
}

absl::Status SnapshotRevision::Seal() {
  state_->statements.clear();
  return state_->writer->Seal();
}

int64_t SnapshotRevision::changed_rows() const { return state_->changed; }

}  // namespace sitrep::snapshot
