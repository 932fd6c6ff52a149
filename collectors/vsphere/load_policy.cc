#include "collectors/vsphere/load_policy.h"

#include <algorithm>

namespace sitrep::collectors {
namespace {

constexpr size_t kWindow = 20;
constexpr double kStrained = 2.0;
constexpr double kRelaxed = 1.3;
// Below this a doubling is noise: a source on the same machine answers in a few milliseconds.
constexpr double kNoiseMs = 250;
constexpr absl::Duration kSlowClock = absl::Seconds(1);
constexpr absl::Duration kVerySlowClock = absl::Seconds(5);
constexpr absl::Duration kLongestPause = absl::Seconds(5);
constexpr double kBytesOfOneUnit = 256 * 1024;

template <typename Samples>
double Percentile95(const Samples& samples) {
  std::vector<double> sorted(samples.begin(), samples.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted[(sorted.size() * 95 + 99) / 100 - 1];
}

}  // namespace

void LoadPolicy::StepDown() {
  ++slowdowns_;
  since_change_ = 0;
  strain_ = strain_ == Strain::kNone ? Strain::kSome : Strain::kHigh;
}

void LoadPolicy::Judge(double recent_ms) {
  if (since_change_ < static_cast<int>(kWindow)) return;
  if (recent_ms > std::max(kNoiseMs, kStrained * usual_ms_)) {
    if (strain_ != Strain::kHigh) StepDown();
  } else if (strain_ != Strain::kNone && recent_ms <= std::max(kNoiseMs, kRelaxed * usual_ms_)) {
    since_change_ = 0;
    strain_ = strain_ == Strain::kHigh ? Strain::kSome : Strain::kNone;
  }
}

void LoadPolicy::Record(std::string_view method, absl::Duration duration, int64_t bytes) {
  pause_ = std::min(duration, kLongestPause);
  ++since_change_;
  if (method == "CurrentTime") {
    if (duration > kVerySlowClock) strain_ = Strain::kHigh;
    if (duration > kSlowClock && strain_ == Strain::kNone) strain_ = Strain::kSome;
    if (duration > kSlowClock) ++slowdowns_;
    if (duration > kSlowClock) since_change_ = 0;
    return;
  }
  const double weighed = absl::ToDoubleMilliseconds(duration) /
                         std::max(1.0, static_cast<double>(bytes) / kBytesOfOneUnit);
  if (first_.size() < kWindow) {
    first_.push_back(weighed);
    if (first_.size() == kWindow) usual_ms_ = Percentile95(first_);
    return;
  }
  recent_.push_back(weighed);
  if (recent_.size() > kWindow) recent_.pop_front();
  if (recent_.size() == kWindow) Judge(Percentile95(recent_));
}

}  // namespace sitrep::collectors
