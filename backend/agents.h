#ifndef SITREP_BACKEND_AGENTS_H_
#define SITREP_BACKEND_AGENTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/store.h"

namespace sitrep::backend {

// An enrolled agent. Times are as base::TimeToText writes them; empty: not yet.
struct Agent {
  std::string id;
  std::string tenant;
  std::string name;
  std::string program_version;
  std::string enrolled_at;
  std::string certificate_expires_at;
  std::string last_seen_at;
  std::string revoked_at;
  int64_t given_up = 0;  // artifacts its spool removed by age or quota before they were sent
};

// Agents keeps enrolment tokens (their SHA-256 alone) and the agents that used one.
// Ownership: `store` outlives it. Threads: any.
class Agents {
 public:
  explicit Agents(Store& store) : store_(store) {}

  // A new secret for one enrolment: 256 random bits in hex. The tenant must exist.
  absl::StatusOr<std::string> IssueToken(const std::string& tenant, absl::Time expires_at,
                                         absl::Time now);
  // Tenant of a token that can still be used. UNAUTHENTICATED: unknown, used or expired.
  absl::StatusOr<std::string> TenantOfToken(std::string_view token, absl::Time now);
  // Uses the token up and adds the agent, both or neither. UNAUTHENTICATED as above.
  absl::Status Enrol(std::string_view token, const Agent& agent, absl::Time now);

  // NOT_FOUND when there is none.
  absl::StatusOr<Agent> Find(const std::string& id);
  absl::StatusOr<std::vector<Agent>> List();
  // Its certificate is refused from now on. NOT_FOUND when there is no such agent; again is OK.
  absl::Status Revoke(const std::string& id, absl::Time now);
  // Remembers that it was seen, at most once a minute.
  absl::Status Saw(const Agent& agent, absl::Time now);
  absl::Status AddGivenUp(const std::string& id, int64_t count, absl::Time now);

 private:
  Store& store_;
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_AGENTS_H_
