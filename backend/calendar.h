#ifndef SITREP_BACKEND_CALENDAR_H_
#define SITREP_BACKEND_CALENDAR_H_

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace sitrep::backend {

// Calendar is when a support plan's clock runs: always, or between two local times on some days of
// the week. A plain value. Threads: any.
struct Calendar {
  std::string name;
  bool always = false;
  std::set<absl::Weekday> days;  // service days; holidays are taken out by the contract
  int from_minute = 0;           // minutes after local midnight
  int to_minute = 0;             // up to 1440; after from_minute

  // Service time of one service day (a day of 24 hours when the clock always runs).
  absl::Duration DayLength() const;
};

using Holidays = std::set<absl::CivilDay>;

// When `duration` of service time has passed since `opened_at`. Local times are those of `zone`:
// when a change of clocks makes a service day shorter or longer, the time that really passes
// counts. A local time that is skipped begins when the clocks jump; one that comes twice begins the
// first time and ends the second. Holidays do not stop a clock that always runs.
// FAILED_PRECONDITION when ten years of this calendar do not hold that much service time.
absl::StatusOr<absl::Time> DueTime(const Calendar& calendar, absl::TimeZone zone,
                                   const Holidays& holidays, absl::Time opened_at,
                                   absl::Duration duration);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_CALENDAR_H_
