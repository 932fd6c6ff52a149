#include "backend/peer.h"

#include <grpc/grpc_security_constants.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "backend/refusal.h"
#include "base/status_macros.h"

namespace sitrep::backend {

absl::StatusOr<Agent> IdentifyPeer(const grpc::ServerContextBase& context, Agents& agents,
                                   absl::Time now) {
  const auto auth = context.auth_context();
  if (auth == nullptr || !auth->IsPeerAuthenticated()) {
    return Refusal(
        absl::UnauthenticatedError("this call needs the certificate of an enrolled agent"));
  }
  const auto names = auth->FindPropertyValues(GRPC_X509_CN_PROPERTY_NAME);
  if (names.size() != 1) {
    return Refusal(absl::UnauthenticatedError("the client certificate has no single common name"));
  }
  absl::StatusOr<Agent> agent = agents.Find(std::string(names[0].data(), names[0].size()));
  if (absl::IsNotFound(agent.status())) {
    return Refusal(
        absl::UnauthenticatedError("the agent of this certificate is not enrolled here"));
  }
  RETURN_IF_ERROR(agent.status());
  if (!agent->revoked_at.empty()) {
    return Refusal(
        absl::UnauthenticatedError(absl::StrCat("this agent was revoked at ", agent->revoked_at)));
  }
  RETURN_IF_ERROR(agents.Saw(*agent, now));
  return agent;
}

}  // namespace sitrep::backend
