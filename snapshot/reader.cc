#include "snapshot/reader.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "tables/catalog.h"

namespace sitrep::snapshot {
namespace {

absl::Status NotASnapshot(const std::string& path, std::string_view why) {
  return absl::FailedPreconditionError(
      absl::StrCat(path, " is not a snapshot: ", absl::string_view(why.data(), why.size())));
}

absl::StatusOr<std::vector<std::string>> ReadColumns(base::Database& database) {
  ASSIGN_OR_RETURN(
      base::Statement statement,
      database.Prepare(
          "SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c "
          "WHERE m.type = 'table'"));
  std::vector<std::string> columns;
  while (true) {
    ASSIGN_OR_RETURN(const bool row, statement.Step());
    if (!row) break;
    columns.emplace_back(statement.Text(0));
  }
  std::sort(columns.begin(), columns.end());
  return columns;
}

absl::StatusOr<SnapshotFacts> ReadFacts(base::Database& database) {
  ASSIGN_OR_RETURN(base::Statement statement,
                   database.Prepare("SELECT format_version, program_version, profile, started_at, "
                                    "sealed_at, partial, redacted, "
                                    "alias_key_id FROM snapshot_info"));
  ASSIGN_OR_RETURN(const bool row, statement.Step());
  if (!row) return NotASnapshot(database.path(), "its snapshot_info table is empty");
  SnapshotFacts facts;
  facts.format_version = statement.Integer(0);
  facts.program_version = statement.Text(1);
  facts.profile = statement.Text(2);
  facts.started_at = statement.Text(3);
  facts.sealed_at = statement.Text(4);
  facts.partial = statement.Integer(5) != 0;
  facts.redacted = statement.Integer(6) != 0;
  facts.alias_key_id = statement.Text(7);
  return facts;
}

}  // namespace

absl::StatusOr<SnapshotReader> SnapshotReader::Open(const std::string& path) {
  if (!base::FileExists(path)) return absl::NotFoundError(absl::StrCat(path, " does not exist"));
  ASSIGN_OR_RETURN(base::Database database,
                   base::Database::Open(path, base::Database::Mode::kImmutable));
  absl::StatusOr<std::vector<std::string>> columns = ReadColumns(database);
  if (!columns.ok()) return columns.status();
  if (!std::binary_search(columns->begin(), columns->end(), "snapshot_info.format_version")) {
    return NotASnapshot(path, "it has no snapshot_info table");
  }
  ASSIGN_OR_RETURN(SnapshotFacts facts, ReadFacts(database));
  if (facts.format_version > tables::Catalog::kFormatVersion) {
    return absl::FailedPreconditionError(absl::StrCat(
        path, " has format version ", facts.format_version, "; this program reads up to ",
        tables::Catalog::kFormatVersion, ": use a newer one"));
  }
  return SnapshotReader(std::move(database), std::move(facts), *std::move(columns));
}

bool SnapshotReader::Has(const std::string& table, const std::string& column) const {
  return std::binary_search(columns_.begin(), columns_.end(), absl::StrCat(table, ".", column));
}

}  // namespace sitrep::snapshot
