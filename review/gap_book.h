#ifndef SITREP_REVIEW_GAP_BOOK_H_
#define SITREP_REVIEW_GAP_BOOK_H_

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "review/change.h"
#include "snapshot/reader.h"

namespace sitrep::review {

// What a gap hides of one source: everything, or these objects.
struct GapScope {
  bool all = false;
  std::set<std::string> objects;
};

// GapBook knows what one snapshot could not see, and which sources it is of.
//
// Lifecycle: Load, then ask; a plain value. Failure: DATA_LOSS more rows than the file can hold.
class GapBook {
 public:
  using Place = std::pair<std::string, std::string>;  // table, column; empty column: the table
  using Scopes = std::map<std::string, GapScope>;     // by source

  static absl::StatusOr<GapBook> Load(snapshot::SnapshotReader& reader, Side side);

  // Version by source; empty when the source was not read.
  const std::map<std::string, std::string>& sources() const { return sources_; }
  // The scopes of a place; null: no gap there.
  const Scopes* Find(const std::string& table, const std::string& column) const;
  const std::map<Place, Scopes>& places() const { return places_; }
  // As rows of a report; sorted.
  const std::vector<NotCompared>& rows() const { return rows_; }
  // The source has no such table at all; with an empty source: the file has not (table.column: no
  // such column).
  bool NotOffered(const std::string& source, const std::string& table) const;
  // A gap that no source told of: the file is older than the column.
  void AddAbsent(const std::string& table, const std::string& column);

 private:
  Side side_ = Side::kBefore;
  std::map<std::string, std::string> sources_;
  std::map<Place, Scopes> places_;
  std::set<std::pair<std::string, std::string>> not_offered_;  // source, table
  std::vector<NotCompared> rows_;
};

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_GAP_BOOK_H_
