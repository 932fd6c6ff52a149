#ifndef SITREP_REVIEW_CHANGE_H_
#define SITREP_REVIEW_CHANGE_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "proto/findings.pb.h"
#include "review/datum.h"
#include "tables/catalog.h"

namespace sitrep::review {

// What a comparison says, one thing at a time. docs/formats/comparison.md has the meaning of each.
// Views and pointers live during the call that hands them over; declarations live for ever.

enum class Side { kBefore, kAfter };

enum class FindingState { kNew, kWorse, kBetter, kFixed, kUnchanged, kNoLongerEvaluated };
// "new", "worse", "better", "fixed", "unchanged" or "no_longer_evaluated".
std::string_view FindingStateName(FindingState state);

struct FindingChange {
  FindingState state = FindingState::kUnchanged;
  const CheckResult* result = nullptr;  // of the later side that has the finding
  const Finding* before = nullptr;      // null: there was none
  const Finding* after = nullptr;       // null: there is none
  std::string reason;                   // why it is worse, gone, or could not be seen; may be empty
};

enum class RowState { kAdded, kRemoved, kChanged };
// "added", "removed" or "changed".
std::string_view RowStateName(RowState state);
// "identity", "configuration", "runtime" or "volatile".
std::string_view ChangeName(tables::Change change);

struct ColumnChange {
  const tables::Column* column = nullptr;
  Datum before;
  Datum after;
  std::string before_name;  // of the object that a reference leads to; empty: none, or not known
  std::string after_name;
};

struct RowChange {
  RowState state = RowState::kChanged;
  const tables::Table* table = nullptr;
  std::vector<Datum> before_key;      // in the order of table->key; empty when added
  std::vector<Datum> after_key;       // empty when removed
  std::string name;                   // what a person calls the object or part; may be empty
  std::vector<ColumnChange> columns;  // when changed; in declared order
};

// What was left out, because one side could not see it.
struct NotCompared {
  Side side = Side::kBefore;
  std::string source;
  std::string table;   // empty: all of the source
  std::string column;  // empty: all of the table
  std::string status;  // as in the coverage table
  std::string reason;
  std::string privilege;
  int64_t objects = 0;  // left out for so many objects only; 0: for all
};

struct ComparisonSummary {
  std::map<FindingState, int64_t> findings;
  int64_t rows_added = 0;
  int64_t rows_removed = 0;
  int64_t rows_changed = 0;
  int64_t not_compared = 0;
  bool failed = false;    // something new or worse is `fail`
  bool warnings = false;  // something new or worse is `warn`
  bool partial = false;   // something could not be compared or evaluated

  int64_t Count(FindingState state) const;
};

// ChangeSink takes what a comparison finds. First all findings, then what was not compared, then
// rows, a table at a time. A failure ends the comparison with it.
class ChangeSink {
 public:
  virtual ~ChangeSink() = default;
  virtual absl::Status OnFinding(const FindingChange& change) = 0;
  virtual absl::Status OnNotCompared(const NotCompared& part) = 0;
  virtual absl::Status OnRow(const RowChange& change) = 0;
};

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_CHANGE_H_
