#include "agent/house_rules.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "checks/finding_text.h"

namespace sitrep::agent {
namespace {

using FindingList = google::protobuf::RepeatedPtrField<ReportedFinding>;

bool IsOver(const Acceptance& acceptance, absl::Time now) {
  return absl::FromCivil(acceptance.until + 1, absl::UTCTimeZone()) <= now;
}

AcceptedUntil Describe(const Acceptance& acceptance, const std::string& file) {
  AcceptedUntil text;
  text.set_until(absl::FormatCivilTime(acceptance.until));
  text.set_reason(acceptance.reason);
  text.set_place(absl::StrCat(file, ":", acceptance.line));
  return text;
}

// The table whose object a key column names; empty: none.
std::string_view TableOf(std::string_view column, std::string_view object) {
  constexpr std::string_view kEnding = "_moid";
  if (column == "moid") return object;
  return column.ends_with(kEnding) ? column.substr(0, column.size() - kEnding.size())
                                   : std::string_view();
}

// Rules is the rules of one site made ready for many findings.
class Rules {
 public:
  Rules(const HouseRules& rules, const SnapshotNames& names, absl::Time now)
      : rules_(rules), names_(names), now_(now), over_(rules.acceptances.size(), 0) {
    for (size_t i = 0; i < rules.acceptances.size(); ++i) {
      const Acceptance& acceptance = rules.acceptances[i];
      by_object_[Index(acceptance.check, acceptance.object)].push_back(i);
    }
  }

  bool Hides(const ReportedFinding& finding, std::string_view object) const {
    const std::string& source = finding.key(0).text();
    for (const HiddenObject& hidden : rules_.hidden) {
      if (hidden.table.empty() && IsCalled(source, hidden.source)) return true;
    }
    if (names_.hidden.empty()) return false;
    for (int i = 1; i < finding.key_size(); ++i) {
      const std::string_view table = TableOf(finding.key(i).name(), object);
      if (table.empty()) continue;
      if (names_.hidden.count({source, std::string(table), finding.key(i).text()}) != 0)
        return true;
    }
    return false;
  }

  // The acceptance that counts longest; nullptr when there is none. Those that are over are counted
  // when no other applies.
  const Acceptance* Find(const std::string& check, const ReportedFinding& finding) {
    const size_t none = rules_.acceptances.size();
    size_t best = none;
    const auto consider = [&](const std::string& object) {
      const auto found = by_object_.find(Index(check, object));
      if (found == by_object_.end()) return;
      for (const size_t i : found->second) {
        if (!Fits(rules_.acceptances[i], finding)) continue;
        if (best == none || rules_.acceptances[best].until < rules_.acceptances[i].until) best = i;
      }
    };
    consider("");
    consider(checks::NameText(finding.evidence()));
    for (int i = 1; i < finding.key_size(); ++i) consider(checks::ValueText(finding.key(i)));
    if (best == none) return nullptr;
    if (!IsOver(rules_.acceptances[best], now_)) return &rules_.acceptances[best];
    ++over_[best];
    return nullptr;
  }

  void ReportExpired(SiteFacts& site) const {
    for (size_t i = 0; i < over_.size(); ++i) {
      if (over_[i] == 0) continue;
      ExpiredAcceptance& expired = *site.add_expired();
      expired.set_check(rules_.acceptances[i].check);
      *expired.mutable_acceptance() = Describe(rules_.acceptances[i], rules_.file);
      expired.set_findings(over_[i]);
    }
  }

 private:
  static std::string Index(std::string_view check, std::string_view object) {
    return absl::StrCat(absl::string_view(check.data(), check.size()), "\n",
                        absl::string_view(object.data(), object.size()));
  }

  bool IsCalled(const std::string& source, const std::string& name) const {
    const auto found = names_.sources.find(source);
    return source == name || (found != names_.sources.end() && found->second.count(name) != 0);
  }

  bool Fits(const Acceptance& acceptance, const ReportedFinding& finding) const {
    if (!acceptance.source.empty() && !IsCalled(finding.key(0).text(), acceptance.source))
      return false;
    return std::all_of(acceptance.key.begin(), acceptance.key.end(), [&](const auto& wanted) {
      return std::any_of(finding.key().begin(), finding.key().end(), [&](const Value& value) {
        return value.name() == wanted.first && checks::ValueText(value) == wanted.second;
      });
    });
  }

  const HouseRules& rules_;
  const SnapshotNames& names_;
  absl::Time now_;
  std::unordered_map<std::string, std::vector<size_t>> by_object_;
  std::vector<int64_t> over_;  // findings that an acceptance would cover if it were not over
};

void Sort(Rules& rules, const HouseRules& house, std::string_view object, ReportedCheck& check) {
  FindingList all;
  all.Swap(check.mutable_findings());
  for (ReportedFinding& finding : all) {
    if (finding.key_size() > 0 && rules.Hides(finding, object)) {
      check.add_hidden()->Swap(&finding);
    } else if (const Acceptance* acceptance = rules.Find(check.check(), finding)) {
      *finding.mutable_accepted() = Describe(*acceptance, house.file);
      check.add_accepted()->Swap(&finding);
    } else {
      check.add_findings()->Swap(&finding);
    }
  }
}

void JudgeAnew(ReportedCheck& check) {
  const bool found = check.accepted_size() + check.hidden_size() > 0;
  if (!found || check.findings_size() > 0) return;
  if (check.accepted_size() > 0) {
    check.set_verdict("ACCEPTED");
  } else {
    check.set_verdict(Verdict_Name(check.gaps_size() > 0 ? UNKNOWN : PASS));
  }
}

ReportedCheck TakeOver(CheckResult& result) {
  ReportedCheck check;
  check.set_check(result.check());
  check.set_title(result.title());
  check.set_severity(result.severity());
  check.set_category(result.category());
  check.set_verdict(Verdict_Name(result.verdict()));
  check.set_raw_verdict(Verdict_Name(result.verdict()));
  check.set_not_seen(result.not_seen());
  check.mutable_gaps()->Swap(result.mutable_gaps());
  for (Finding& finding : *result.mutable_findings()) {
    ReportedFinding& reported = *check.add_findings();
    reported.mutable_key()->Swap(finding.mutable_key());
    reported.mutable_evidence()->Swap(finding.mutable_evidence());
  }
  return check;
}

}  // namespace

CheckReport ToReport(Findings findings) {
  CheckReport report;
  report.set_pack(findings.pack());
  report.set_pack_version(findings.pack_version());
  report.set_as_of(findings.as_of());
  for (CheckResult& result : *findings.mutable_results()) {
    *report.add_results() = TakeOver(result);
    result.Clear();
  }
  return report;
}

void ApplyRules(const HouseRules& rules, const SnapshotNames& names, const checks::Pack& pack,
                absl::Time now, CheckReport& report) {
  Rules ready(rules, names, now);
  SiteFacts& site = *report.mutable_site();
  site.set_file(rules.file);
  site.set_as_of(base::TimeToText(now));
  for (ReportedCheck& check : *report.mutable_results()) {
    const checks::Check* known = pack.Find(check.check());
    Sort(ready, rules, known == nullptr ? "" : known->object, check);
    JudgeAnew(check);
    site.set_accepted(site.accepted() + check.accepted_size());
    site.set_hidden(site.hidden() + check.hidden_size());
  }
  ready.ReportExpired(site);
}

}  // namespace sitrep::agent
