#ifndef SITREP_BACKEND_DESK_SERVICE_H_
#define SITREP_BACKEND_DESK_SERVICE_H_

#include <string>

#include "backend/agents.h"
#include "backend/contracts.h"
#include "backend/plan.h"
#include "backend/requests.h"
#include "base/clock.h"
#include "proto/desk.grpc.pb.h"

namespace sitrep::backend {

// Support requests as an agent may see and change them: those of its own tenant.
// Ownership: everything given outlives it. Threads: any.
class DeskService : public Desk::Service {
 public:
  DeskService(Store& store, const Plans& plans, base::Clock& clock)
      : agents_(store), contracts_(store), requests_(store), plans_(plans), clock_(clock) {}

  grpc::Status OpenRequest(grpc::ServerContext* context, const OpenRequestRequest* request,
                           SupportRequest* response) override;
  grpc::Status ListRequests(grpc::ServerContext* context, const ListRequestsRequest* request,
                            ListRequestsResponse* response) override;
  grpc::Status GetRequest(grpc::ServerContext* context, const GetRequestRequest* request,
                          SupportRequest* response) override;
  grpc::Status Comment(grpc::ServerContext* context, const CommentRequest* request,
                       SupportRequest* response) override;
  grpc::Status Escalate(grpc::ServerContext* context, const EscalateRequest* request,
                        SupportRequest* response) override;
  grpc::Status CloseRequest(grpc::ServerContext* context, const CloseRequestRequest* request,
                            SupportRequest* response) override;

 private:
  // Identifies the peer, runs `change` (agent, now), and answers with the request as it is then.
  template <typename Change>
  grpc::Status ChangeRequest(const grpc::ServerContext& context, const std::string& id,
                             SupportRequest* response, const Change& change);

  Agents agents_;
  Contracts contracts_;
  Requests requests_;
  const Plans& plans_;
  base::Clock& clock_;
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_DESK_SERVICE_H_
