#include "uploader/testing/ingest_server.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include <chrono>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "proto/enrolment.grpc.pb.h"
#include "uploader/testing/ingest_service.h"

namespace sitrep::uploader {
namespace {

constexpr absl::Duration kValidity = absl::Hours(24);

// One-time tokens and the certificates they are traded for.
class EnrolmentService : public Enrolment::Service {
 public:
  explicit EnrolmentService(const base::CertificateAndKey& authority) : authority_(authority) {}

  std::string NewToken() {
    base::MutexLock lock(mutex_);
    return *tokens_.insert(base::Sha256Hex(base::RandomBytes(32))).first;
  }

  grpc::Status Enrol(grpc::ServerContext*, const EnrolRequest* request,
                     EnrolResponse* response) override {
    base::MutexLock lock(mutex_);
    if (tokens_.erase(request->token()) == 0) {
      return {grpc::StatusCode::UNAUTHENTICATED, "the token is unknown, used or expired"};
    }
    const std::string id = base::RandomUuid();
    const auto certificate = base::SignRequest(authority_, request->certificate_request(), id,
                                               "acme", kValidity, absl::Now());
    if (!certificate.ok()) return {grpc::StatusCode::INVALID_ARGUMENT, "not a signing request"};
    response->set_agent_id(id);
    response->set_tenant("acme");
    response->set_certificate(*certificate);
    response->set_ca_certificate(authority_.certificate_pem);
    return grpc::Status::OK;
  }

 private:
  const base::CertificateAndKey authority_;
  base::Mutex mutex_;
  std::set<std::string> tokens_ SITREP_GUARDED_BY(mutex_);
};

absl::StatusOr<base::CertificateAndKey> KeptAuthority(const std::string& folder) {
  const std::string certificate = folder + "/authority.pem";
  const std::string key = folder + "/authority.key";
  base::CertificateAndKey authority;
  if (!base::FileExists(certificate)) {
    ASSIGN_OR_RETURN(authority, base::CreateAuthority("test authority", kValidity, absl::Now()));
    RETURN_IF_ERROR(base::WriteFileAtomically(key, authority.key_pem));
    RETURN_IF_ERROR(base::WriteFileAtomically(certificate, authority.certificate_pem));
    return authority;
  }
  ASSIGN_OR_RETURN(authority.key_pem, base::ReadFile(key));
  ASSIGN_OR_RETURN(authority.certificate_pem, base::ReadFile(certificate));
  return authority;
}

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> Credentials(
    const base::CertificateAndKey& authority) {
  ASSIGN_OR_RETURN(const std::string key, base::GenerateKeyPem());
  ASSIGN_OR_RETURN(const std::string certificate,
                   base::IssueServerCertificate(authority, key, {"localhost"}, {"127.0.0.1"},
                                                kValidity, absl::Now()));
  grpc::SslServerCredentialsOptions options(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = authority.certificate_pem;
  options.pem_key_cert_pairs.push_back({key, certificate});
  return grpc::SslServerCredentials(options);
}

}  // namespace

struct IngestServer::Services {
  Services(const IngestServerOptions& options, const base::CertificateAndKey& authority)
      : folder(options.folder), ingest(options), enrolment(authority) {}
  std::string folder;
  IngestService ingest;
  EnrolmentService enrolment;
};

absl::StatusOr<std::unique_ptr<IngestServer>> IngestServer::Start(
    const IngestServerOptions& options) {
  RETURN_IF_ERROR(base::MakeDirectories(options.folder + "/part"));
  RETURN_IF_ERROR(base::MakeDirectories(options.folder + "/whole"));
  std::unique_ptr<IngestServer> server(new IngestServer);
  ASSIGN_OR_RETURN(server->authority_, KeptAuthority(options.folder));
  ASSIGN_OR_RETURN(const auto credentials, Credentials(server->authority_));
  server->services_ = std::make_unique<Services>(options, server->authority_);
  grpc::ServerBuilder builder;
  builder.AddListeningPort(absl::StrCat("127.0.0.1:", options.port), credentials, &server->port_);
  builder.RegisterService(&server->services_->ingest);
  builder.RegisterService(&server->services_->enrolment);
  server->server_ = builder.BuildAndStart();
  if (server->server_ == nullptr || server->port_ == 0) {
    return absl::UnavailableError(absl::StrCat("cannot listen on port ", options.port));
  }
  return server;
}

IngestServer::~IngestServer() {
  if (server_ == nullptr) return;
  server_->Shutdown(std::chrono::system_clock::now());
  server_->Wait();
}

std::string IngestServer::endpoint() const { return absl::StrCat("127.0.0.1:", port_); }

void IngestServer::set_fault(Fault fault) {
  services_->ingest.Change([&](IngestService::State& state) { state.fault = fault; });
}

void IngestServer::set_refusal(std::optional<grpc::Status> refusal) {
  services_->ingest.Change([&](IngestService::State& state) { state.refusal = refusal; });
}

std::vector<std::string> IngestServer::artifacts() const {
  return base::ListDirectory(services_->folder + "/whole").value();
}

std::string IngestServer::ArtifactPath(const std::string& name) const {
  return absl::StrCat(services_->folder, "/whole/", name);
}

int64_t IngestServer::received_bytes() const { return services_->ingest.state().received; }
int64_t IngestServer::removed_told() const { return services_->ingest.state().removed_told; }
int IngestServer::completions() const { return services_->ingest.state().completions; }

EnrolmentToken IngestServer::NewToken() {
  EnrolmentToken token;
  token.set_token(services_->enrolment.NewToken());
  token.set_tenant("acme");
  token.set_ca_certificate(authority_.certificate_pem);
  return token;
}

Identity IngestServer::MakeIdentity(const std::string& tenant) const {
  Identity identity;
  identity.agent_id = base::RandomUuid();
  identity.tenant = tenant;
  identity.endpoint = endpoint();
  identity.ca_pem = authority_.certificate_pem;
  identity.key_pem = base::GenerateKeyPem().value();
  const std::string request = base::MakeCertificateRequest(identity.key_pem, "test").value();
  identity.certificate_pem =
      base::SignRequest(authority_, request, identity.agent_id, tenant, kValidity, absl::Now())
          .value();
  return identity;
}

}  // namespace sitrep::uploader
