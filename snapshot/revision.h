#ifndef SITREP_SNAPSHOT_REVISION_H_
#define SITREP_SNAPSHOT_REVISION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/row_revision.h"

namespace sitrep::snapshot {

// SnapshotRevision makes a snapshot out of an earlier one: a copy in which rows are removed and
// replaced. The earlier file is only read. What results is a snapshot like any other
// (docs/formats/snapshot.md): equal rows, not equal bytes.
//
// Lifecycle: Revise() copies, or Create() begins with no rows; then rows in any order; Seal() as
// SnapshotWriter's. Without Seal() the destructor removes the partial file. Ownership: owns its
// file; `from` may be removed once Revise() has returned. Threads: one at a time. Failure:
// SnapshotWriter's and SnapshotReader's codes; FAILED_PRECONDITION when `from` cannot be built
// upon: it is redacted, or its tables are not those of this program.
class SnapshotRevision : public base::RowRevision {
 public:
  static absl::StatusOr<std::unique_ptr<SnapshotRevision>> Create(const std::string& path);
  static absl::StatusOr<std::unique_ptr<SnapshotRevision>> Revise(const std::string& from,
                                                                  const std::string& path);
  ~SnapshotRevision() override;

  absl::Status Append(int table, base::Row row) override;
  absl::Status RemoveSource(std::string_view source) override;
  absl::Status RemoveRows(int table, std::string_view source) override;
  absl::Status RemoveObject(int table, std::string_view source, int column,
                            std::string_view object) override;
  absl::Status Patch(int table, base::Row row, const std::vector<bool>& columns) override;
  absl::Status Seal();

  // Rows appended, patched and removed so far.
  int64_t changed_rows() const;

 private:
  struct State;
  explicit SnapshotRevision(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sitrep::snapshot

#endif  // SITREP_SNAPSHOT_REVISION_H_
