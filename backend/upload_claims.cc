#include "backend/upload_claims.h"

#include <algorithm>
#include <utility>

#include "backend/refusal.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

std::string TenantOf(const std::string& key) { return key.substr(0, key.find('/')); }

}  // namespace

absl::StatusOr<std::unique_ptr<UploadClaims::Claim>> UploadClaims::Take(
    const std::string& key, std::function<void()> on_superseded, absl::Duration patience) {
  const absl::Time deadline = absl::Now() + patience;
  base::MutexLock lock(mutex_);
  RETURN_IF_ERROR(CheckNumber(key));
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

absl::Status UploadClaims::CheckNumber(const std::string& key) {
  if (entries_.contains(key)) return absl::OkStatus();
  const std::string tenant = TenantOf(key);
  const int64_t of_tenant = std::count_if(entries_.begin(), entries_.end(), [&](const auto& entry) {
    return TenantOf(entry.first) == tenant;
  });
  if (static_cast<int64_t>(entries_.size()) < most_ && of_tenant < most_of_tenant_) {
    return absl::OkStatus();
  }
  return Refusal(absl::UnavailableError("too many uploads at the same time; try again later"));
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
