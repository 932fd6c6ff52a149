#include "backend/upload_claims.h"

#include <utility>

#include "backend/refusal.h"

namespace sitrep::backend {

absl::StatusOr<std::unique_ptr<UploadClaims::Claim>> UploadClaims::Take(
    const std::string& key, std::function<void()> on_superseded, absl::Duration patience) {
  const absl::Time deadline = absl::Now() + patience;
  base::MutexLock lock(mutex_);
  if (!entries_.contains(key) && static_cast<int64_t>(entries_.size()) >= most_) {
    return Refusal(absl::UnavailableError("too many uploads at the same time; try again later"));
  }
  Entry& entry = entries_[key];
  const int64_t turn = ++entry.newest;
  changed_.NotifyAll();
  if (entry.held && entry.on_superseded) entry.on_superseded();
  ++entry.waiting;
  bool timely = true;
  while (entry.held && entry.newest == turn && timely) {
    timely = changed_.WaitFor(mutex_, absl::ToChronoMilliseconds(deadline - absl::Now())) ||
             absl::Now() < deadline;
  }
  --entry.waiting;
  if (entry.newest != turn) {
    EraseIfUnused(key);
    return Refusal(absl::AbortedError("another stream for the same artifact took over"));
  }
  if (entry.held) {
    return Refusal(absl::UnavailableError("an older stream for the same artifact still ends"));
  }
  entry.held = true;
  entry.on_superseded = std::move(on_superseded);
  return std::make_unique<Claim>(*this, key);
}

void UploadClaims::Release(const std::string& key) {
  base::MutexLock lock(mutex_);
  Entry& entry = entries_[key];
  entry.held = false;
  entry.on_superseded = nullptr;
  EraseIfUnused(key);
  changed_.NotifyAll();
}

void UploadClaims::EraseIfUnused(const std::string& key) {
  const auto found = entries_.find(key);
  if (found != entries_.end() && !found->second.held && found->second.waiting == 0) {
    entries_.erase(found);
  }
}

}  // namespace sitrep::backend
