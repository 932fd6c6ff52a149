#ifndef SITREP_BACKEND_GRPC_STATUS_H_
#define SITREP_BACKEND_GRPC_STATUS_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace sitrep::backend {

// What a client is told: a refusal as it is. Failures of ours (a damaged or locked database, an I/O
// error) are logged whole and told as UNAVAILABLE, a full disk as RESOURCE_EXHAUSTED, without paths
// and statements: the client keeps its data and comes again.
grpc::Status ToGrpc(const absl::Status& status);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_GRPC_STATUS_H_
