#ifndef SITREP_COLLECTORS_VSPHERE_LOAD_POLICY_H_
#define SITREP_COLLECTORS_VSPHERE_LOAD_POLICY_H_

#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "absl/time/time.h"

namespace sitrep::collectors {

// LoadPolicy decides how much may be asked of a source at once, from how long it takes to answer.
//
// It compares the 95th percentile of the last calls with that of the first: when it has doubled, or
// when CurrentTime, which costs the source nothing, is slow, one request at a time is allowed; when
// it stays so, each call is followed by a pause as long as the call took. It relaxes step by step
// when answers are quick again. Durations are weighed by what was answered, since a page of hosts
// takes longer than a list of names.
//
// Pure: no clock, no lock. Threads: one at a time.
class LoadPolicy {
 public:
  explicit LoadPolicy(int most_in_flight) : most_(most_in_flight) {}

  // A call that was answered: its duration and the bytes of its answer.
  void Record(std::string_view method, absl::Duration duration, int64_t bytes);

  int allowed() const { return strain_ == Strain::kNone ? most_ : 1; }
  // To wait before the next call.
  absl::Duration pause() const { return strain_ == Strain::kHigh ? pause_ : absl::ZeroDuration(); }
  // How often it stepped down.
  int slowdowns() const { return slowdowns_; }

 private:
  enum class Strain { kNone, kSome, kHigh };
  void Judge(double recent_ms);
  void StepDown();

  const int most_;
  Strain strain_ = Strain::kNone;
  absl::Duration pause_;
  std::vector<double> first_;  // milliseconds, weighed
  double usual_ms_ = 0;        // 95th percentile of the first calls
  std::deque<double> recent_;
  int since_change_ = 0;  // calls since the last step
  int slowdowns_ = 0;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_LOAD_POLICY_H_
