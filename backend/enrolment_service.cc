#include "backend/enrolment_service.h"

#include "absl/strings/str_cat.h"
#include "backend/grpc_status.h"
#include "backend/refusal.h"
#include "base/digest.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

constexpr size_t kLongestName = 200;
constexpr size_t kLongestRequest = 16 * 1024;

absl::Status CheckRequest(const EnrolRequest& request) {
  if (request.agent_name().size() > kLongestName) {
    return Refusal(absl::InvalidArgumentError(
        absl::StrCat("agent_name is longer than ", kLongestName, " bytes")));
  }
  if (request.program_version().size() > kLongestName ||
      request.certificate_request().size() > kLongestRequest) {
    return Refusal(absl::InvalidArgumentError("the request is larger than any valid one"));
  }
  return absl::OkStatus();
}

}  // namespace

grpc::Status EnrolmentService::Enrol(grpc::ServerContext*, const EnrolRequest* request,
                                     EnrolResponse* response) {
  absl::StatusOr<EnrolResponse> answer = Enrol(*request);
  if (answer.ok()) *response = *std::move(answer);
  return ToGrpc(answer.status());
}

absl::StatusOr<EnrolResponse> EnrolmentService::Enrol(const EnrolRequest& request) {
  RETURN_IF_ERROR(CheckRequest(request));
  const absl::Time now = clock_.Now();
  // The token first: nothing of a stranger's is parsed.
  ASSIGN_OR_RETURN(const std::string tenant, agents_.TenantOfToken(request.token(), now));
  Agent agent;
  agent.id = base::RandomUuid();
  agent.tenant = tenant;
  agent.name = request.agent_name().empty() ? agent.id : request.agent_name();
  agent.program_version = request.program_version();
  agent.enrolled_at = base::TimeToText(now);
  const absl::StatusOr<ClientCertificate> certificate =
      authority_.SignAgent(request.certificate_request(), agent.id, tenant, now);
  if (absl::IsInvalidArgument(certificate.status())) return Refusal(certificate.status());
  RETURN_IF_ERROR(certificate.status());
  agent.certificate_expires_at = base::TimeToText(certificate->expires_at);
  RETURN_IF_ERROR(agents_.Enrol(request.token(), agent, now));
  EnrolResponse response;
  response.set_agent_id(agent.id);
  response.set_tenant(tenant);
  response.set_certificate(certificate->pem);
  response.set_ca_certificate(authority_.certificate_pem());
  return response;
}

}  // namespace sitrep::backend
