#include "base/clock.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace sitrep::base {
namespace {

class RealClock : public Clock {
 public:
  absl::Time Now() override { return absl::Now(); }
  void Sleep(absl::Duration duration) override { absl::SleepFor(duration); }
};

}  // namespace

Clock& Clock::Real() {
  static RealClock* clock = new RealClock;
  return *clock;
}

std::string TimeToText(absl::Time time) {
  // Rounding down keeps a formatted time from lying in the future.
  const absl::Time milliseconds = absl::FromUnixMillis(absl::ToUnixMillis(time));
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", milliseconds, absl::UTCTimeZone());
}

absl::StatusOr<absl::Time> TimeFromText(std::string_view text) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, absl::string_view(text.data(), text.size()), &time,
                       &error)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", absl::string_view(text.data(), text.size()), "\" is not an RFC 3339 time: ", error));
  }
  return time;
}

}  // namespace sitrep::base
