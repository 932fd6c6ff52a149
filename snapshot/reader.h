#ifndef SITREP_SNAPSHOT_READER_H_
#define SITREP_SNAPSHOT_READER_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/sqlite.h"

namespace sitrep::snapshot {

// What the snapshot_info table says of the file.
struct SnapshotFacts {
  int64_t format_version = 0;
  std::string program_version;
  std::string profile;
  std::string started_at;
  std::string sealed_at;
  bool partial = false;
  bool redacted = false;
  std::string alias_key_id;  // empty in a raw snapshot
};

// SnapshotReader opens a sealed snapshot, read-only: the file is taken to never change.
//
// Lifecycle: Open, then read through database(). Threads: one at a time; open the file again for
// another thread. Failure: NOT_FOUND, DATA_LOSS (no database, damaged), FAILED_PRECONDITION (not a
// snapshot, or of a newer format).
class SnapshotReader {
 public:
  static absl::StatusOr<SnapshotReader> Open(const std::string& path);

  const SnapshotFacts& facts() const { return facts_; }
  const std::string& path() const { return database_.path(); }
  base::Database& database() { return database_; }
  // True when the file has the table, and the column (an older file may lack both).
  bool Has(const std::string& table, const std::string& column) const;

 private:
  SnapshotReader(base::Database database, SnapshotFacts facts, std::vector<std::string> columns)
      : database_(std::move(database)), facts_(std::move(facts)), columns_(std::move(columns)) {}
  base::Database database_;
  SnapshotFacts facts_;
  std::vector<std::string> columns_;  // table.column, sorted
};

}  // namespace sitrep::snapshot

#endif  // SITREP_SNAPSHOT_READER_H_
