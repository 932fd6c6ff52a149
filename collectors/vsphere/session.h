#ifndef SITREP_COLLECTORS_VSPHERE_SESSION_H_
#define SITREP_COLLECTORS_VSPHERE_SESSION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/source.h"

namespace sitrep::collectors {

class CostLedger;
class SoapClient;

struct PrivilegeAnswer {
  std::string privilege;
  bool granted = false;
};

// The answers for one object of the inventory.
struct EntityPrivileges {
  Reference entity;
  std::vector<PrivilegeAnswer> answers;
};

// Session is one login at one source; everything that is asked of the source goes through one.
//
// Lifecycle: Connect() negotiates the API version, checks trust, logs in and reads the source's
// clock and identity. Logout() ends it; the destructor does so too, on every path, interrupted or
// not, within logout_timeout. Ownership: clock and interrupt must outlive the session. Threads:
// any; at most as many calls at once as options say. Failure: FAILED_PRECONDITION the certificate
// is not trusted (IsTrustFailure), nothing secret was sent; UNAUTHENTICATED wrong user name or
// password (IsInvalidLogin), after exactly one attempt; UNAVAILABLE not reachable or overloaded,
// try later; UNIMPLEMENTED no vSphere API at that address; CANCELLED interrupted.
class Session {
 public:
  static absl::StatusOr<std::unique_ptr<Session>> Connect(const SourceOptions& options,
                                                          base::Clock& clock,
                                                          const base::Interrupt& interrupt);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const ServiceContent& content() const;
  // Instance UUID of a vCenter, hardware UUID of a standalone host: the `source` column of every
  // row.
  const std::string& source_key() const;
  const std::string& address() const;      // host and port that was asked
  const std::string& observed_at() const;  // the source's clock at login, in the house's spelling
  std::string api_version() const;         // the version negotiated, such as 8.0.3.0

  // Asks the source for its time, which also keeps the session alive. UNAUTHENTICATED when the
  // session is lost.
  absl::Status KeepAlive();
  // The same, and observed_at() is that time: a further run over this session begins.
  absl::Status ReadClock();
  // Logs in again after the session was lost. Views and tokens of the lost session are gone. `lost`
  // is what generation() was when the lost session was used: when another thread has logged in
  // since, nothing is done, and what that login gave is returned.
  absl::Status LoginAgain(int64_t lost);
  absl::Status LoginAgain() { return LoginAgain(generation()); }
  // How many times LoginAgain() has tried to log in.
  int64_t generation() const;
  // The credential was refused when the session was to be renewed: it must not be sent anywhere.
  bool login_refused() const;
  // Which of the privileges the user holds on the root folder.
  absl::StatusOr<std::vector<PrivilegeAnswer>> HasPrivilegeOnEntities(
      const std::vector<std::string>& privileges);
  // The same for each of the entities.
  absl::StatusOr<std::vector<EntityPrivileges>> HasPrivilegeOnEntities(
      const std::vector<Reference>& entities, const std::vector<std::string>& privileges);
  absl::Status Logout();

  // For the rest of this room.
  SoapClient& client();
  CostLedger& cost();
  base::Clock& clock();
  const base::Interrupt& interrupt() const;
  const SourceOptions& options() const;

 private:
  struct State;
  explicit Session(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_SESSION_H_
