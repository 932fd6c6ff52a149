#ifndef SITREP_REVIEW_TABLE_COMPARISON_H_
#define SITREP_REVIEW_TABLE_COMPARISON_H_

#include <functional>

#include "absl/status/status.h"
#include "review/change.h"
#include "review/compared_table.h"
#include "review/gap_book.h"
#include "review/identity.h"
#include "review/name_book.h"
#include "snapshot/reader.h"

namespace sitrep::review {

// One side of a comparison. Nothing is owned.
struct ComparedSide {
  snapshot::SnapshotReader* reader = nullptr;
  const GapBook* gaps = nullptr;
  NameBook* names = nullptr;
};

// What every table of a comparison is compared with. Nothing is owned.
struct ComparisonGround {
  ComparedSide sides[2];  // before, after
  const Identity* identity = nullptr;
  ChangeSink* sink = nullptr;
  ComparisonSummary* summary = nullptr;
  std::function<bool()> interrupted;  // never unset

  const ComparedSide& side(Side side) const { return sides[side == Side::kBefore ? 0 : 1]; }
};

// Gives the sink every row of the table that came, went or changed, in the order of the earlier
// side's key. Parts of an object that came or went are not told: the object is. Where nothing
// moves, both files are walked once, side by side; across sources the later rows of each object are
// looked up. Keeps the rows of one object at a time. Failure: as Compare().
absl::Status CompareTable(const ComparedTable& table, const ComparisonGround& ground);

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_TABLE_COMPARISON_H_
