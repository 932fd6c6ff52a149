#include "snapshot/writer.h"

#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/file.h"
#include "base/sqlite.h"
#include "base/status_macros.h"
#include "tables/catalog.h"

namespace sitrep::snapshot {
namespace {

using tables::Catalog;
using tables::Table;

// A cell's value goes in as it is; an expression reads its row's cells by name.
std::string InsertSql(const Table& table, SnapshotWriter::Expressions expressions) {
  std::vector<std::string> parameters;
  std::vector<std::string> values;
  bool computed = false;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const tables::Column& column = table.columns[i];
    const bool compute =
        !column.expression.empty() && expressions == SnapshotWriter::Expressions::kCompute;
    computed = computed || compute;
    parameters.push_back(absl::StrCat("?", i + 1, " AS ", column.name));
    values.push_back(compute ? absl::StrCat("(", column.expression, ")") : column.name);
  }
  if (computed) {
    // The expressions stand below VALUES: an INSERT from a SELECT would copy every page it touches
    // to a statement journal.
    const std::string row = absl::StrJoin(parameters, ", ");
    for (size_t i = 0; i < values.size(); ++i) {
      values[i] = values[i] == table.columns[i].name
                      ? absl::StrCat("?", i + 1)
                      : absl::StrCat("(SELECT ", values[i], " FROM (SELECT ", row, "))");
    }
    return absl::StrCat("INSERT OR REPLACE INTO ", table.name, " VALUES (",
                        absl::StrJoin(values, ", "), ")");
  }
  std::vector<std::string> marks(table.columns.size(), "?");
  return absl::StrCat("INSERT OR REPLACE INTO ", table.name, " VALUES (",
                      absl::StrJoin(marks, ", "), ")");
}

absl::Status CheckKey(const Table& table, base::Row row) {
  for (const int index : table.key) {
    if (row[static_cast<size_t>(index)].is_null()) {
      return absl::InvalidArgumentError(
          absl::StrCat("a row of table ", table.name, " has no value for key column ",
                       table.columns[static_cast<size_t>(index)].name));
    }
  }
  return absl::OkStatus();
}

}  // namespace

struct SnapshotWriter::State {
  std::string path;
  std::string partial;
  std::optional<base::Database> database;
  Expressions expressions = Expressions::kCompute;
  std::vector<std::optional<base::Statement>> inserts;  // by table; made for the first row
  std::vector<int64_t> rows;
  bool sealed = false;

  // Makes the partial file, empty or as a copy.
  absl::Status Open(const std::string& wanted, const std::string* from);
  // `tables`: those of a new file are to be made.
  absl::Status Prepare(Expressions how, bool tables);
  absl::StatusOr<base::Statement*> Insert(int table);
};

absl::Status SnapshotWriter::State::Prepare(Expressions how, bool tables) {
  expressions = how;
  // The file is thrown away on failure, so no journal is kept while it fills.
  RETURN_IF_ERROR(
      database->Execute("PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = "
                        "OFF; PRAGMA locking_mode = EXCLUSIVE;"
                        "PRAGMA cache_size = -2048; PRAGMA application_id = 0x53495452; BEGIN"));
  for (const Table& table : Catalog::Get().tables()) {
    if (tables) RETURN_IF_ERROR(database->Execute(tables::CreateTableSql(table)));
  }
  inserts.resize(Catalog::Get().tables().size());
  rows.resize(inserts.size(), 0);
  return absl::OkStatus();
}

// Most tables of most sources have few rows or none, and a statement takes memory.
absl::StatusOr<base::Statement*> SnapshotWriter::State::Insert(int table) {
  std::optional<base::Statement>& insert = inserts[static_cast<size_t>(table)];
  if (!insert) {
    const Table& declared = Catalog::Get().tables()[static_cast<size_t>(table)];
    ASSIGN_OR_RETURN(base::Statement made, database->Prepare(InsertSql(declared, expressions)));
    insert.emplace(std::move(made));
  }
  return &*insert;
}

SnapshotWriter::SnapshotWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}

absl::Status SnapshotWriter::State::Open(const std::string& wanted, const std::string* from) {
  if (base::FileExists(wanted)) {
    return absl::AlreadyExistsError(
        absl::StrCat(wanted, " exists; a snapshot is never overwritten: choose another name"));
  }
  path = wanted;
  partial = absl::StrCat(path, ".partial");
  RETURN_IF_ERROR(base::RemoveFile(partial));
  {
    // Made here so that nobody else can read it, whatever the umask.
    ASSIGN_OR_RETURN(base::FileSink file, base::FileSink::Create(partial, 0600));
    if (from != nullptr) {
      ASSIGN_OR_RETURN(base::FileSource source, base::FileSource::Open(*from));
      RETURN_IF_ERROR(base::Copy(source, file).status());
    }
  }
  ASSIGN_OR_RETURN(base::Database opened,
                   base::Database::Open(partial, base::Database::Mode::kReadWrite));
  database.emplace(std::move(opened));
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<SnapshotWriter>> SnapshotWriter::Create(const std::string& path,
                                                                       Expressions expressions) {
  std::unique_ptr<SnapshotWriter> writer(new SnapshotWriter(std::make_unique<State>()));
  RETURN_IF_ERROR(writer->state_->Open(path, nullptr));
  RETURN_IF_ERROR(writer->state_->Prepare(expressions, /*tables=*/true));
  return writer;
}

absl::StatusOr<std::unique_ptr<SnapshotWriter>> SnapshotWriter::CreateFrom(
    const std::string& from, const std::string& path) {
  std::unique_ptr<SnapshotWriter> writer(new SnapshotWriter(std::make_unique<State>()));
  RETURN_IF_ERROR(writer->state_->Open(path, &from));
  RETURN_IF_ERROR(writer->state_->Prepare(Expressions::kCompute, /*tables=*/false));
  return writer;
}

SnapshotWriter::~SnapshotWriter() {
  state_->inserts.clear();
  state_->database.reset();
  if (!state_->sealed) (void)base::RemoveFile(state_->partial);
}

absl::Status SnapshotWriter::Append(int table, base::Row row) {
  const Table& declaration = Catalog::Get().tables().at(static_cast<size_t>(table));
  if (row.size() != declaration.columns.size()) {
    return absl::InvalidArgumentError(absl::StrCat("a row of table ", declaration.name, " has ",
                                                   row.size(), " cells instead of ",
                                                   declaration.columns.size()));
  }
  RETURN_IF_ERROR(CheckKey(declaration, row));
  ASSIGN_OR_RETURN(base::Statement* const insert, state_->Insert(table));
  for (size_t i = 0; i < row.size(); ++i) insert->Bind(static_cast<int>(i) + 1, row[i]);
  RETURN_IF_ERROR(insert->Run());
  ++state_->rows[static_cast<size_t>(table)];
  return absl::OkStatus();
}

base::Database& SnapshotWriter::database() { return *state_->database; }

int64_t SnapshotWriter::rows(int table) const {
  return state_->rows.at(static_cast<size_t>(table));
}

absl::Status SnapshotWriter::Seal() {
  RETURN_IF_ERROR(state_->database->Execute("COMMIT"));
  state_->inserts.clear();
  state_->database.reset();
  ASSIGN_OR_RETURN(base::FileSink file, base::FileSink::Append(state_->partial));
  RETURN_IF_ERROR(file.Finish());
  RETURN_IF_ERROR(base::RenameDurably(state_->partial, state_->path));
  state_->sealed = true;
  return absl::OkStatus();
}

}  // namespace sitrep::snapshot
