#ifndef SITREP_REVIEW_SIGHT_H_
#define SITREP_REVIEW_SIGHT_H_

#include <string>

#include "absl/status/statusor.h"
#include "checks/check.h"
#include "proto/findings.pb.h"
#include "review/table_comparison.h"

namespace sitrep::review {

// Why a finding of one side is not there on the other.
struct Absence {
  bool seen = true;        // the other side would have found it
  std::string reason;      // why not
  bool no_object = false;  // the other side saw that there is no such object
};

// Judges the absence of `finding`, which the side `from` has, on the other side, whose result of
// the same check is `result` (null: the check did not run). When in doubt it was not seen. Failure:
// as Compare().
absl::StatusOr<Absence> JudgeAbsence(const checks::Check& check, const CheckResult* result,
                                     const Finding& finding, Side from,
                                     const ComparisonGround& ground);

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_SIGHT_H_
