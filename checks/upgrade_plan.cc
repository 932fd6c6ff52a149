#include "checks/upgrade_plan.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "checks/version_number.h"

namespace sitrep::checks {
namespace {

int64_t HostsBelow(const std::map<int64_t, int64_t>& hosts, int64_t version) {
  int64_t count = 0;
  for (const auto& [number, some] : hosts) count += number < version ? some : 0;
  return count;
}

std::string HostsText(int64_t count) {
  return count == 1 ? "1 host" : absl::StrCat(count, " hosts");
}

Standing StandingOf(const UpgradeSource& source, const Target& target) {
  const auto version = VersionNumber(source.version);
  if (!version || source.hosts_of_unknown_version > 0) return Standing::kUnknown;
  const bool reached = *version >= target.number && HostsBelow(source.hosts, target.number) == 0;
  return reached ? Standing::kReached : Standing::kBelow;
}

// Planner puts the steps of one source in order.
class Planner {
 public:
  Planner(const UpgradeSource& source, const Target& target, const std::vector<Target>& known)
      : target_(target), known_(known), hosts_(source.hosts) {
    plan_.source = source;
  }

  UpgradePlan Plan();

 private:
  void AddPath(int64_t version, std::string_view fact);
  void RaiseVCenter();
  // Brings the hosts that are older than `below` to `release`, by way of others where it must be.
  void RaiseHosts(int64_t below, const Target& release);
  void AddHosts(int64_t count, const Target& release, absl::string_view why);
  void AddNotes(absl::string_view part, const std::vector<SourcedText>& notes) {
    for (const SourcedText& note : notes) {
      plan_.steps.push_back({std::string(part), "", 0, note.text});
    }
  }

  const Target& target_;
  const std::vector<Target>& known_;
  std::map<int64_t, int64_t> hosts_;  // as they stand at the step that is added next
  std::vector<const Target*> path_;
  UpgradePlan plan_;
};

void Planner::AddPath(int64_t version, std::string_view fact) {
  path_ = UpgradePath(version, target_, known_, fact);
  for (const Target* release : path_) plan_.path.push_back(release->release);
  plan_.direct = path_.size() == 1;
}

void Planner::AddHosts(int64_t count, const Target& release, absl::string_view why) {
  plan_.steps.push_back(
      {"hosts", release.release, count,
       absl::StrCat("Upgrade ", HostsText(count), " to ESXi ", release.release, why, ".")});
}

void Planner::RaiseHosts(int64_t below, const Target& release) {
  // Each turn brings the oldest ones one stop further.
  while (HostsBelow(hosts_, below) > 0 && hosts_.begin()->first < release.number) {
    const int64_t oldest = hosts_.begin()->first;
    const std::vector<const Target*> way = UpgradePath(oldest, release, known_, "host_from");
    if (way.empty()) {
      const int64_t count = hosts_.begin()->second;
      plan_.steps.push_back(
          {"hosts", release.release, count,
           absl::StrCat("Install ESXi ", release.release, " afresh on ", HostsText(count),
                        ": no upgrade from their version is "
                        "known.")});
      hosts_[release.number] += count;
      hosts_.erase(oldest);
      continue;
    }
    const Target& stop = *way.front();
    const int64_t bound =
        way.size() == 1 ? std::min(below, stop.number) : way[1]->Version("host_from");
    const int64_t count = HostsBelow(hosts_, bound);
    AddHosts(count, stop, way.size() == 1 ? "" : absl::StrCat(" on the way to ", release.release));
    hosts_.erase(hosts_.begin(), hosts_.lower_bound(bound));
    hosts_[stop.number] += count;
  }
}

void Planner::RaiseVCenter() {
  for (size_t i = 0; i < path_.size(); ++i) {
    const int64_t manageable = path_[i]->Version("manageable_from");
    const int64_t left = HostsBelow(hosts_, manageable);
    if (left > 0 && i > 0) {
      RaiseHosts(manageable, *path_[i - 1]);
    } else if (left > 0) {
      plan_.steps.push_back({"hosts", "", left,
                             absl::StrCat("Upgrade ", HostsText(left),
                                          " to a version that vCenter ", path_[i]->release,
                                          " can manage (", path_[i]->Find("manageable_from")->value,
                                          " or later), or remove them from the inventory.")});
    }
    plan_.steps.push_back({"vcenter", path_[i]->release, 0,
                           absl::StrCat("Upgrade vCenter to ", path_[i]->release, ".")});
  }
}

UpgradePlan Planner::Plan() {
  plan_.standing = StandingOf(plan_.source, target_);
  const auto version = VersionNumber(plan_.source.version);
  if (plan_.standing == Standing::kReached || !version) return std::move(plan_);
  if (*version < target_.number) {
    AddPath(*version, plan_.source.vcenter ? "vcenter_from" : "host_from");
    if (path_.empty()) return std::move(plan_);
  } else {
    plan_.path = {target_.release};
    plan_.direct = true;
  }
  AddNotes("before", target_.before);
  if (plan_.source.vcenter) RaiseVCenter();
  RaiseHosts(target_.number, target_);
  AddNotes("after", target_.after);
  return std::move(plan_);
}

}  // namespace

std::string_view StandingName(Standing standing) {
  switch (standing) {
    case Standing::kBelow:
      return "below";
    case Standing::kReached:
      return "reached";
    case Standing::kUnknown:
      return "unknown";
  }
  return "unknown";
}

std::vector<const Target*> UpgradePath(int64_t version, const Target& target,
                                       const std::vector<Target>& known, std::string_view fact) {
  const int64_t from = target.Version(fact);
  if (version >= from) return {&target};
  std::vector<const Target*> best;
  for (const Target& stop : known) {
    // Every stop lies strictly between, so this ends.
    if (stop.number <= version || stop.number < from || stop.number >= target.number) continue;
    std::vector<const Target*> way = UpgradePath(version, stop, known, fact);
    if (way.empty() || (!best.empty() && way.size() > best.size())) continue;
    best = std::move(way);
  }
  if (!best.empty()) best.push_back(&target);
  return best;
}

UpgradePlan PlanUpgrade(const UpgradeSource& source, const Target& target,
                        const std::vector<Target>& known) {
  return Planner(source, target, known).Plan();
}

}  // namespace sitrep::checks
