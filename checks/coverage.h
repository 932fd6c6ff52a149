#ifndef SITREP_CHECKS_COVERAGE_H_
#define SITREP_CHECKS_COVERAGE_H_

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "base/sqlite.h"
#include "checks/read_budget.h"
#include "checks/requirements.h"
#include "proto/findings.pb.h"

namespace sitrep::checks {

// What a set of reads could not see.
struct Unseen {
  std::vector<Gap> gaps;  // sorted; equal gaps of several sources are one
  int64_t objects = 0;    // hidden by any of the gaps, each counted once
};

// Objects whose rows in one table may be missing because of a gap.
struct Unsure {
  std::set<std::string> sources;                          // all objects of these
  std::set<std::pair<std::string, std::string>> objects;  // source, moid

  bool Contains(const std::string& source, const std::string& moid) const {
    return sources.count(source) != 0 || objects.count({source, moid}) != 0;
  }
};

// The order gaps are given in.
bool GapBefore(const Gap& a, const Gap& b);

// Coverage knows the gaps of a snapshot.
//
// Lifecycle: Load, then Find. The database must outlive it. Threads: one. A gap that names no
// objects counts with its number: objects of one type that several gaps hide are taken to be the
// same ones, so the sum is a lower bound. Failure: DATA_LOSS more rows than the file can hold.
class Coverage {
 public:
  static absl::StatusOr<Coverage> Load(base::Database& database);

  // Gaps that concern one of `reads` in a source that `applies`.
  absl::StatusOr<Unseen> Find(const std::vector<Read>& reads,
                              const std::function<bool(const std::string&)>& applies);
  // Sources that do not offer one of the tables at all, or of which it was not requested: there is
  // nothing to judge.
  std::set<std::string> FindNotOffered(const std::vector<Read>& reads) const;
  // Objects that a gap in any column of the table concerns.
  absl::StatusOr<Unsure> FindUnsure(const std::string& table);

 private:
  struct Row {
    std::string source;
    Gap gap;             // missing is 0 when not known
    bool known = false;  // how many are missing
  };
  Coverage(base::Statement objects, const ReadBudget& budget)
      : objects_(std::move(objects)), budget_(budget) {}
  absl::Status Add(const base::Statement& statement, ReadBudget& budget);
  absl::StatusOr<int64_t> AddObjects(const Row& row, ReadBudget& budget,
                                     std::vector<std::string>& moids);

  base::Statement objects_;  // moids of one source, table and column
  ReadBudget budget_;        // of one table
  std::map<Read, std::vector<Row>> rows_;
};

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_COVERAGE_H_
