#include "collectors/bundles/session_keeper.h"

#include "absl/strings/str_cat.h"
#include "base/log.h"

namespace sitrep::collectors {

SessionKeeper::SessionKeeper(Session& session, absl::Duration interval)
    : session_(session), interval_(interval), thread_([this] { Run(); }) {}

SessionKeeper::~SessionKeeper() {
  {
    base::MutexLock lock(mutex_);
    ending_ = true;
    changed_.NotifyAll();
  }
  thread_.join();
}

void SessionKeeper::Run() {
  for (;;) {
    {
      base::MutexLock lock(mutex_);
      const auto due = std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(interval_);
      while (!ending_) {
        const auto left = due - std::chrono::steady_clock::now();
        if (left <= left.zero() || !changed_.WaitFor(mutex_, left)) break;
      }
      if (ending_) return;
    }
    const absl::Status status = session_.KeepAlive();
    if (!status.ok()) base::LogWarning(absl::StrCat("keep-alive failed: ", status.message()));
  }
}

}  // namespace sitrep::collectors
