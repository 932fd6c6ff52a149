#include "backend/calendar.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace sitrep::backend {
namespace {

constexpr int kMinutesADay = 1440;
constexpr int kDaysLookedAhead = 3660;

absl::Time LocalTime(absl::TimeZone zone, absl::CivilDay day, int minute, bool is_end) {
  const absl::TimeZone::TimeInfo info = zone.At(absl::CivilSecond(day) + int64_t{60} * minute);
  switch (info.kind) {
    case absl::TimeZone::TimeInfo::SKIPPED:
      return info.trans;
    case absl::TimeZone::TimeInfo::REPEATED:
      return is_end ? info.post : info.pre;
    case absl::TimeZone::TimeInfo::UNIQUE:
      break;
  }
  return info.pre;
}

bool IsServiceDay(const Calendar& calendar, const Holidays& holidays, absl::CivilDay day) {
  return calendar.days.contains(absl::GetWeekday(day)) && !holidays.contains(day);
}

}  // namespace

absl::Duration Calendar::DayLength() const {
  return absl::Minutes(always ? kMinutesADay : to_minute - from_minute);
}

absl::StatusOr<absl::Time> DueTime(const Calendar& calendar, absl::TimeZone zone,
                                   const Holidays& holidays, absl::Time opened_at,
                                   absl::Duration duration) {
  if (calendar.always) return opened_at + duration;
  const absl::CivilDay first = absl::ToCivilDay(opened_at, zone);
  for (absl::CivilDay day = first; day < first + kDaysLookedAhead; ++day) {
    if (!IsServiceDay(calendar, holidays, day)) continue;
    const absl::Time from =
        std::max(opened_at, LocalTime(zone, day, calendar.from_minute, /*is_end=*/false));
    const absl::Time to = LocalTime(zone, day, calendar.to_minute, /*is_end=*/true);
    // Strictly: work of no length is not due at the very end of a day that is over.
    if (to <= from) continue;
    if (duration <= to - from) return from + duration;
    duration -= to - from;
  }
  return absl::FailedPreconditionError(
      absl::StrCat("calendar ", calendar.name, " has too little service time in ten years"));
}

}  // namespace sitrep::backend
