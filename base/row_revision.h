#ifndef SITREP_BASE_ROW_REVISION_H_
#define SITREP_BASE_ROW_REVISION_H_

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "base/row.h"

namespace sitrep::base {

// RowRevision is a sink that begins with the rows of an earlier snapshot, or with none: whoever
// watches a source writes what changed there, and the rest stays.
//
// Threads: one at a time. Failure: as RowSink; after an error it takes nothing more.
class RowRevision : public RowSink {
 public:
  // Tables are indexes into tables::Catalog::Get().tables(), columns into their columns.

  // Removes all rows of a source, from every table.
  virtual absl::Status RemoveSource(std::string_view source) = 0;
  // Removes the rows of a source from one table.
  virtual absl::Status RemoveRows(int table, std::string_view source) = 0;
  // Removes the rows of a source whose `column` holds `object`.
  virtual absl::Status RemoveObject(int table, std::string_view source, int column,
                                    std::string_view object) = 0;
  // Takes the cells of `columns` into the row that has the key of `row`; its other cells stay.
  // NOT_FOUND when there is no such row.
  virtual absl::Status Patch(int table, Row row, const std::vector<bool>& columns) = 0;
};

}  // namespace sitrep::base

#endif  // SITREP_BASE_ROW_REVISION_H_
