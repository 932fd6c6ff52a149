#include "snapshot/hostile_file.h"

#include <sys/stat.h>

#include <cstdint>
#include <string_view>

#include "base/file.h"
#include "base/sqlite.h"
#include "base/status_macros.h"

namespace sitrep::snapshot {
namespace {

// As many as give the root of the tree about a hundred children.
constexpr std::string_view kRows =
    "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
    "INSERT INTO coverage(source, table_name, column_name, status, privilege) "
    "SELECT 's1', 'host', printf('column%06d', i), 'denied', '' FROM n";

size_t Number(std::string_view text, size_t at, size_t bytes) {
  size_t value = 0;
  for (size_t i = 0; i < bytes; ++i) value = value << 8 | static_cast<uint8_t>(text[at + i]);
  return value;
}

void Put(std::string& text, size_t at, size_t value) {
  for (size_t i = 0; i < 4; ++i) text[at + i] = static_cast<char>(value >> (24 - 8 * i));
}

// Makes every child of an interior page the same one.
std::string WithChild(std::string page, size_t child) {
  Put(page, 8, child);
  for (size_t i = 0; i < Number(page, 3, 2); ++i) Put(page, Number(page, 12 + 2 * i, 2), child);
  return page;
}

}  // namespace

absl::Status MakeHostile(const std::string& path, int levels) {
  chmod(path.c_str(), 0600);
  int64_t root = 0;
  int64_t page_bytes = 0;
  {
    ASSIGN_OR_RETURN(base::Database database,
                     base::Database::Open(path, base::Database::Mode::kReadWrite));
    RETURN_IF_ERROR(database.Execute(kRows));
    ASSIGN_OR_RETURN(page_bytes, database.Integer("PRAGMA page_size"));
    ASSIGN_OR_RETURN(
        root, database.Integer("SELECT rootpage FROM sqlite_schema WHERE name = 'coverage'"));
  }
  ASSIGN_OR_RETURN(std::string file, base::ReadFile(path));
  const auto bytes = static_cast<size_t>(page_bytes);
  const size_t at = (static_cast<size_t>(root) - 1) * bytes;
  const std::string page = file.substr(at, bytes);
  if (Number(page, 0, 1) != 2) return absl::InternalError("coverage has no interior page");
  size_t child = Number(page, 8, 4);
  for (int level = 1; level < levels; ++level) {
    file += WithChild(page, child);
    child = file.size() / bytes;
  }
  file.replace(at, bytes, WithChild(page, child));
  Put(file, 28, file.size() / bytes);
  return base::WriteFileAtomically(path, file);
}

}  // namespace sitrep::snapshot
