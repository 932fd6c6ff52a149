#ifndef SITREP_BACKEND_PLAN_CHOICE_H_
#define SITREP_BACKEND_PLAN_CHOICE_H_

#include <string>

#include "absl/status/statusor.h"
#include "backend/plan.h"

namespace sitrep::backend {

// The plans in force: the file of the configuration, else `plans.yaml` in the data directory, else
// the built-in ones. Errors are those of Plans::Load.
absl::StatusOr<Plans> PlansInForce(const std::string& plans_file,
                                   const std::string& data_directory);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_PLAN_CHOICE_H_
