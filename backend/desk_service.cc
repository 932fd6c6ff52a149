#include "backend/desk_service.h"

#include "backend/grpc_status.h"
#include "backend/peer.h"
#include "base/status_macros.h"

namespace sitrep::backend {

template <typename Change>
grpc::Status DeskService::ChangeRequest(const grpc::ServerContext& context, const std::string& id,
                                        SupportRequest* response, const Change& change) {
  const absl::Time now = clock_.Now();
  const absl::Status status = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(const Agent agent, IdentifyPeer(context, agents_, now));
    RETURN_IF_ERROR(change(agent, now));
    ASSIGN_OR_RETURN(*response, requests_.Get(agent.tenant, id));
    return absl::OkStatus();
  }();
  return ToGrpc(status);
}

grpc::Status DeskService::OpenRequest(grpc::ServerContext* context,
                                      const OpenRequestRequest* request, SupportRequest* response) {
  const absl::Time now = clock_.Now();
  const absl::Status status = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(const Agent agent, IdentifyPeer(*context, agents_, now));
    ASSIGN_OR_RETURN(const Contract contract, contracts_.Get(agent.tenant));
    RETURN_IF_ERROR(CheckEntitled(contract, now));
    ASSIGN_OR_RETURN(*response, requests_.Open(agent, *request, contract, plans_, now));
    return absl::OkStatus();
  }();
  return ToGrpc(status);
}

grpc::Status DeskService::ListRequests(grpc::ServerContext* context,
                                       const ListRequestsRequest* request,
                                       ListRequestsResponse* response) {
  const absl::Status status = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(const Agent agent, IdentifyPeer(*context, agents_, clock_.Now()));
    ASSIGN_OR_RETURN(const std::vector<SupportRequest> requests,
                     requests_.List(agent.tenant, request->include_closed()));
    for (const SupportRequest& each : requests) *response->add_requests() = each;
    return absl::OkStatus();
  }();
  return ToGrpc(status);
}

grpc::Status DeskService::GetRequest(grpc::ServerContext* context, const GetRequestRequest* request,
                                     SupportRequest* response) {
  return ChangeRequest(*context, request->id(), response,
                       [](const Agent&, absl::Time) { return absl::OkStatus(); });
}

grpc::Status DeskService::Comment(grpc::ServerContext* context, const CommentRequest* request,
                                  SupportRequest* response) {
  return ChangeRequest(*context, request->id(), response, [&](const Agent& agent, absl::Time now) {
    return requests_.Comment(agent.tenant, request->id(), agent.name, request->text(),
                             /*by_support=*/false, now);
  });
}

grpc::Status DeskService::Escalate(grpc::ServerContext* context, const EscalateRequest* request,
                                   SupportRequest* response) {
  return ChangeRequest(*context, request->id(), response, [&](const Agent& agent, absl::Time now) {
    return requests_.Escalate(agent.tenant, request->id(), agent.name, request->reason(), now);
  });
}

grpc::Status DeskService::CloseRequest(grpc::ServerContext* context,
                                       const CloseRequestRequest* request,
                                       SupportRequest* response) {
  return ChangeRequest(*context, request->id(), response, [&](const Agent& agent, absl::Time now) {
    return requests_.Close(agent.tenant, request->id(), agent.name, now);
  });
}

}  // namespace sitrep::backend
