#include "checks/sandbox_functions.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/clock.h"

namespace sitrep::checks {
namespace {

constexpr std::string_view kAllowed[] = {"count",  "sum", "coalesce", "ifnull",
                                         "nullif", "iif", "abs",      "seconds"};
constexpr const char* kReplaced[] = {"date",         "time",         "datetime",
                                     "julianday",    "unixepoch",    "strftime",
                                     "current_date", "current_time", "current_timestamp",
                                     "random",       "randomblob",   "load_extension"};

void Seconds(sqlite3_context* context, int, sqlite3_value** arguments) {
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) return sqlite3_result_null(context);
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
  const std::string_view text(bytes == nullptr ? "" : bytes,
                              static_cast<size_t>(sqlite3_value_bytes(arguments[0])));
  const absl::StatusOr<absl::Time> time = base::TimeFromText(text);
  if (!time.ok()) {
    // The message is read by people off site too: it must not repeat the value.
    return sqlite3_result_error(context, "seconds() was given a text that is no time", -1);
  }
  sqlite3_result_int64(context, absl::ToUnixSeconds(*time));
}

void Refuse(sqlite3_context* context, int, sqlite3_value**) {
  sqlite3_result_error(context, "a check's answer must not depend on clock or chance", -1);
}

}  // namespace

bool FunctionAllowed(std::string_view name) {
  return std::find(std::begin(kAllowed), std::end(kAllowed), name) != std::end(kAllowed);
}

absl::Status RegisterFunctions(base::Database& database) {
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  int result = sqlite3_create_function_v2(database.handle(), "seconds", 1, kFlags, nullptr, Seconds,
                                          nullptr, nullptr, nullptr);
  for (const char* name : kReplaced) {
    if (result != SQLITE_OK) break;
    result = sqlite3_create_function_v2(database.handle(), name, -1, SQLITE_UTF8, nullptr, Refuse,
                                        nullptr, nullptr, nullptr);
  }
  return result == SQLITE_OK ? absl::OkStatus() : database.Error("register functions");
}

}  // namespace sitrep::checks
