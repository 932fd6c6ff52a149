#ifndef SITREP_REVIEW_GAP_BOOK_H_
#define SITREP_REVIEW_GAP_BOOK_H_

#include <map>
#include <set>
#include <string>
#include <tuple>
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
  // Nobody can or wants to know: the source does not offer the table, the run was not to read the
  // place, or (with an empty source) the file is older than it.
  bool IsAside(const std::string& source, const Place& place) const;
  bool IsAsideSomewhere(const Place& place) const;
  // A gap that no source told of: the file is older than the column.
  void AddAbsent(const std::string& table, const std::string& column);

 private:
  void SetAside(const std::string& source, const std::string& table, const std::string& column);

  Side side_ = Side::kBefore;
  std::map<std::string, std::string> sources_;
  std::map<Place, Scopes> places_;
  std::set<std::tuple<std::string, std::string, std::string>> aside_;  // source, table, column
  std::set<Place> any_aside_;
  std::vector<NotCompared> rows_;
};

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_GAP_BOOK_H_
