#ifndef SITREP_REVIEW_NAME_BOOK_H_
#define SITREP_REVIEW_NAME_BOOK_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "base/sqlite.h"
#include "snapshot/reader.h"

namespace sitrep::review {

// The tables of objects that have a name.
const std::vector<std::string>& NamedTables();
// The table of the objects that a column refers to: "vm" for vm_moid and for source_vm_moid; empty
// when the column's name does not say.
std::string TableReferredTo(std::string_view column);

// NameBook finds objects of one snapshot by reference.
//
// Lifecycle: ask any number of times. Ownership: the reader outlives it. Threads: the reader's.
// Failure: DATA_LOSS.
class NameBook {
 public:
  explicit NameBook(snapshot::SnapshotReader& reader) : reader_(reader) {}

  // What the source calls the object that `column` refers to; empty when it is not there.
  absl::StatusOr<std::string> Name(std::string_view column, const std::string& source,
                                   const std::string& object);
  // The table of the object that `column` refers to, by the column's name or by where it is; empty
  // when it is nowhere.
  absl::StatusOr<std::string> TableOf(std::string_view column, const std::string& source,
                                      const std::string& object);
  // Whether the table has the object.
  absl::StatusOr<bool> Has(const std::string& table, const std::string& source,
                           const std::string& object);

 private:
  absl::StatusOr<base::Statement*> Find(const std::string& table);
  absl::StatusOr<std::string> NameIn(const std::string& table, const std::string& source,
                                     const std::string& object);

  snapshot::SnapshotReader& reader_;
  std::map<std::string, base::Statement> statements_;
};

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_NAME_BOOK_H_
