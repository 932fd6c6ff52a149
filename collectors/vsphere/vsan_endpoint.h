#ifndef SITREP_COLLECTORS_VSPHERE_VSAN_ENDPOINT_H_
#define SITREP_COLLECTORS_VSPHERE_VSAN_ENDPOINT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collectors/vsphere/http.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/session.h"
#include "collectors/vsphere/vsan_answer.h"

namespace sitrep::collectors {

// VsanEndpoint asks the vSAN health service beside vCenter, /vsanHealth, with the session's cookie.
//
// Ownership: the session must outlive it. Threads: one. Failure: UNIMPLEMENTED the source has no
// such service; otherwise as SoapClient.
class VsanEndpoint {
 public:
  explicit VsanEndpoint(Session& session);

  // What the service keeps of its last tests, which costs the hosts nothing.
  absl::StatusOr<VsanSummary> Kept(const Reference& cluster);
  // Has the tests run: for when nothing is kept. Sent once, and at most every `pause`; waits.
  absl::StatusOr<VsanSummary> Fresh(const Reference& cluster, absl::Duration pause);

 private:
  absl::StatusOr<VsanSummary> Query(const Reference& cluster, bool from_cache, int most_attempts);
  absl::StatusOr<std::string> Once(const HttpRequest& request);
  HttpRequest Request(const Reference& cluster, bool from_cache);

  Session& session_;
  HttpConnection http_;
  absl::Time last_fresh_ = absl::InfinitePast();
  int operations_ = 0;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_VSAN_ENDPOINT_H_
