#ifndef SITREP_REVIEW_FINDING_COMPARISON_H_
#define SITREP_REVIEW_FINDING_COMPARISON_H_

#include "absl/status/status.h"
#include "checks/pack.h"
#include "proto/findings.pb.h"
#include "review/table_comparison.h"

namespace sitrep::review {

// Gives the sink every finding of either side with what became of it, by check and key. What is not
// there any more and could not be seen is no longer evaluated; what is there for the first time is
// new even if it could not be seen before, and its reason says so. Findings are those of `pack` on
// the two sides. Failure: as Compare().
absl::Status CompareFindings(const checks::Pack& pack, const Findings& before,
                             const Findings& after, const ComparisonGround& ground);

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_FINDING_COMPARISON_H_
