#ifndef SITREP_AGENT_BACKEND_DIAGNOSIS_H_
#define SITREP_AGENT_BACKEND_DIAGNOSIS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "agent/context.h"
#include "collectors/vsphere/doctor.h"

namespace sitrep::agent {

// Walks the way to the backend: identity, name, TCP, then one call as the enrolled agent, which
// proves certificates on both sides. The first hop that fails is the last. An error: the state
// directory cannot be used.
absl::StatusOr<std::vector<collectors::ReachabilityStep>> DiagnoseBackend(Context& context);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_BACKEND_DIAGNOSIS_H_
