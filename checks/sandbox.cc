#include "checks/sandbox.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/mutex.h"
#include "base/status_macros.h"
#include "checks/sandbox_functions.h"
#include "checks/sql_words.h"
#include "tables/catalog.h"

namespace sitrep::checks {
namespace {

using tables::Catalog;
using tables::Table;

constexpr int kStepsPerCall = 1000;

absl::string_view View(std::string_view text) {
  return absl::string_view(text.data(), text.size());
}

// Tables about the run say nothing of the estate, and differ between a snapshot and its redacted
// copy.
bool AboutTheRun(const Table& table) { return table.objects.empty(); }

absl::Status Named(const Check& check, absl::StatusCode code, absl::string_view what) {
  const absl::string_view file = check.file.empty() ? "check" : absl::string_view(check.file);
  return absl::Status(code, absl::StrCat(file, ": ", check.id, ": ", what));
}

absl::Status CheckWords(const Check& check) {
  if (!ListsOnlyParameters(check.sql)) {
    return Named(check, absl::StatusCode::kPermissionDenied,
                 "json_each() lists a parameter only: write json_each(:name)");
  }
  for (const std::string& word : SqlWords(check.sql)) {
    const std::string_view why = WhyRefused(word);
    if (why.empty()) continue;
    return Named(check, absl::StatusCode::kPermissionDenied,
                 absl::StrCat("it must not use ", absl::AsciiStrToUpper(word), ": ", View(why)));
  }
  return absl::OkStatus();
}

// Adds the columns that a computed column is computed from: a gap there is a gap here.
void AddSources(const Table& table, const tables::Column& column, std::set<Read>& reads) {
  for (const std::string& word : SqlWords(column.expression)) {
    if (table.Find(word) >= 0) reads.insert({table.name, word});
  }
}

// Whoever concludes from a missing row needs all of the table.
void AddWhole(const Table& table, std::set<Read>& reads) {
  reads.insert({table.name, ""});
  for (const tables::Column& column : table.columns) {
    if (column.redaction != tables::DROP) reads.insert({table.name, column.name});
  }
}

const tables::Column* OriginOf(const base::Statement& statement, int column) {
  const char* table = sqlite3_column_table_name(statement.handle(), column);
  const char* origin = sqlite3_column_origin_name(statement.handle(), column);
  if (table == nullptr || origin == nullptr) return nullptr;
  const int index = Catalog::Get().Find(table);
  if (index < 0) return nullptr;
  const Table& declaration = Catalog::Get().tables()[static_cast<size_t>(index)];
  const int found = declaration.Find(origin);
  if (found < 0) return nullptr;
  return &declaration.columns[static_cast<size_t>(found)];
}

}  // namespace

// What the connection's callbacks know and find out.
struct Sandbox::Guard {
  // Set where the check has been judged before, and stand-ins read on its behalf.
  bool judged = false;
  std::set<Read> reads;
  std::string refusal;
  int64_t steps_left = 0;
  bool limited = false;
  bool out_of_steps = false;

