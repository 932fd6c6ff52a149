#include "review/finding_comparison.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "checks/finding_text.h"
#include "review/evidence.h"
#include "review/identity.h"
#include "review/sight.h"
#include "tables/catalog.h"

namespace sitrep::review {
namespace {

using Mark = std::vector<std::string>;

std::set<std::string> FindPlaces() {
  std::set<std::string> places;
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    for (const int key : table.key) {
      const tables::Column& column = table.columns[static_cast<size_t>(key)];
      if (column.path.special == "@index") places.insert(column.name);
    }
  }
  return places;
}

// The place in a list names nothing, and neither does what only one source can know.
bool IsPassing(const std::string& column, bool across) {
  static const std::set<std::string> places = FindPlaces();
  return places.count(column) != 0 || (across && IsNameless(column));
}

// What people would know the finding by beside its key.
Mark NamesOf(const Finding& finding) {
  Mark names;
  for (const Value& value : finding.evidence()) {
    const bool name = value.name() == "name" || value.name().ends_with("_name");
    if (name) names.push_back(checks::ValueText(value));
  }
  return names;
}

Mark MarkOf(const Finding& finding, Side side, const Identity& identity) {
  const std::string& source = finding.key(0).text();
  Mark mark;
  for (int i = 0; i < finding.key_size(); ++i) {
    const Value& value = finding.key(i);
    const bool placeless = i == 0 && identity.across() && finding.key_size() > 1 &&
                           ReferentOf(finding.key(1).name()) != Referent::kNone;
    if (placeless || IsPassing(value.name(), identity.across())) continue;
    mark.push_back(
        identity.Token(side, source, ReferentOf(value.name()), checks::ValueText(value)));
  }
  return mark;
}

// CheckComparison compares the findings of one check.
class CheckComparison {
 public:
  CheckComparison(const checks::Check& check, const CheckResult* before, const CheckResult* after,
                  const ComparisonGround& ground)
      : check_(check), before_(before), after_(after), ground_(ground) {}

  absl::Status Run();

 private:
  absl::Status TellSame(const Finding& before, const Finding& after);
  absl::Status TellNew(const Finding& finding);
  absl::Status TellGone(const Finding& finding);
  absl::Status Tell(const FindingChange& change);
  const Finding* TakeMatch(const Finding& finding);

  const checks::Check& check_;
  const CheckResult* before_;
  const CheckResult* after_;
  const ComparisonGround& ground_;
  std::map<Mark, std::deque<const Finding*>> waiting_;
};

const Finding* CheckComparison::TakeMatch(const Finding& finding) {
  const auto found = waiting_.find(MarkOf(finding, Side::kAfter, *ground_.identity));
  if (found == waiting_.end() || found->second.empty()) return nullptr;
  std::deque<const Finding*>& waiting = found->second;
  const Mark names = NamesOf(finding);
  auto match = std::find_if(waiting.begin(), waiting.end(),
                            [&](const Finding* other) { return NamesOf(*other) == names; });
  if (match == waiting.end()) match = waiting.begin();
  const Finding* taken = *match;
  waiting.erase(match);
  return taken;
}

absl::Status CheckComparison::Run() {
  if (before_ != nullptr) {
    for (const Finding& finding : before_->findings()) {
      waiting_[MarkOf(finding, Side::kBefore, *ground_.identity)].push_back(&finding);
    }
  }
  if (after_ != nullptr) {
    for (const Finding& finding : after_->findings()) {
      const Finding* match = TakeMatch(finding);
      RETURN_IF_ERROR(match == nullptr ? TellNew(finding) : TellSame(*match, finding));
    }
  }
  for (const auto& [mark, findings] : waiting_) {
    for (const Finding* finding : findings) RETURN_IF_ERROR(TellGone(*finding));
  }
  return absl::OkStatus();
}

absl::Status CheckComparison::Tell(const FindingChange& change) {
  ComparisonSummary& summary = *ground_.summary;
  ++summary.findings[change.state];
  if (change.state == FindingState::kNew || change.state == FindingState::kWorse) {
    summary.failed = summary.failed || change.result->verdict() == FAIL;
    summary.warnings = summary.warnings || change.result->verdict() == WARN;
  }
  if (change.state == FindingState::kNoLongerEvaluated) summary.partial = true;
  return ground_.sink->OnFinding(change);
}

absl::Status CheckComparison::TellSame(const Finding& before, const Finding& after) {
  EvidenceTrend trend = CompareEvidence(*before_, before, *after_, after);
  FindingChange change{FindingState::kUnchanged, after_, &before, &after, std::move(trend.reason)};
  if (trend.trend == Trend::kWorse) change.state = FindingState::kWorse;
  if (trend.trend == Trend::kBetter) change.state = FindingState::kBetter;
  return Tell(change);
}

absl::Status CheckComparison::TellNew(const Finding& finding) {
  ASSIGN_OR_RETURN(Absence absence, JudgeAbsence(check_, before_, finding, Side::kAfter, ground_));
  if (absence.no_object) absence.reason = "the object is new";
  if (!absence.seen) absence.reason = absl::StrCat("not evaluated before: ", absence.reason);
  return Tell({FindingState::kNew, after_, nullptr, &finding, std::move(absence.reason)});
}

absl::Status CheckComparison::TellGone(const Finding& finding) {
  ASSIGN_OR_RETURN(Absence absence, JudgeAbsence(check_, after_, finding, Side::kBefore, ground_));
  if (absence.no_object) absence.reason = "the object is gone";
  const FindingState state = absence.seen ? FindingState::kFixed : FindingState::kNoLongerEvaluated;
  return Tell({state, before_, &finding, nullptr, std::move(absence.reason)});
}

std::map<std::string, const CheckResult*> ById(const Findings& findings) {
  std::map<std::string, const CheckResult*> results;
  for (const CheckResult& result : findings.results()) results[result.check()] = &result;
  return results;
}

}  // namespace

absl::Status CompareFindings(const checks::Pack& pack, const Findings& before,
                             const Findings& after, const ComparisonGround& ground) {
  const auto earlier = ById(before);
  const auto later = ById(after);
  const auto find = [](const auto& results, const std::string& id) {
    const auto found = results.find(id);
    return found == results.end() ? nullptr : found->second;
  };
  for (const checks::Check& check : pack.checks) {
    const CheckResult* was = find(earlier, check.id);
    const CheckResult* is = find(later, check.id);
    RETURN_IF_ERROR(CheckComparison(check, was, is, ground).Run());
    // What could not be judged now may hide something new.
    const bool unsure = is != nullptr && (is->verdict() == UNKNOWN || is->gaps_size() > 0);
    ground.summary->partial = ground.summary->partial || unsure;
  }
  return absl::OkStatus();
}

}  // namespace sitrep::review
