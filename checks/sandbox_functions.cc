#include "checks/sandbox_functions.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "checks/version_number.h"

namespace sitrep::checks {
namespace {

constexpr std::string_view kAllowed[] = {"count", "sum",     "coalesce", "ifnull",  "nullif", "iif",
                                         "abs",   "seconds", "lowest",   "highest", "version"};
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

void Version(sqlite3_context* context, int, sqlite3_value** arguments) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
  if (text == nullptr) return sqlite3_result_null(context);
  const std::optional<int64_t> number =
      VersionNumber({text, static_cast<size_t>(sqlite3_value_bytes(arguments[0]))});
  number ? sqlite3_result_int64(context, *number) : sqlite3_result_null(context);
}

// What lowest() and highest() have seen so far.
struct Extreme {
  bool any;
  bool real;
  int64_t integer;
  double number;
};

// MIN and MAX would order texts, and aliases sort differently from names.
template <bool highest>
void StepExtreme(sqlite3_context* context, int, sqlite3_value** arguments) {
  sqlite3_value* const value = arguments[0];
  const int type = sqlite3_value_type(value);
  if (type == SQLITE_NULL) return;
  if (type != SQLITE_INTEGER && type != SQLITE_FLOAT) {
    return sqlite3_result_error(context, "lowest() and highest() compare numbers only", -1);
  }
  auto* const extreme = static_cast<Extreme*>(sqlite3_aggregate_context(context, sizeof(Extreme)));
  if (extreme == nullptr) return sqlite3_result_error_nomem(context);
  const double number = sqlite3_value_double(value);
  if (extreme->any && (highest ? number <= extreme->number : number >= extreme->number)) return;
  *extreme = {true, type == SQLITE_FLOAT, sqlite3_value_int64(value), number};
}

void FinishExtreme(sqlite3_context* context) {
  const auto* const extreme = static_cast<Extreme*>(sqlite3_aggregate_context(context, 0));
  if (extreme == nullptr || !extreme->any) return sqlite3_result_null(context);
  if (extreme->real) return sqlite3_result_double(context, extreme->number);
  sqlite3_result_int64(context, extreme->integer);
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
  if (result == SQLITE_OK) {
    result = sqlite3_create_function_v2(database.handle(), "version", 1, kFlags, nullptr, Version,
                                        nullptr, nullptr, nullptr);
  }
  if (result == SQLITE_OK) {
    result = sqlite3_create_function_v2(database.handle(), "lowest", 1, kFlags, nullptr, nullptr,
                                        StepExtreme<false>, FinishExtreme, nullptr);
  }
  if (result == SQLITE_OK) {
    result = sqlite3_create_function_v2(database.handle(), "highest", 1, kFlags, nullptr, nullptr,
                                        StepExtreme<true>, FinishExtreme, nullptr);
  }
  for (const char* name : kReplaced) {
    if (result != SQLITE_OK) break;
    result = sqlite3_create_function_v2(database.handle(), name, -1, SQLITE_UTF8, nullptr, Refuse,
                                        nullptr, nullptr, nullptr);
  }
  return result == SQLITE_OK ? absl::OkStatus() : database.Error("register functions");
}

}  // namespace sitrep::checks
