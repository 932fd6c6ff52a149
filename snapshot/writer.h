#ifndef SITREP_SNAPSHOT_WRITER_H_
#define SITREP_SNAPSHOT_WRITER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/row.h"
#include "base/sqlite.h"

namespace sitrep::snapshot {

// SnapshotWriter fills one snapshot file (docs/formats/snapshot.md).
//
// Lifecycle: Create() makes `path`.partial with every declared table. Append() adds rows. Seal()
// makes the file durable and renames it to `path`; from then on it never changes. Without Seal()
// the destructor removes the partial file. Expression columns are computed from the row's other
// columns while it is written; WriteRaw keeps the given values instead (for copying an already
// computed row). Ownership: owns its file. Threads: one at a time. Failure: ALREADY_EXISTS when
// `path` exists; INVALID_ARGUMENT when a key cell is NULL; a row with the key of an earlier one
// replaces it (an object may be seen twice while pages move).
class SnapshotWriter : public base::RowSink {
 public:
  enum class Expressions { kCompute, kKeep };
  static absl::StatusOr<std::unique_ptr<SnapshotWriter>> Create(
      const std::string& path, Expressions expressions = Expressions::kCompute);
  // The same, but beginning with the rows of a sealed snapshot with the same tables, which stays as
  // it is: `path`.partial is a copy of it.
  static absl::StatusOr<std::unique_ptr<SnapshotWriter>> CreateFrom(const std::string& from,
                                                                    const std::string& path);
  ~SnapshotWriter() override;

  absl::Status Append(int table, base::Row row) override;
  // Rows appended to the table so far; replaced ones count once more.
  int64_t rows(int table) const;
  absl::Status Seal();
  // For more than appending (SnapshotRevision), until it is sealed. A transaction is open.
  base::Database& database();

 private:
  struct State;
  explicit SnapshotWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sitrep::snapshot

#endif  // SITREP_SNAPSHOT_WRITER_H_
