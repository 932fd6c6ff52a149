#include "uploader/desk_client.h"

#include <grpcpp/client_context.h>

#include "uploader/grpc_status.h"

namespace sitrep::uploader {
namespace {

template <typename Request, typename Response>
using Method = grpc::Status (Desk::Stub::*)(grpc::ClientContext*, const Request&, Response*);

template <typename Request, typename Response>
absl::StatusOr<Response> Call(Desk::Stub& stub, Method<Request, Response> method,
                              const Request& request, absl::Duration timeout) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
  Response response;
  const grpc::Status status = (stub.*method)(&context, request, &response);
  if (!status.ok()) return FromGrpc(status);
  return response;
}

}  // namespace

DeskClient::DeskClient(const std::shared_ptr<grpc::Channel>& channel, absl::Duration timeout)
    : stub_(Desk::NewStub(channel)), timeout_(timeout) {}

absl::StatusOr<SupportRequest> DeskClient::Open(const OpenRequestRequest& request) {
  return Call<OpenRequestRequest, SupportRequest>(*stub_, &Desk::Stub::OpenRequest, request,
                                                  timeout_);
}

absl::StatusOr<std::vector<SupportRequest>> DeskClient::List(bool include_closed) {
  ListRequestsRequest request;
  request.set_include_closed(include_closed);
  auto response = Call<ListRequestsRequest, ListRequestsResponse>(*stub_, &Desk::Stub::ListRequests,
                                                                  request, timeout_);
  if (!response.ok()) return response.status();
  return std::vector<SupportRequest>(response->requests().begin(), response->requests().end());
}

absl::StatusOr<SupportRequest> DeskClient::Get(const std::string& id) {
  GetRequestRequest request;
  request.set_id(id);
  return Call<GetRequestRequest, SupportRequest>(*stub_, &Desk::Stub::GetRequest, request,
                                                 timeout_);
}

absl::StatusOr<SupportRequest> DeskClient::Comment(const std::string& id, const std::string& text) {
  CommentRequest request;
  request.set_id(id);
  request.set_text(text);
  return Call<CommentRequest, SupportRequest>(*stub_, &Desk::Stub::Comment, request, timeout_);
}

absl::StatusOr<SupportRequest> DeskClient::Escalate(const std::string& id,
                                                    const std::string& reason) {
  EscalateRequest request;
  request.set_id(id);
  request.set_reason(reason);
  return Call<EscalateRequest, SupportRequest>(*stub_, &Desk::Stub::Escalate, request, timeout_);
}

absl::StatusOr<SupportRequest> DeskClient::Close(const std::string& id) {
  CloseRequestRequest request;
  request.set_id(id);
  return Call<CloseRequestRequest, SupportRequest>(*stub_, &Desk::Stub::CloseRequest, request,
                                                   timeout_);
}

}  // namespace sitrep::uploader
