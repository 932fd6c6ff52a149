#ifndef SITREP_COLLECTORS_APPLIANCE_REFUSED_LOGINS_H_
#define SITREP_COLLECTORS_APPLIANCE_REFUSED_LOGINS_H_

#include <set>
#include <string>

#include "base/mutex.h"
#include "collectors/vsphere/source.h"

namespace sitrep::collectors {

// RefusedLogins remembers which credentials a source's REST endpoint has refused, so that none is
// sent there a second time: an account may be good for SOAP and unknown here, and every attempt
// counts towards its lock. A changed password is another credential. Keeps keyed digests only.
//
// Lifecycle: OfProcess() lives for the whole program. Threads: any.
class RefusedLogins {
 public:
  static RefusedLogins& OfProcess();
  RefusedLogins();

  void Add(const SourceOptions& source);
  bool Holds(const SourceOptions& source) const;

 private:
  std::string Digest(const SourceOptions& source) const;

  const std::string key_;
  mutable base::Mutex mutex_;
  std::set<std::string> digests_ SITREP_GUARDED_BY(mutex_);
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_APPLIANCE_REFUSED_LOGINS_H_