  int Refuse(std::string what) {
    if (refusal.empty()) refusal = std::move(what);
    return SQLITE_DENY;
  }
  int AuthorizeRead(std::string_view table_name, std::string_view column_name);
  int AuthorizeFunction(std::string_view name);
  static int Authorize(void* self, int action, const char* first, const char* second, const char*,
                       const char*);
  static int Progress(void* self);
};

int Sandbox::Guard::AuthorizeRead(std::string_view table_name, std::string_view column_name) {
  const std::string name = absl::AsciiStrToLower(View(table_name));
  // CheckWords() saw to it that only a parameter is taken apart.
  if (name == "json_each") return SQLITE_OK;
  const int index = Catalog::Get().Find(name);
  // A common table expression of which no column is used comes here by its name.
  const bool built_in = name.starts_with("sqlite_") || name.starts_with("pragma_");
  if (index < 0 && column_name.empty() && !built_in) return SQLITE_OK;
  if (index < 0) return Refuse(absl::StrCat("read ", name, ", which is no declared table"));
  const Table& table = Catalog::Get().tables()[static_cast<size_t>(index)];
  if (AboutTheRun(table)) {
    return Refuse(absl::StrCat("read ", name, ", which is about the run"));
  }
  if (column_name.empty()) {
    reads.insert({name, ""});
    return SQLITE_OK;
  }
  const int found = table.Find(absl::AsciiStrToLower(View(column_name)));
  if (found < 0) {
    return Refuse(absl::StrCat("read ", name, ".", View(column_name), ", which is not declared"));
  }
  const tables::Column& column = table.columns[static_cast<size_t>(found)];
  if (column.redaction == tables::DROP) {
    return Refuse(absl::StrCat("read ", name, ".", column.name, ", which never leaves the site"));
  }
  reads.insert({name, column.name});
  AddSources(table, column, reads);
  return SQLITE_OK;
}

int Sandbox::Guard::AuthorizeFunction(std::string_view name) {
  if (FunctionAllowed(absl::AsciiStrToLower(View(name)))) return SQLITE_OK;
  return Refuse(absl::StrCat("call ", View(name), "()"));
}

int Sandbox::Guard::Authorize(void* self, int action, const char* first, const char* second,
                              const char*, const char*) {
  auto& guard = *static_cast<Guard*>(self);
  const std::string_view one = first == nullptr ? "" : first;
  const std::string_view two = second == nullptr ? "" : second;
  switch (action) {
    case SQLITE_SELECT:
      return SQLITE_OK;
    case SQLITE_READ:
      return guard.judged ? SQLITE_OK : guard.AuthorizeRead(one, two);
    case SQLITE_FUNCTION:
      return guard.AuthorizeFunction(two);
    case SQLITE_ATTACH:
      return guard.Refuse("ATTACH");
    case SQLITE_PRAGMA:
      return guard.Refuse(absl::StrCat("use PRAGMA ", View(one)));
    case SQLITE_RECURSIVE:
      return guard.Refuse("recurse");
    default:
      return guard.Refuse("do anything but SELECT");
  }
}

int Sandbox::Guard::Progress(void* self) {
  auto& guard = *static_cast<Guard*>(self);
  if (!guard.limited) return 0;
  guard.steps_left -= kStepsPerCall;
  guard.out_of_steps = guard.steps_left < 0;
  return guard.out_of_steps ? 1 : 0;
}

Sandbox::Sandbox(base::Database database, std::unique_ptr<Guard> guard)
    : guard_(std::move(guard)), database_(std::move(database)) {}

Sandbox::~Sandbox() = default;

absl::StatusOr<std::unique_ptr<Sandbox>> Sandbox::OverSnapshot(const std::string& path) {
  ASSIGN_OR_RETURN(base::Database database,
                   base::Database::Open(path, base::Database::Mode::kImmutable));
  std::unique_ptr<Sandbox> sandbox(new Sandbox(std::move(database), std::make_unique<Guard>()));
  sandbox->guard_->judged = true;
  RETURN_IF_ERROR(sandbox->FillUp());
  RETURN_IF_ERROR(sandbox->StandGuard());
  return sandbox;
}

absl::StatusOr<std::unique_ptr<Sandbox>> Sandbox::OverDeclarations() {
  ASSIGN_OR_RETURN(base::Database database, base::Database::OpenInMemory());
  for (const Table& table : Catalog::Get().tables()) {
    RETURN_IF_ERROR(database.Execute(tables::CreateTableSql(table)));
  }
  std::unique_ptr<Sandbox> sandbox(new Sandbox(std::move(database), std::make_unique<Guard>()));
  RETURN_IF_ERROR(sandbox->StandGuard());
  return sandbox;
}

// Makes up for what an older file lacks: a table by an empty one, a column by NULL.
absl::Status Sandbox::FillUp() {
  RETURN_IF_ERROR(database_.Execute("PRAGMA temp_store = MEMORY"));
  ASSIGN_OR_RETURN(
      const int64_t others,
      database_.Integer("SELECT count(*) FROM main.sqlite_schema "
                        "WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'"));
  if (others != 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        database_.path(), " holds views or triggers; a snapshot holds tables only: do not use it"));
  }
  for (const Table& table : Catalog::Get().tables()) {
    std::vector<std::string> missing;
    for (const tables::Column& column : table.columns) {
      if (sqlite3_table_column_metadata(database_.handle(), "main", table.name.c_str(),
                                        column.name.c_str(), nullptr, nullptr, nullptr, nullptr,
                                        nullptr) == SQLITE_OK) {
        continue;
      }
      missing.push_back(absl::StrCat("NULL AS ", column.name));
      absent_.insert({table.name, column.name});
    }
    if (missing.empty()) continue;
    if (missing.size() < table.columns.size()) {
      RETURN_IF_ERROR(
          database_.Execute(absl::StrCat("CREATE TEMP VIEW ", table.name, " AS SELECT *, ",
                                         absl::StrJoin(missing, ", "), " FROM main.", table.name)));
      continue;
    }
    absent_.insert({table.name, ""});
    RETURN_IF_ERROR(database_.Execute(absl::StrCat("CREATE TEMP VIEW ", table.name, " AS SELECT ",
                                                   absl::StrJoin(missing, ", "), " WHERE 0")));
  }
  return absl::OkStatus();
}

