#ifndef SITREP_BASE_CLOCK_H_
#define SITREP_BASE_CLOCK_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace sitrep::base {

// Clock tells the time and waits. Whoever decides by time gets one injected, so tests need not
// sleep.
//
// Ownership: a Clock must outlive whoever holds it. Threads: any. Real() lives for the whole
// program.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() = 0;
  virtual void Sleep(absl::Duration duration) = 0;
  static Clock& Real();
};

// A clock that moves only when told to; Sleep() moves it. Threads: one.
class ManualClock : public Clock {
 public:
  explicit ManualClock(absl::Time start) : now_(start) {}
  absl::Time Now() override { return now_; }
  void Sleep(absl::Duration duration) override { now_ += duration; }
  void Advance(absl::Duration duration) { now_ += duration; }

 private:
  absl::Time now_;
};

// The one spelling of times in tables and files: UTC, milliseconds, "2026-11-22T13:38:06.653Z".
std::string TimeToText(absl::Time time);

// Reads any RFC 3339 time, fractions up to nanoseconds and offsets included. INVALID_ARGUMENT names
// the text.
absl::StatusOr<absl::Time> TimeFromText(std::string_view text);

}  // namespace sitrep::base

#endif  // SITREP_BASE_CLOCK_H_
