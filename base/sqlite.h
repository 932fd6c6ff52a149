#ifndef SITREP_BASE_SQLITE_H_
#define SITREP_BASE_SQLITE_H_

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/row.h"

namespace sitrep::base {

class Statement;

// Database is one SQLite connection. A thin wrapper: SQL stays SQL, and every error names the file
// and the statement.
//
// Lifecycle: Open, then Execute or Prepare; the destructor closes. Ownership: a Database outlives
// its Statements. Threads: one at a time. Failure: ABORTED when another connection holds a lock
// longer than the time-out, DATA_LOSS when the file is no database or damaged, INVALID_ARGUMENT for
// SQL that does not prepare, else INTERNAL.
class Database {
 public:
  enum class Mode {
    kReadOnly,   // must exist
    kImmutable,  // must exist and never change while open: no locks, no journal
    kReadWrite,  // must exist
    kCreate,     // made when it is not there
  };
  static absl::StatusOr<Database> Open(const std::string& path, Mode mode);
  static absl::StatusOr<Database> OpenInMemory();

  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database();

  // Runs one or more statements that give no rows.
  absl::Status Execute(std::string_view sql);
  // Prepares exactly one statement.
  absl::StatusOr<Statement> Prepare(std::string_view sql);
  // First column of the first row; NOT_FOUND when there is none.
  absl::StatusOr<int64_t> Integer(std::string_view sql);

  int64_t changes() const { return sqlite3_changes64(handle_); }
  int64_t last_insert_rowid() const { return sqlite3_last_insert_rowid(handle_); }
  const std::string& path() const { return path_; }
  // For what this wrapper does not wrap: authorizer, progress handler, functions.
  sqlite3* handle() const { return handle_; }
  // The connection's last error as a status; `what` names the attempt.
  absl::Status Error(std::string_view what) const;

 private:
  Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
  sqlite3* handle_ = nullptr;
  std::string path_;
};

// Statement is one prepared statement. Lifecycle: Bind*, then Step until false, then Reset to run
// it again. Parameters count from 1, columns from 0. Text given by Text() lives until the next Step
// or Reset.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  Statement& Bind(int index,
                  const Cell& cell);  // text is not copied: it must live until Step has returned
  Statement& BindText(int index, std::string_view text);  // copied
  Statement& BindInteger(int index, int64_t value);
  Statement& BindNull(int index);

  // True: a row is there. False: done.
  absl::StatusOr<bool> Step();
  // Step for a statement without rows, then Reset.
  absl::Status Run();
  void Reset();

  int column_count() const { return sqlite3_column_count(handle_); }
  std::string_view ColumnName(int column) const { return sqlite3_column_name(handle_, column); }
  bool IsNull(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }
  int64_t Integer(int column) const { return sqlite3_column_int64(handle_, column); }
  double Real(int column) const { return sqlite3_column_double(handle_, column); }
  std::string_view Text(int column) const;
  Cell Value(int column) const;  // text lives until the next Step or Reset; a blob is given as text
  sqlite3_stmt* handle() const { return handle_; }

 private:
  friend class Database;
  explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}
  sqlite3_stmt* handle_ = nullptr;
};

// "name" with quotes, safe as an SQL identifier.
std::string QuoteIdentifier(std::string_view name);
// 'text' with quotes, safe as an SQL string.
std::string QuoteText(std::string_view text);

}  // namespace sitrep::base

#endif  // SITREP_BASE_SQLITE_H_