absl::Status Sandbox::StandGuard() {
  RETURN_IF_ERROR(RegisterFunctions(database_));
  // SQLite writes its schema on the first use of json_each(), which the guard would refuse.
  RETURN_IF_ERROR(database_.Prepare("SELECT value FROM json_each('[]')").status());
  sqlite3_limit(database_.handle(), SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_set_authorizer(database_.handle(), Guard::Authorize, guard_.get());
  sqlite3_progress_handler(database_.handle(), kStepsPerCall, Guard::Progress, guard_.get());
  return absl::OkStatus();
}

void Sandbox::AllowSteps(int64_t steps) {
  guard_->steps_left = steps;
  guard_->limited = true;
  guard_->out_of_steps = false;
}

bool Sandbox::out_of_steps() const { return guard_->out_of_steps; }

absl::StatusOr<base::Statement> Sandbox::Prepare(const Check& check) {
  guard_->reads.clear();
  guard_->refusal.clear();
  guard_->limited = false;
  absl::StatusOr<base::Statement> statement = database_.Prepare(check.sql);
  if (statement.ok() &&
      (statement->column_count() == 0 || sqlite3_stmt_isexplain(statement->handle()) != 0)) {
    guard_->Refuse("do anything but SELECT");
  }
  if (!guard_->refusal.empty()) {
    return Named(check, absl::StatusCode::kPermissionDenied,
                 absl::StrCat("a check must not ", guard_->refusal));
  }
  if (!statement.ok()) {
    return Named(check, absl::StatusCode::kInvalidArgument, statement.status().message());
  }
  return statement;
}

absl::StatusOr<CompiledCheck> Sandbox::Judge(const Check& check) {
  RETURN_IF_ERROR(CheckWords(check));
  ASSIGN_OR_RETURN(base::Statement statement, Prepare(check));
  guard_->reads.insert({check.object, ""});
  for (const std::string& table : check.absence_of)
    AddWhole(Catalog::Get().table(table), guard_->reads);
  CompiledCheck compiled{std::move(statement), {}, {}};
  compiled.reads.assign(guard_->reads.begin(), guard_->reads.end());
  for (int i = 0; i < compiled.statement.column_count(); ++i) {
    compiled.columns.push_back(
        {std::string(compiled.statement.ColumnName(i)), OriginOf(compiled.statement, i)});
  }
  for (size_t i = 0; i < check.key.size(); ++i) {
    if (i < compiled.columns.size() && compiled.columns[i].name == check.key[i]) continue;
    return Named(
        check, absl::StatusCode::kInvalidArgument,
        absl::StrCat("column ", i + 1, " of its SELECT is not the key column ", check.key[i]));
  }
  return compiled;
}

// Every check is judged on full, empty tables, where no stand-in for an older file's table confuses
// who reads what. They are made once: the declarations are the same for every file.
absl::StatusOr<CompiledCheck> Sandbox::Compile(const Check& check) {
  if (!guard_->judged) return Judge(check);
  static base::Mutex* const mutex = new base::Mutex;
  // Until nothing of the judge's own connection is left.
  base::MutexLock lock(*mutex);
  static const auto* const judge = new absl::StatusOr<std::unique_ptr<Sandbox>>(OverDeclarations());
  RETURN_IF_ERROR(judge->status());
  ASSIGN_OR_RETURN(CompiledCheck compiled, (**judge)->Judge(check));
  ASSIGN_OR_RETURN(compiled.statement, Prepare(check));
  return compiled;
}

}  // namespace sitrep::checks
