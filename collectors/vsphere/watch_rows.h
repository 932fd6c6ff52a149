#ifndef SITREP_COLLECTORS_VSPHERE_WATCH_ROWS_H_
#define SITREP_COLLECTORS_VSPHERE_WATCH_ROWS_H_

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "base/row_revision.h"
#include "collectors/vsphere/decoder.h"
#include "collectors/vsphere/gap_ledger.h"
#include "collectors/vsphere/watch_plan.h"
#include "collectors/vsphere/watch_update.h"

namespace sitrep::collectors {

// WatchRows turns updates into changes of rows: an object that enters has its rows written, one
// that leaves has them removed; of one that is modified the cells that the changed properties feed
// are patched, and its rows of the child tables they feed are replaced. Gaps follow.
//
// Lifecycle: Begin() a unit before its objects enter, then Apply() in the order of the updates;
// Remove() what a unit wrote before it begins anew.
// Threads: one. Failure: FAILED_PRECONDITION when rows and source are out of step and only reading
// anew helps; a NotAuthenticated fault when values were refused because the session is gone;
// rows_status() when the rows' owner failed. After a failure begin with a new one.
class WatchRows : private base::RowSink {
 public:
  explicit WatchRows(std::string source_key);

  void Begin(const WatchUnit& unit);
  absl::Status Remove(const WatchUnit& unit, base::RowRevision& rows);
  // `first`: no object of the unit has rows yet.
  absl::Status Apply(const WatchUnit& unit, bool first, ObjectUpdate& update,
                     base::RowRevision& rows);

  // Distinct values of a column that Follow() named, of the rows that are there.
  void Follow(int table, int column);
  std::set<std::string> followed(int table, int column) const;

  GapLedger& gaps() { return gaps_; }
  const absl::Status& rows_status() const { return decoder_.sink_status(); }

 private:
  absl::Status Append(int table, base::Row row) override;
  absl::Status Enter(bool first, ObjectUpdate& update);
  absl::Status Modify(ObjectUpdate& update);
  absl::Status RemoveObject(const std::string& moid);
  absl::Status RemoveRows(size_t table, const std::string& moid);
  void ForgetGaps(const std::vector<bool>& properties, const std::string& moid);
  absl::Status Decode(const std::vector<bool>& asked, ObjectUpdate& update);
  std::vector<bool> PatchedColumns(const TablePlan& table) const;
  void NoteFollowed(int table, base::Row row, const std::vector<bool>* replaced);

  const std::string source_key_;
  GapLedger gaps_;
  Decoder decoder_;
  // By table and column; the values of each object's rows.
  std::map<std::pair<int, int>, std::map<std::string, std::set<std::string>>> followed_;
  // Of the call.
  std::string object_;
  const WatchUnit* unit_ = nullptr;
  base::RowRevision* rows_ = nullptr;
  const std::vector<bool>* patched_ = nullptr;  // properties; nullptr: rows are whole
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_WATCH_ROWS_H_
