#include "backend/test_client.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "backend/agents.h"
#include "backend/contracts.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

using Stream = grpc::ClientReaderWriter<UploadRequest, UploadResponse>;

// Reads one answer; false at the end of the stream.
bool ReadAnswer(Stream& stream, UploadCounts& counts, Done& done, bool& is_done) {
  UploadResponse response;
  if (!stream.Read(&response)) return false;
  if (response.has_resume()) {
    counts.resumed_at = response.resume().offset();
    counts.window = response.resume().window();
    counts.acked = counts.resumed_at;
  } else if (response.has_ack()) {
    counts.acked = response.ack().durable();
    ++counts.acks;
  } else if (response.has_done()) {
    done = response.done();
    is_done = true;
  }
  return true;
}

}  // namespace

absl::Status FromGrpc(const grpc::Status& status) {
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
}

std::shared_ptr<grpc::Channel> Connect(const std::string& address, const std::string& ca_pem,
                                       const base::CertificateAndKey& identity) {
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = ca_pem;
  options.pem_private_key = identity.key_pem;
  options.pem_cert_chain = identity.certificate_pem;
  grpc::ChannelArguments arguments;
  // Each channel its own connection, so that one test's failures are not another's.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address, grpc::SslCredentials(options), arguments);
}

absl::StatusOr<base::CertificateAndKey> EnrolWith(const std::string& address,
                                                  const std::string& ca_pem,
                                                  const std::string& token,
                                                  EnrolResponse* response) {
  base::CertificateAndKey identity;
  ASSIGN_OR_RETURN(identity.key_pem, base::GenerateKeyPem());
  EnrolRequest request;
  request.set_token(token);
  request.set_agent_name("collector");
  request.set_program_version("0.1.0");
  ASSIGN_OR_RETURN(*request.mutable_certificate_request(),
                   base::MakeCertificateRequest(identity.key_pem, "whatever"));
  EnrolResponse answer;
  grpc::ClientContext context;
  const auto stub = Enrolment::NewStub(Connect(address, ca_pem));
  RETURN_IF_ERROR(FromGrpc(stub->Enrol(&context, request, &answer)));
  identity.certificate_pem = answer.certificate();
  if (response != nullptr) *response = answer;
  return identity;
}

std::string IssueToken(Store& store, const std::string& tenant, absl::Time now,
                       absl::Duration validity) {
  Contracts contracts(store);
  Contract contract;
  contract.tenant = tenant;
  if (!contracts.Get(tenant).ok() && !contracts.Put(contract, now).ok()) std::abort();
  return *Agents(store).IssueToken(tenant, now + validity, now);
}

absl::StatusOr<Done> SendArtifact(Ingest::Stub& stub, const UploadWish& wish,
                                  UploadCounts* counts) {
  UploadCounts own;
  UploadCounts& count = counts == nullptr ? own : *counts;
  grpc::ClientContext context;
  const std::unique_ptr<Stream> stream = stub.Upload(&context);
  UploadRequest request;
  *request.mutable_open() = wish.open;
  Done done;
  bool is_done = false;
  const auto end = [&]() -> absl::StatusOr<Done> {
    while (ReadAnswer(*stream, count, done, is_done)) continue;
    RETURN_IF_ERROR(FromGrpc(stream->Finish()));
    if (!is_done) return absl::InternalError("the stream ended well without Done");
    return done;
  };
  if (!stream->Write(request) || !ReadAnswer(*stream, count, done, is_done)) return end();
  const auto size = static_cast<int64_t>(wish.text.size());
  for (int64_t offset = count.resumed_at; offset < size;) {
    if (wish.go_on && !wish.go_on(offset)) {
      context.TryCancel();
      return end();
    }
    const int64_t room = count.acked + count.window - offset;
    if (room <= 0) {
      if (!ReadAnswer(*stream, count, done, is_done)) return end();
      continue;
    }
    const int64_t length = std::min({room, size - offset, static_cast<int64_t>(wish.chunk)});
    request.mutable_chunk()->set_offset(offset);
    request.mutable_chunk()->set_data(
        wish.text.substr(static_cast<size_t>(offset), static_cast<size_t>(length)));
    if (!stream->Write(request)) return end();
    count.sent += length;
    offset += length;
  }
  request.mutable_finish();
  stream->Write(request);
  return end();
}

}  // namespace sitrep::backend
