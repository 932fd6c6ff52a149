#ifndef SITREP_CHECKS_CHECK_RUN_H_
#define SITREP_CHECKS_CHECK_RUN_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "checks/check.h"
#include "checks/evaluator.h"
#include "checks/sandbox.h"
#include "proto/findings.pb.h"

namespace sitrep::checks {

// What running one check gave.
struct RunOutcome {
  std::vector<Finding> findings;  // sorted by key
  std::string trouble;            // why it could not finish; then there are no findings
};

// Runs a compiled check with its parameters' defaults, or `overrides`. Rows of sources that do not
// `applies` are left out. INVALID_ARGUMENT when the check gives text that comes from no declared
// column: its class would not be known.
absl::StatusOr<RunOutcome> RunCheck(const Check& check, CompiledCheck& compiled,
                                    const std::map<std::string, ParameterValue>& overrides,
                                    const Bounds& bounds,
                                    const std::function<bool(const std::string&)>& applies);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_CHECK_RUN_H_
