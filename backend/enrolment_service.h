#ifndef SITREP_BACKEND_ENROLMENT_SERVICE_H_
#define SITREP_BACKEND_ENROLMENT_SERVICE_H_

#include "backend/agents.h"
#include "backend/authority.h"
#include "base/clock.h"
#include "proto/enrolment.grpc.pb.h"

namespace sitrep::backend {

// Trades a token for a client certificate: the one call that needs none.
// Ownership: everything given outlives it. Threads: any.
class EnrolmentService : public Enrolment::Service {
 public:
  EnrolmentService(Store& store, const Authority& authority, base::Clock& clock)
      : agents_(store), authority_(authority), clock_(clock) {}
  grpc::Status Enrol(grpc::ServerContext* context, const EnrolRequest* request,
                     EnrolResponse* response) override;

 private:
  absl::StatusOr<EnrolResponse> Enrol(const EnrolRequest& request);

  Agents agents_;
  const Authority& authority_;
  base::Clock& clock_;
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_ENROLMENT_SERVICE_H_
