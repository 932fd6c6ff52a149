#ifndef SITREP_REVIEW_ROW_CURSOR_H_
#define SITREP_REVIEW_ROW_CURSOR_H_

#include <vector>

#include "absl/status/statusor.h"
#include "base/sqlite.h"
#include "review/compared_table.h"
#include "snapshot/reader.h"

namespace sitrep::review {

// RowCursor walks the rows of one table in the order of its key.
//
// Lifecycle: Open stands on the first row; Next until at_end(). Seek begins anew on the rows of one
// object. Ownership: reader and table outlive it. Threads: the reader's. Failure: DATA_LOSS.
class RowCursor {
 public:
  static absl::StatusOr<RowCursor> Open(snapshot::SnapshotReader& reader,
                                        const ComparedTable& table);
  // Stands nowhere until Seek: for the rows of one object at a time.
  static absl::StatusOr<RowCursor> OpenForSeek(snapshot::SnapshotReader& reader,
                                               const ComparedTable& table);

  bool at_end() const { return at_end_; }
  absl::Status Next();
  absl::Status Seek(const std::string& source, const std::string& object);
  base::Cell cell(size_t i) const { return statement_.Value(static_cast<int>(i)); }
  // A copy of the row it stands on.
  ComparedRow Own() const;
  // The rest of the rows of the object it stands on, which it leaves behind.
  absl::StatusOr<std::vector<ComparedRow>> TakeGroup();

 private:
  RowCursor(base::Statement statement, const ComparedTable& table)
      : statement_(std::move(statement)), table_(&table) {}
  bool InGroupOf(const ComparedRow& row) const;

  base::Statement statement_;
  const ComparedTable* table_;
  bool at_end_ = true;
};

// The first column that differs, as SQLite orders keys, of the first `count`: its sign; 0: none.
int CompareRows(const RowCursor& a, const RowCursor& b, size_t count);

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_ROW_CURSOR_H_
