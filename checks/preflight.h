#ifndef SITREP_CHECKS_PREFLIGHT_H_
#define SITREP_CHECKS_PREFLIGHT_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "checks/pack.h"
#include "checks/target.h"
#include "checks/upgrade_plan.h"
#include "proto/findings.pb.h"
#include "snapshot/reader.h"

namespace sitrep::checks {

// What a readiness rule, or a check that the target names, came to.
enum class ReadinessOutcome {
  kBlocker,        // it fired, and the upgrade must not begin
  kWarning,        // it fired, and the upgrade may begin
  kUnknown,        // it did not see all that it reads
  kNotApplicable,  // nothing of the kind, or the target has no such rule
  kPassed,
};
std::string_view ReadinessOutcomeName(ReadinessOutcome outcome);  // "blocker", ...

struct RuleResult {
  CheckResult result;
  bool blocking = false;          // it would be a blocker; unknown, it matters
  std::vector<TargetFact> facts;  // what of the target it was measured against
  std::string why;
  std::string fix;
  std::vector<std::string> links;  // of the rule itself

  ReadinessOutcome outcome() const;
};

enum class ReadinessVerdict { kGo, kNoGo, kNothingToDo };
std::string_view ReadinessVerdictName(ReadinessVerdict verdict);  // "go", "no_go", "nothing_to_do"

// Whether an estate is ready for a target. Refers to the target it was made with.
struct PreflightReport {
  const Target* target = nullptr;
  ReadinessVerdict verdict = ReadinessVerdict::kNoGo;
  std::string as_of;               // the source's clock
  bool partial = false;            // the snapshot was interrupted: what is not in it is not known
  std::vector<UpgradePlan> plans;  // one a source, sorted by its id
  std::vector<RuleResult> rules;   // sorted by check; empty when there is nothing to do

  // How many came to that.
  int64_t Count(ReadinessOutcome outcome) const;
  // Unknown rules that would block, sources without a known version, a snapshot that is partial.
  int64_t UnknownsThatMatter() const;
};

// The readiness rules of the program: checks/preflight/*.sql. A rule of severity critical or major
// blocks. Lives for the whole program.
const Pack& PreflightRules();

// Judges a sealed snapshot: a pure function of snapshot, target and rules. `known` holds releases
// that an upgrade may stop at; `checks` those that a target names with "also".
// INVALID_ARGUMENT: the target names a rule, parameter or check that is not there. Else as
// Evaluate().
absl::StatusOr<PreflightReport> RunPreflight(snapshot::SnapshotReader& reader, const Target& target,
                                             const std::vector<Target>& known = BuiltInTargets(),
                                             const Pack& checks = BuiltInPack());

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_PREFLIGHT_H_
