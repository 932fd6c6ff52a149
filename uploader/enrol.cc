#include "uploader/enrol.h"

#include <google/protobuf/util/json_util.h>
#include <grpcpp/client_context.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "base/tls_identity.h"
#include "proto/enrolment.grpc.pb.h"
#include "uploader/channel.h"
#include "uploader/grpc_status.h"

namespace sitrep::uploader {
namespace {

// A token is about 1 KB; reading more would only make a wrong file slow to refuse.
constexpr int64_t kMaxTokenFileBytes = 64 * 1024;

absl::Status NotAToken(const std::string& path, const char* what) {
  return absl::InvalidArgumentError(
      absl::StrCat(path, ": ", what, "; it must be the JSON that sitrep-backend token printed"));
}

absl::StatusOr<EnrolResponse> Ask(const EnrolRequest& request, const EnrolmentToken& token,
                                  const EnrolOptions& options) {
  ASSIGN_OR_RETURN(const auto channel,
                   OpenEnrolmentChannel(options.endpoint, token.ca_certificate()));
  const auto stub = Enrolment::NewStub(channel);
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + options.timeout));
  EnrolResponse response;
  const grpc::Status status = stub->Enrol(&context, request, &response);
  if (!status.ok()) {
    const absl::Status failed = FromGrpc(status);
    return absl::Status(failed.code(), absl::StrCat("backend ", options.endpoint, ": ",
                                                    std::string(failed.message())));
  }
  return response;
}

absl::Status VerifyResponse(const EnrolResponse& response, const std::string& key_pem) {
  const auto bad = [](const std::string& what) {
    return absl::InternalError(
        absl::StrCat("the backend's answer to the enrolment is wrong: ", what));
  };
  if (response.agent_id().empty() || response.tenant().empty()) return bad("no agent id or tenant");
  if (const absl::Status status = base::VerifyKeyMatches(response.certificate(), key_pem);
      !status.ok()) {
    return bad(std::string(status.message()));
  }
  const auto peer = base::ReadPeer(response.certificate());
  if (!peer.ok() || peer->common_name != response.agent_id()) {
    return bad("the certificate is for another agent id");
  }
  const absl::Status signed_by =
      base::VerifySignedBy(response.certificate(), response.ca_certificate(), absl::Now());
  return signed_by.ok() ? absl::OkStatus() : bad(std::string(signed_by.message()));
}

}  // namespace

absl::StatusOr<EnrolmentToken> ReadTokenFile(const std::string& path) {
  ASSIGN_OR_RETURN(const int64_t size, base::FileSize(path));
  if (size > kMaxTokenFileBytes) return NotAToken(path, "too large");
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path));
  EnrolmentToken token;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;  // of a newer backend
  if (!google::protobuf::util::JsonStringToMessage(text, &token, options).ok()) {
    return NotAToken(path, "not a token in JSON");
  }
  if (token.token().empty()) return NotAToken(path, "\"token\" is missing");
  if (!base::ReadPeer(token.ca_certificate()).ok()) {
    return NotAToken(path, "\"caCertificate\" is missing or not a certificate");
  }
  return token;
}

absl::StatusOr<Identity> Enrol(const EnrolmentToken& token, const EnrolOptions& options) {
  Identity identity;
  ASSIGN_OR_RETURN(identity.endpoint, NormaliseEndpoint(options.endpoint));
  ASSIGN_OR_RETURN(identity.key_pem, base::GenerateKeyPem());
  EnrolRequest request;
  request.set_token(token.token());
  // The backend ignores the subject; a fixed one tells nothing of this machine.
  ASSIGN_OR_RETURN(*request.mutable_certificate_request(),
                   base::MakeCertificateRequest(identity.key_pem, "sitrep"));
  request.set_agent_name(options.agent_name);
  request.set_program_version(options.program_version);
  ASSIGN_OR_RETURN(const EnrolResponse response, Ask(request, token, options));
  RETURN_IF_ERROR(VerifyResponse(response, identity.key_pem));
  identity.certificate_pem = response.certificate();
  identity.ca_pem = response.ca_certificate();
  identity.agent_id = response.agent_id();
  identity.tenant = response.tenant();
  return identity;
}

}  // namespace sitrep::uploader
