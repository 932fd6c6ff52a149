#include "base/sqlite.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/status_macros.h"

namespace sitrep::base {
namespace {

absl::string_view View(std::string_view text) {
  return absl::string_view(text.data(), text.size());
}

absl::StatusCode CodeOf(int result) {
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return absl::StatusCode::kAborted;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return absl::StatusCode::kDataLoss;
    case SQLITE_ERROR:
    case SQLITE_RANGE:
      return absl::StatusCode::kInvalidArgument;
    case SQLITE_CANTOPEN:
      return absl::StatusCode::kNotFound;
    case SQLITE_CONSTRAINT:
      return absl::StatusCode::kAlreadyExists;
    case SQLITE_FULL:
      return absl::StatusCode::kResourceExhausted;
    case SQLITE_INTERRUPT:
      return absl::StatusCode::kCancelled;
    case SQLITE_AUTH:
      return absl::StatusCode::kPermissionDenied;
    case SQLITE_READONLY:
      return absl::StatusCode::kFailedPrecondition;
    default:
      return absl::StatusCode::kInternal;
  }
}

int FlagsOf(Database::Mode mode) {
  switch (mode) {
    case Database::Mode::kReadOnly:
    case Database::Mode::kImmutable:
      return SQLITE_OPEN_READONLY;
    case Database::Mode::kReadWrite:
      return SQLITE_OPEN_READWRITE;
    case Database::Mode::kCreate:
      return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  return SQLITE_OPEN_READONLY;
}

// An immutable file is named by URI; these characters would end or change it.
std::string ImmutableUri(const std::string& path) {
  return absl::StrCat(
      "file:", absl::StrReplaceAll(path, {{"%", "%25"}, {"?", "%3f"}, {"#", "%23"}}),
      "?immutable=1");
}

}  // namespace

absl::StatusOr<Database> Database::Open(const std::string& path, Mode mode) {
  sqlite3* handle = nullptr;
  const bool immutable = mode == Mode::kImmutable;
  const std::string name = immutable ? ImmutableUri(path) : path;
  const int flags = FlagsOf(mode) | SQLITE_OPEN_NOMUTEX | (immutable ? SQLITE_OPEN_URI : 0);
  const int result = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
  Database database(handle, path);
  if (result != SQLITE_OK) return database.Error("open");
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, 10'000);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  return database;
}

absl::StatusOr<Database> Database::OpenInMemory() { return Open(":memory:", Mode::kCreate); }

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), path_(std::move(other.path_)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(path_, other.path_);
  return *this;
}

Database::~Database() { sqlite3_close_v2(handle_); }

absl::Status Database::Error(std::string_view what) const {
  return absl::Status(CodeOf(sqlite3_extended_errcode(handle_)),
                      absl::StrCat(path_, ": ", View(what), ": ", sqlite3_errmsg(handle_)));
}

absl::Status Database::Execute(std::string_view sql) {
  const std::string text(sql);
  if (sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return Error(text);
  }
  return absl::OkStatus();
}

absl::StatusOr<Statement> Database::Prepare(std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  const char* rest = nullptr;
  if (sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &handle, &rest) !=
      SQLITE_OK) {
    return Error(sql);
  }
  Statement statement(handle);
  if (handle == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat(path_, ": there is no statement in: ", View(sql)));
  }
  const std::string_view left(rest, static_cast<size_t>(sql.data() + sql.size() - rest));
  if (left.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    return absl::InvalidArgumentError(absl::StrCat(
        path_, ": more than one statement; the second begins: ", View(left.substr(0, 60))));
  }
  return statement;
}

absl::StatusOr<int64_t> Database::Integer(std::string_view sql) {
  ASSIGN_OR_RETURN(Statement statement, Prepare(sql));
  ASSIGN_OR_RETURN(const bool row, statement.Step());
  if (!row) return absl::NotFoundError(absl::StrCat(path_, ": no row: ", View(sql)));
  return statement.Integer(0);
}

Statement::Statement(Statement&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

Statement::~Statement() { sqlite3_finalize(handle_); }

Statement& Statement::Bind(int index, const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::kNull:
      sqlite3_bind_null(handle_, index);
      break;
    case Cell::Kind::kInteger:
      sqlite3_bind_int64(handle_, index, cell.integer);
      break;
    case Cell::Kind::kReal:
      sqlite3_bind_double(handle_, index, cell.real);
      break;
    case Cell::Kind::kText:
      // A null pointer would bind NULL; an empty text is not absent.
      sqlite3_bind_text(handle_, index, cell.text.data() == nullptr ? "" : cell.text.data(),
                        static_cast<int>(cell.text.size()), SQLITE_STATIC);
      break;
  }
  return *this;
}

Statement& Statement::BindText(int index, std::string_view text) {
  sqlite3_bind_text(handle_, index, text.data() == nullptr ? "" : text.data(),
                    static_cast<int>(text.size()), SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::BindInteger(int index, int64_t value) {
  sqlite3_bind_int64(handle_, index, value);
  return *this;
}

Statement& Statement::BindNull(int index) {
  sqlite3_bind_null(handle_, index);
  return *this;
}

absl::StatusOr<bool> Statement::Step() {
  const int result = sqlite3_step(handle_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  sqlite3* database = sqlite3_db_handle(handle_);
  return absl::Status(CodeOf(result),
                      absl::StrCat(sqlite3_sql(handle_), ": ", sqlite3_errmsg(database)));
}

absl::Status Statement::Run() {
  absl::StatusOr<bool> row = Step();
  Reset();
  return row.status();
}

void Statement::Reset() { sqlite3_reset(handle_); }

std::string_view Statement::Text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (text == nullptr) return {};
  return std::string_view(text, static_cast<size_t>(sqlite3_column_bytes(handle_, column)));
}

Cell Statement::Value(int column) const {
  switch (sqlite3_column_type(handle_, column)) {
    case SQLITE_INTEGER:
      return Cell::Integer(Integer(column));
    case SQLITE_FLOAT:
      return Cell::Real(Real(column));
    case SQLITE_TEXT:
    case SQLITE_BLOB:
      return Cell::Text(Text(column));
    default:
      return Cell::Null();
  }
}

std::string QuoteIdentifier(std::string_view name) {
  return absl::StrCat("\"", absl::StrReplaceAll(View(name), {{"\"", "\"\""}}), "\"");
}

std::string QuoteText(std::string_view text) {
  return absl::StrCat("'", absl::StrReplaceAll(View(text), {{"'", "''"}}), "'");
}

}  // namespace sitrep::base
