#include "snapshot/query.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace sitrep::snapshot {
namespace {

// Why the authorizer said no, for the message.
struct Refusal {
  std::string what;
};

int Authorize(void* context, int action, const char* first, const char* second, const char*,
              const char*) {
  auto* refusal = static_cast<Refusal*>(context);
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_FUNCTION:
      if (second != nullptr && std::string_view(second) != "load_extension") return SQLITE_OK;
      refusal->what = "a function that loads code";
      return SQLITE_DENY;
    case SQLITE_PRAGMA:
      // .tables and the like of interactive shells; these only describe the schema.
      if (first != nullptr && std::string_view(first).substr(0, 6) == "table_") return SQLITE_OK;
      refusal->what = "PRAGMA";
      return SQLITE_DENY;
    case SQLITE_ATTACH:
      refusal->what = "ATTACH";
      return SQLITE_DENY;
    default:
      refusal->what = "anything but SELECT";
      return SQLITE_DENY;
  }
}

absl::StatusOr<base::Statement> PrepareReadOnly(base::Database& database, std::string_view sql) {
  Refusal refusal;
  sqlite3_set_authorizer(database.handle(), Authorize, &refusal);
  absl::StatusOr<base::Statement> statement = database.Prepare(sql);
  sqlite3_set_authorizer(database.handle(), nullptr, nullptr);
  if (!refusal.what.empty()) {
    return absl::PermissionDeniedError(
        absl::StrCat("a query may only read: it must not use ", refusal.what));
  }
  return statement;
}

}  // namespace

absl::Status RunQuery(SnapshotReader& reader, std::string_view sql, const QueryHandler& handler) {
  ASSIGN_OR_RETURN(base::Statement statement, PrepareReadOnly(reader.database(), sql));
  std::vector<std::string> names;
  for (int i = 0; i < statement.column_count(); ++i) names.emplace_back(statement.ColumnName(i));
  RETURN_IF_ERROR(handler.columns(names));
  std::vector<base::Cell> cells(names.size());
  while (true) {
    ASSIGN_OR_RETURN(const bool row, statement.Step());
    if (!row) return absl::OkStatus();
    for (size_t i = 0; i < cells.size(); ++i) cells[i] = statement.Value(static_cast<int>(i));
    RETURN_IF_ERROR(handler.row(cells));
  }
}

}  // namespace sitrep::snapshot
