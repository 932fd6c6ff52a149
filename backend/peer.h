#ifndef SITREP_BACKEND_PEER_H_
#define SITREP_BACKEND_PEER_H_

#include <grpcpp/server_context.h>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/agents.h"

namespace sitrep::backend {

// The agent whose verified certificate the call came with. The certificate only proves the id;
// tenant and revocation are what the store says now. UNAUTHENTICATED: no certificate, an unknown
// agent, or a revoked one.
absl::StatusOr<Agent> IdentifyPeer(const grpc::ServerContextBase& context, Agents& agents,
                                   absl::Time now);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_PEER_H_
