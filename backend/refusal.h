#ifndef SITREP_BACKEND_REFUSAL_H_
#define SITREP_BACKEND_REFUSAL_H_

#include "absl/status/status.h"

namespace sitrep::backend {

// Marks a status as an answer meant for the client: it asked for something that is refused, and
// code and message tell it why. Every other failure is the backend's own, and a client is only told
// to come again: a wrong permission on our disk must not look like a missing entitlement.
absl::Status Refusal(absl::Status status);
bool IsRefusal(const absl::Status& status);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_REFUSAL_H_
