#ifndef SITREP_COLLECTORS_VSPHERE_SOURCE_H_
#define SITREP_COLLECTORS_VSPHERE_SOURCE_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace sitrep::collectors {

// What makes a server's certificate acceptable. Thumbprints, when given, are all that counts: the
// leaf's SHA-256 must be in the set, and neither authority nor name matters. Otherwise the chain
// must lead to `ca_file` (empty: the system's authorities) and the name must match. `insecure`
// accepts anything; for the command line only, with a warning.
struct TrustOptions {
  std::string ca_file{};                   // PEM
  std::vector<std::string> thumbprints{};  // SHA-256, 64 hex digits, with or without colons
  bool insecure = false;
};

// A call that failed and will be repeated after a pause.
struct RetryNotice {
  std::string method;
  absl::Status status;  // why it failed
  int attempt = 0;      // the one that failed, from 1
  absl::Duration pause;
};

// Everything needed to talk to one vCenter or standalone ESXi host.
struct SourceOptions {
  std::string
      url;  // https://vcenter.example.com[:port][/sdk]; a bare host name means https://HOST/sdk
  std::string username;
  std::string password;  // the caller reads it from its file or command; never logged, never sent
                         // before trust
  TrustOptions trust;
  std::string user_agent = "sitrep";
  std::string proxy;         // empty: none; the environment is not asked
  std::string run_id;        // shows in the source's own logs as sitrep-<run_id>-<n>
  bool replay_safe = false;  // a constant operation id, so that recorded requests repeat
  absl::Duration connect_timeout = absl::Seconds(15);
  absl::Duration call_timeout = absl::Seconds(120);   // one call, first byte to last
  absl::Duration logout_timeout = absl::Seconds(10);  // on the way out, also when interrupted
  int max_attempts = 4;  // of one idempotent call that fails in transport
  int in_flight = 2;     // requests at once, 1 or 2; fewer when the source slows down
  // Told before each pause, on the thread of the call. May be empty.
  std::function<void(const RetryNotice&)> on_retry{};
};

// Where a source is, taken apart.
struct SourceAddress {
  bool tls = true;
  std::string host;  // without brackets
  int port = 443;
  std::string path = "/sdk";
  std::string HostAndPort() const;  // [host]:port; the port is left out when it is the scheme's own
  std::string Origin() const;       // scheme://host:port
};

// INVALID_ARGUMENT names what does not parse. A password inside the URL is refused.
absl::StatusOr<SourceAddress> ParseSourceUrl(std::string_view url);

// OK when the options can work: address, trust and user name. Plain http needs `insecure`.
absl::Status Validate(const SourceOptions& options);

// True for the error of a server whose certificate is not trusted. It is FAILED_PRECONDITION; its
// message names issuer, subject and SHA-256 thumbprint that were presented, what was expected, and
// the flag that would accept it.
bool IsTrustFailure(const absl::Status& status);
// True when the source refused user name or password: never try the same credential again.
bool IsInvalidLogin(const absl::Status& status);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_SOURCE_H_
