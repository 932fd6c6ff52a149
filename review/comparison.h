#ifndef SITREP_REVIEW_COMPARISON_H_
#define SITREP_REVIEW_COMPARISON_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "checks/evaluator.h"
#include "checks/pack.h"
#include "review/change.h"
#include "snapshot/reader.h"

namespace sitrep::review {

struct CompareOptions {
  // Objects may have moved to another source: they are known by their own UUIDs and names, not by
  // source and reference.
  bool across = false;
  // Also columns and rows of class RUNTIME.
  bool runtime = false;
  checks::EvaluateOptions evaluate;
  std::function<bool()> interrupted;  // asked now and then; unset: never
};

// Compares two sealed snapshots: findings of `pack` on both, then objects and settings
// (docs/formats/comparison.md). A pure function of the two files, the pack and the options; what it
// finds goes to the sink as it is found, so memory does not grow with the number of changes.
//
// The readers are used during the call only, by one thread. Failure: INVALID_ARGUMENT the options
// name a check nobody knows; FAILED_PRECONDITION the two cannot be compared (one is raw and one
// redacted, other alias keys, no source in common) and the message names both; CANCELLED
// interrupted; DATA_LOSS a file is damaged; or what the sink said.
absl::StatusOr<ComparisonSummary> Compare(snapshot::SnapshotReader& before,
                                          snapshot::SnapshotReader& after, const checks::Pack& pack,
                                          const CompareOptions& options, ChangeSink& sink);

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_COMPARISON_H_
