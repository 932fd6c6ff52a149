#ifndef SITREP_COLLECTORS_APPLIANCE_REST_SESSION_H_
#define SITREP_COLLECTORS_APPLIANCE_REST_SESSION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/appliance/json.h"
#include "collectors/appliance/refused_logins.h"
#include "collectors/appliance/rest_answer.h"
#include "collectors/vsphere/http.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

// RestSession is the one login at a vCenter's REST endpoint, beside the SOAP session of the same
// account, on a connection of its own under the same trust.
//
// Lifecycle: Open() logs in; Close() ends the session at the source, and so does the destructor, on
// every path, interrupted or not, within logout_timeout. Calls go out one after the other and are
// repeated with growing pauses when they fail in transport; after three that failed for good the
// endpoint is left alone. A lost session is renewed once. Ownership: what it is given must outlive
// it. Threads: one. Failure: UNAUTHENTICATED the credential was refused, now or earlier, and is
// never sent again; UNIMPLEMENTED no such endpoint or resource; CANCELLED; the codes of
// HttpConnection and ReadRestAnswer().
class RestSession {
 public:
  RestSession(Session& session, RefusedLogins& refused);
  ~RestSession();
  RestSession(const RestSession&) = delete;
  RestSession& operator=(const RestSession&) = delete;

  absl::Status Open();
  RestFamily family() const { return family_; }
  // `path` lies below /api or /rest and begins without a slash; `name` is what the cost ledger
  // calls the resource.
  absl::StatusOr<Json> Get(std::string_view path, std::string_view name);
  // A question too long for an address: POST that changes nothing.
  absl::StatusOr<Json> Ask(std::string_view path, std::string_view name, std::string body);
  absl::Status Close();

 private:
  struct Reply {
    int status = 0;
    std::string body;
  };
  std::vector<RestFamily> Families() const;
  absl::Status LogIn(RestFamily family);
  absl::Status LogInAnew();
  std::string CookieId() const;
  HttpRequest Request(std::string_view path, std::string method) const;
  absl::StatusOr<Json> Call(const HttpRequest& request, const std::string& cost_name);
  absl::StatusOr<Json> Repeat(const HttpRequest& request, const std::string& cost_name);
  absl::StatusOr<Reply> Once(const HttpRequest& request, const std::string& cost_name);

  Session& session_;
  RefusedLogins& refused_;
  HttpConnection http_;
  RestFamily family_ = RestFamily::kApi;
  std::string id_;  // of the session; empty: none
  bool renewed_ = false;
  int failures_ = 0;  // calls in a row that failed for good
};

// An identifier as one segment of a path.
std::string PathSegment(std::string_view id);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_APPLIANCE_REST_SESSION_H_
