#include "collectors/appliance/refused_logins.h"

#include "absl/strings/str_join.h"
#include "base/digest.h"

namespace sitrep::collectors {

RefusedLogins& RefusedLogins::OfProcess() {
  static auto* logins = new RefusedLogins;
  return *logins;
}

RefusedLogins::RefusedLogins() : key_(base::RandomBytes(32)) {}

std::string RefusedLogins::Digest(const SourceOptions& source) const {
  return base::HmacSha256(
      key_, absl::StrJoin({source.url, source.username, source.password}, std::string(1, '\0')));
}

void RefusedLogins::Add(const SourceOptions& source) {
  std::string digest = Digest(source);
  base::MutexLock lock(mutex_);
  digests_.insert(std::move(digest));
}

bool RefusedLogins::Holds(const SourceOptions& source) const {
  const std::string digest = Digest(source);
  base::MutexLock lock(mutex_);
  return digests_.contains(digest);
}

}  // namespace sitrep::collectors
