#ifndef SITREP_CHECKS_UPGRADE_PLAN_H_
#define SITREP_CHECKS_UPGRADE_PLAN_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "checks/target.h"

namespace sitrep::checks {

// One source of a snapshot, as far as an upgrade is concerned. Versions are VersionNumber()s.
struct UpgradeSource {
  std::string source;
  std::string product;
  std::string version;               // as text; empty when not known
  bool vcenter = true;               // false: a host that was read by itself
  std::map<int64_t, int64_t> hosts;  // version -> hosts
  int64_t hosts_of_unknown_version = 0;
};

// Where a source stands with respect to a target.
enum class Standing {
  kBelow,    // it, or one of its hosts, is older
  kReached,  // it and all its hosts are as new, or newer
  kUnknown,  // a version is not known
};
std::string_view StandingName(Standing standing);  // "below", "reached", "unknown"

// One step of an upgrade, in words for people, and what it is about for programs.
struct UpgradeStep {
  std::string part;     // before, vcenter, hosts, after
  std::string release;  // where it leads; empty for before and after
  int64_t hosts = 0;    // of part hosts: how many
  std::string text;
};

// What a source has to go through.
struct UpgradePlan {
  UpgradeSource source;
  Standing standing = Standing::kUnknown;
  // Releases on the way, the target last. Empty when the target is reached, and when no way is
  // known.
  std::vector<std::string> path;
  bool direct = false;  // the path is the target alone
  std::vector<UpgradeStep> steps;
};

// Releases from `version` to `target`, the target last, with as few stops as can be and at the
// newest release that will do; `fact` says from where a release may be upgraded to (vcenter_from,
// host_from). Empty: none is known.
std::vector<const Target*> UpgradePath(int64_t version, const Target& target,
                                       const std::vector<Target>& known, std::string_view fact);

// vCenter goes first, then the hosts; hosts that a release of vCenter could not manage go before
// it. Pure.
UpgradePlan PlanUpgrade(const UpgradeSource& source, const Target& target,
                        const std::vector<Target>& known);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_UPGRADE_PLAN_H_
