#include "review/evidence.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "checks/finding_text.h"
#include "checks/severity.h"

namespace sitrep::review {
namespace {

constexpr double kPoints = 5;

// How bad a value is, where that can be said; more is worse.
struct Badness {
  double amount = 0;
  double least = 0;  // a smaller difference is none
};

std::optional<Badness> BadnessOfColour(const Value& value) {
  static constexpr std::array<std::string_view, 3> kColours = {"green", "yellow", "red"};
  for (size_t i = 0; i < kColours.size(); ++i) {
    if (value.text() == kColours[i]) return Badness{static_cast<double>(i), 1};
  }
  return std::nullopt;
}

std::optional<Badness> BadnessOfPercent(const Value& value) {
  const std::string_view name = value.name();
  if (!name.ends_with("percent")) return std::nullopt;
  const double amount =
      value.kind_case() == Value::kReal ? value.real() : static_cast<double>(value.integer());
  if (name.find("free") != std::string_view::npos) return Badness{-amount, kPoints};
  for (const std::string_view word : {"used", "usage", "committed", "provisioned"}) {
    if (name.find(word) != std::string_view::npos) return Badness{amount, kPoints};
  }
  return std::nullopt;
}

std::optional<Badness> BadnessOf(const Value& value) {
  switch (value.kind_case()) {
    case Value::kText:
      return BadnessOfColour(value);
    case Value::kInteger:
    case Value::kReal:
      return BadnessOfPercent(value);
    default:
      return std::nullopt;
  }
}

Trend TrendOf(double rise, double least) {
  if (rise >= least) return Trend::kWorse;
  return -rise >= least ? Trend::kBetter : Trend::kSteady;
}

EvidenceTrend CompareValues(const Value& before, const Value& after) {
  const auto earlier = BadnessOf(before);
  const auto later = BadnessOf(after);
  if (!earlier || !later || before.name() != after.name()) return {};
  const Trend trend = TrendOf(later->amount - earlier->amount, later->least);
  if (trend == Trend::kSteady) return {};
  return {trend, absl::StrCat(after.name(), " ", checks::ValueText(before), " -> ",
                              checks::ValueText(after))};
}

EvidenceTrend CompareResults(const CheckResult& before, const CheckResult& after) {
  if (before.severity() != after.severity()) {
    return {before.severity() < after.severity() ? Trend::kWorse : Trend::kBetter,
            absl::StrCat("severity ", std::string(checks::SeverityName(before.severity())), " -> ",
                         std::string(checks::SeverityName(after.severity())))};
  }
  if (before.verdict() == after.verdict()) return {};
  return {before.verdict() < after.verdict() ? Trend::kWorse : Trend::kBetter,
          absl::StrCat("verdict ", std::string(checks::VerdictName(before.verdict())), " -> ",
                       std::string(checks::VerdictName(after.verdict())))};
}

}  // namespace

EvidenceTrend CompareEvidence(const CheckResult& before_result, const Finding& before,
                              const CheckResult& after_result, const Finding& after) {
  EvidenceTrend trend = CompareResults(before_result, after_result);
  const int count = std::min(before.evidence_size(), after.evidence_size());
  for (int i = 0; i < count && trend.trend == Trend::kSteady; ++i) {
    trend = CompareValues(before.evidence(i), after.evidence(i));
  }
  return trend;
}

}  // namespace sitrep::review
