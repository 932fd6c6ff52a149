#ifndef SITREP_BACKEND_REQUESTS_H_
#define SITREP_BACKEND_REQUESTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/agents.h"
#include "backend/config.h"
#include "backend/plan.h"
#include "backend/store.h"
#include "proto/desk.pb.h"

namespace sitrep::backend {

// What a plan promises for a request opened now. No promise: both empty.
struct Promise {
  std::string respond_by;  // as base::TimeToText writes it
  std::string words;
};
absl::StatusOr<Promise> PromiseOf(const Plan& plan, const Contract& contract, int severity,
                                  absl::Time opened_at);

// Requests keeps support requests and what was said about them. What was promised when a request
// was opened stays.
//
// An empty `tenant` means the support side, which sees every tenant; with a tenant, another
// tenant's request is NOT_FOUND. Ownership: `store` outlives it. Threads: any.
class Requests {
 public:
  explicit Requests(Store& store) : store_(store) {}

  // The same client_token of the same tenant gives the request it opened first. INVALID_ARGUMENT
  // names the field.
  absl::StatusOr<SupportRequest> Open(const Agent& agent, const OpenRequestRequest& request,
                                      const Contract& contract, const Plans& plans, absl::Time now);
  // Comments and artifacts included.
  absl::StatusOr<SupportRequest> Get(const std::string& tenant, const std::string& id);
  // Newest first, without comments and artifacts.
  absl::StatusOr<std::vector<SupportRequest>> List(const std::string& tenant, bool include_closed);

  // FAILED_PRECONDITION when the request is closed. An answer of support is the first answer when
  // there was none.
  absl::Status Comment(const std::string& tenant, const std::string& id, const std::string& author,
                       const std::string& text, bool by_support, absl::Time now);
  absl::Status Escalate(const std::string& tenant, const std::string& id, const std::string& author,
                        const std::string& reason, absl::Time now);
  // Closing what is closed is OK.
  absl::Status Close(const std::string& tenant, const std::string& id, const std::string& author,
                     absl::Time now);

 private:
  Store& store_;
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_REQUESTS_H_
