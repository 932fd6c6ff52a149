#ifndef SITREP_COLLECTORS_BUNDLES_SESSION_KEEPER_H_
#define SITREP_COLLECTORS_BUNDLES_SESSION_KEEPER_H_

#include <thread>

#include "absl/time/time.h"
#include "base/mutex.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

// SessionKeeper keeps a session alive while nobody calls through it, on a thread of its own.
//
// Lifecycle: from construction to destruction. Ownership: the session must outlive it. Threads: one
// owner.
class SessionKeeper {
 public:
  explicit SessionKeeper(Session& session, absl::Duration interval = absl::Minutes(5));
  ~SessionKeeper();
  SessionKeeper(const SessionKeeper&) = delete;
  SessionKeeper& operator=(const SessionKeeper&) = delete;

 private:
  void Run();

  Session& session_;
  const absl::Duration interval_;
  base::Mutex mutex_;
  base::ConditionVariable changed_;
  bool ending_ SITREP_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_BUNDLES_SESSION_KEEPER_H_
