#ifndef SITREP_COLLECTORS_VSPHERE_DOCTOR_NETWORK_H_
#define SITREP_COLLECTORS_VSPHERE_DOCTOR_NETWORK_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

struct addrinfo;

namespace sitrep::collectors {

// FoundAddresses are what a host name stands for: the first hops of the way, one at a time, so that
// the failing one can be named.
//
// Threads: one at a time. Blocks; the resolver cannot be interrupted.
class FoundAddresses {
 public:
  // NOT_FOUND names the host and the remedy.
  static absl::StatusOr<FoundAddresses> LookUp(const std::string& host, int port);

  // "192.0.2.1, 2001:db8::1"
  std::string ToString() const;
  // Connects to one after the other; returns the numeric address of the first that lets us.
  // UNAVAILABLE names the last error and the remedy.
  absl::StatusOr<std::string> Connect(absl::Duration timeout) const;

 private:
  struct Free {
    void operator()(addrinfo* list) const;
  };
  FoundAddresses(addrinfo* list, int port) : list_(list), port_(port) {}
  std::unique_ptr<addrinfo, Free> list_;
  int port_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_DOCTOR_NETWORK_H_
