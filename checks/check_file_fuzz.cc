// Whatever the bytes, ParseCheck gives a check or an error that names file and line.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "checks/check.h"
#include "checks/sql_words.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto check = sitrep::checks::ParseCheck(text, "fuzz.sql");
  if (!check.ok() && check.status().message().substr(0, 9) != "fuzz.sql:") std::abort();
  if (check.ok() && (check->id.empty() || check->sql.empty() || check->key.front() != "source")) {
    std::abort();
  }
  (void)sitrep::checks::SqlWords(text);
  return 0;
}
