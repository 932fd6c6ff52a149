#include "checks/trial_snapshot.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/file.h"
#include "base/sqlite.h"
#include "base/status_macros.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"

namespace sitrep::checks {
namespace {

using tables::Catalog;
using tables::Table;

constexpr std::string_view kFirstRows =
    "INSERT INTO snapshot_info (source, format_version, program_version, partial, redacted) "
    "VALUES ('snapshot', 1, '0.1.0', 0, 0);"
    "INSERT INTO source (source, observed_at, version) VALUES ('s1', '2026-01-31T00:00:00.000Z', "
    "'8.0.3');";

absl::StatusOr<base::Database> OpenToWrite(const std::string& path) {
  ASSIGN_OR_RETURN(base::Database database,
                   base::Database::Open(path, base::Database::Mode::kReadWrite));
  // A trial that is cut off needs no file.
  RETURN_IF_ERROR(database.Execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF"));
  return database;
}

absl::Status RenameTable(base::Database& database, const Table& table) {
  std::vector<std::string> values;
  for (const tables::Column& column : table.columns) {
    if (column.redaction == tables::ALIAS) {
      values.push_back(absl::StrCat(column.name, " = alias(", column.name, ")"));
    } else if (column.redaction == tables::DROP) {
      values.push_back(absl::StrCat(column.name, " = NULL"));
    }
  }
  if (values.empty()) return absl::OkStatus();
  return database.Execute(
      absl::StrCat("UPDATE ", table.name, " SET ", absl::StrJoin(values, ", ")));
}

void Alias(sqlite3_context* context, int, sqlite3_value** arguments) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
  if (text == nullptr) return;
  const auto& alias =
      *static_cast<const std::function<std::string(std::string_view)>*>(sqlite3_user_data(context));
  sqlite3_result_text(context, alias(text).c_str(), -1, SQLITE_TRANSIENT);
}

// A trial of an older file has dropped some tables.
absl::Status ComputeColumns(base::Database& database, const Table& table) {
  ASSIGN_OR_RETURN(const int64_t there,
                   database.Integer(absl::StrCat("SELECT count(*) FROM sqlite_schema WHERE name = ",
                                                 base::QuoteText(table.name))));
  std::vector<std::string> values;
  for (const tables::Column& column : table.columns) {
    if (column.expression.empty()) continue;
    values.push_back(absl::StrCat(column.name, " = (", column.expression, ")"));
  }
  if (there == 0 || values.empty()) return absl::OkStatus();
  return database.Execute(
      absl::StrCat("UPDATE ", table.name, " SET ", absl::StrJoin(values, ", ")));
}

bool HasComputedColumns(const Table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [](const tables::Column& column) { return !column.expression.empty(); });
}

}  // namespace

absl::StatusOr<std::unique_ptr<TrialSnapshot>> TrialSnapshot::Create(const std::string& path) {
  ASSIGN_OR_RETURN(const std::unique_ptr<snapshot::SnapshotWriter> writer,
                   snapshot::SnapshotWriter::Create(path));
  std::unique_ptr<TrialSnapshot> trial(new TrialSnapshot(path));
  RETURN_IF_ERROR(writer->Seal());
  RETURN_IF_ERROR(trial->Insert(kFirstRows));
  return trial;
}

TrialSnapshot::~TrialSnapshot() { base::RemoveFile(path_).IgnoreError(); }

absl::Status TrialSnapshot::Insert(std::string_view sql) {
  ASSIGN_OR_RETURN(base::Database database, OpenToWrite(path_));
  RETURN_IF_ERROR(database.Execute("BEGIN"));
  RETURN_IF_ERROR(database.Execute(sql));
  for (const Table& table : Catalog::Get().tables()) {
    if (HasComputedColumns(table)) RETURN_IF_ERROR(ComputeColumns(database, table));
  }
  return database.Execute("COMMIT");
}

absl::Status TrialSnapshot::SetGaps(std::string_view sql) {
  ASSIGN_OR_RETURN(base::Database database, OpenToWrite(path_));
  RETURN_IF_ERROR(database.Execute("BEGIN; DELETE FROM coverage"));
  RETURN_IF_ERROR(database.Execute(sql));
  return database.Execute("COMMIT");
}

absl::Status TrialSnapshot::Rename(const std::function<std::string(std::string_view)>& alias) {
  ASSIGN_OR_RETURN(base::Database database, OpenToWrite(path_));
  sqlite3_create_function_v2(database.handle(), "alias", 1, SQLITE_UTF8,
                             const_cast<void*>(static_cast<const void*>(&alias)), Alias, nullptr,
                             nullptr, nullptr);
  for (const Table& table : Catalog::Get().tables()) {
    RETURN_IF_ERROR(RenameTable(database, table));
  }
  return absl::OkStatus();
}

absl::StatusOr<snapshot::SnapshotReader> TrialSnapshot::Reader() const {
  return snapshot::SnapshotReader::Open(path_);
}

}  // namespace sitrep::checks
