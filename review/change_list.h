#ifndef SITREP_REVIEW_CHANGE_LIST_H_
#define SITREP_REVIEW_CHANGE_LIST_H_

#include <string>
#include <vector>

#include "review/change.h"

namespace sitrep::review {

// ChangeList is a sink for tests: each thing told is a line.
//
//   findings       "new host-disconnected host-1", with "(reason)" where there is one
//   not_compared   "after vm.name denied 3", "before host denied"
//   rows           "added vm web-1 [vm-1]", "changed vm web-1 [vm-1]: cpu_count 2 -> 4"
class ChangeList : public ChangeSink {
 public:
  absl::Status OnFinding(const FindingChange& change) override;
  absl::Status OnNotCompared(const NotCompared& part) override;
  absl::Status OnRow(const RowChange& change) override;

  // Findings that are not unchanged.
  const std::vector<std::string>& findings() const { return findings_; }
  const std::vector<std::string>& not_compared() const { return not_compared_; }
  const std::vector<std::string>& rows() const { return rows_; }
  // Rows of one table.
  std::vector<std::string> RowsOf(const std::string& table) const;

 private:
  std::vector<std::string> findings_;
  std::vector<std::string> not_compared_;
  std::vector<std::string> rows_;
};

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_CHANGE_LIST_H_
