#ifndef SITREP_REVIEW_EVIDENCE_H_
#define SITREP_REVIEW_EVIDENCE_H_

#include <string>

#include "proto/findings.pb.h"

namespace sitrep::review {

enum class Trend { kWorse, kBetter, kSteady };

struct EvidenceTrend {
  Trend trend = Trend::kSteady;
  std::string reason;  // "free_percent 8 -> 2"; empty when steady
};

// Whether the same object is in a worse state than before. Severity and verdict count first, then
// what of the evidence has a direction that everybody agrees on: a state of green, yellow or red,
// and a percentage of what is free, used, committed or provisioned, when it moved by 5 points or
// more. Ages and days left do not count: they move by themselves. Pure.
EvidenceTrend CompareEvidence(const CheckResult& before_result, const Finding& before,
                              const CheckResult& after_result, const Finding& after);

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_EVIDENCE_H_
