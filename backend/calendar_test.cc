#include "backend/calendar.h"

#include <gtest/gtest.h>

#include "base/clock.h"

namespace sitrep::backend {
namespace {

using absl::Weekday;

Calendar TwelveByFive() {
  Calendar calendar;
  calendar.name = "12x5";
  calendar.days = {Weekday::monday, Weekday::tuesday, Weekday::wednesday, Weekday::thursday,
                   Weekday::friday};
  calendar.from_minute = 6 * 60;
  calendar.to_minute = 18 * 60;
  return calendar;
}

Calendar AllDayEveryDay() {
  Calendar calendar = TwelveByFive();
  calendar.days.insert({Weekday::saturday, Weekday::sunday});
  calendar.from_minute = 0;
  calendar.to_minute = 1440;
  return calendar;
}

absl::TimeZone Zone(const std::string& name) {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone(name, &zone)) << name;
  return zone;
}

// `opened` and the result are local times of the zone, such as "2026-03-27 17:00".
std::string Due(const Calendar& calendar, const std::string& zone_name, const std::string& opened,
                absl::Duration duration, const Holidays& holidays = {}) {
  const absl::TimeZone zone = Zone(zone_name);
  absl::Time time;
  std::string error;
  EXPECT_TRUE(absl::ParseTime("%Y-%m-%d %H:%M", opened, zone, &time, &error)) << error;
  const absl::StatusOr<absl::Time> due = DueTime(calendar, zone, holidays, time, duration);
  if (!due.ok()) return std::string(due.status().message());
  return absl::FormatTime("%a %Y-%m-%d %H:%M:%S %z", *due, zone);
}

TEST(Calendar, RunsAlwaysRoundTheClock) {
  Calendar calendar;
  calendar.always = true;
  EXPECT_EQ(Due(calendar, "Europe/Berlin", "2026-11-21 23:45", absl::Minutes(30)),
            "Sun 2026-11-22 00:15:00 +0100");
  EXPECT_EQ(calendar.DayLength(), absl::Hours(24));
}

TEST(Calendar, RoundTheClockTakesNoNoticeOfHolidays) {
  Calendar calendar;
  calendar.always = true;
  EXPECT_EQ(
      Due(calendar, "UTC", "2026-12-25 10:00", absl::Minutes(30), {absl::CivilDay(2026, 12, 25)}),
      "Fri 2026-12-25 10:30:00 +0000");
}

TEST(Calendar, RoundTheClockCountsTimeThatPassesWhenTheClocksJump) {
  Calendar calendar;
  calendar.always = true;
  EXPECT_EQ(Due(calendar, "Europe/Berlin", "2026-03-29 01:45", absl::Minutes(30)),
            "Sun 2026-03-29 03:15:00 +0200");
  EXPECT_EQ(Due(calendar, "Europe/Berlin", "2026-10-25 01:45", absl::Hours(2)),
            "Sun 2026-10-25 02:45:00 +0100");
}

TEST(Calendar, CountsWithinOneServiceDay) {
  EXPECT_EQ(Due(TwelveByFive(), "Europe/Berlin", "2026-11-23 09:10", absl::Hours(4)),
            "Mon 2026-11-23 13:10:00 +0100");
}

TEST(Calendar, IsDueAtTheVeryEndOfADay) {
  EXPECT_EQ(Due(TwelveByFive(), "UTC", "2026-11-23 14:00", absl::Hours(4)),
            "Mon 2026-11-23 18:00:00 +0000");
}

TEST(Calendar, CarriesTheRestToTheNextServiceDay) {
  EXPECT_EQ(Due(TwelveByFive(), "UTC", "2026-11-23 16:30", absl::Hours(4)),
            "Tue 2026-11-24 08:30:00 +0000");
}

TEST(Calendar, StartsInTheMorningWhenOpenedAtNight) {
  EXPECT_EQ(Due(TwelveByFive(), "UTC", "2026-11-24 02:00", absl::Hours(4)),
            "Tue 2026-11-24 10:00:00 +0000");
  EXPECT_EQ(Due(TwelveByFive(), "UTC", "2026-11-23 22:00", absl::Hours(4)),
            "Tue 2026-11-24 10:00:00 +0000");
}

TEST(Calendar, StartsTheNextDayWhenOpenedAtTheEndOfOne) {
  EXPECT_EQ(Due(TwelveByFive(), "UTC", "2026-11-23 18:00", absl::ZeroDuration()),
            "Tue 2026-11-24 06:00:00 +0000");
}

TEST(Calendar, LeavesOutTheWeekend) {
  EXPECT_EQ(Due(TwelveByFive(), "UTC", "2026-11-20 17:00", absl::Hours(4)),
            "Mon 2026-11-23 09:00:00 +0000");
  EXPECT_EQ(Due(TwelveByFive(), "UTC", "2026-11-21 12:00", absl::Hours(4)),
            "Mon 2026-11-23 10:00:00 +0000");
}

TEST(Calendar, LeavesOutHolidays) {
  const Holidays holidays = {absl::CivilDay(2026, 12, 24), absl::CivilDay(2026, 12, 25)};
  EXPECT_EQ(Due(TwelveByFive(), "UTC", "2026-12-23 17:00", absl::Hours(2), holidays),
            "Mon 2026-12-28 07:00:00 +0000");
}

TEST(Calendar, OneServiceDayIsTheSameTimeOnTheNext) {
  const Calendar calendar = TwelveByFive();
  EXPECT_EQ(Due(calendar, "UTC", "2026-11-20 10:15", calendar.DayLength()),
            "Mon 2026-11-23 10:15:00 +0000");
  EXPECT_EQ(Due(calendar, "UTC", "2026-11-20 10:15", 2 * calendar.DayLength()),
            "Tue 2026-11-24 10:15:00 +0000");
}

TEST(Calendar, CountsLocalHoursOnBothSidesOfTheSpringChange) {
  // Friday before to Monday after the change of 2026-03-29 in Berlin: 06:00 is 05:00 UTC, then
  // 04:00 UTC.
  EXPECT_EQ(Due(TwelveByFive(), "Europe/Berlin", "2026-03-27 17:00", absl::Hours(4)),
            "Mon 2026-03-30 09:00:00 +0200");
}

TEST(Calendar, CountsLocalHoursOnBothSidesOfTheAutumnChange) {
  EXPECT_EQ(Due(TwelveByFive(), "America/New_York", "2026-10-30 17:00", absl::Hours(4)),
            "Mon 2026-11-02 09:00:00 -0500");
}

TEST(Calendar, ADayOfTwentyThreeHoursHoldsTwentyThreeHours) {
  EXPECT_EQ(Due(AllDayEveryDay(), "Europe/Berlin", "2026-03-29 00:00", absl::Hours(23)),
            "Mon 2026-03-30 00:00:00 +0200");
  EXPECT_EQ(Due(AllDayEveryDay(), "Europe/Berlin", "2026-03-28 12:00", absl::Hours(24)),
            "Sun 2026-03-29 13:00:00 +0200");
}

TEST(Calendar, ADayOfTwentyFiveHoursHoldsTwentyFiveHours) {
  EXPECT_EQ(Due(AllDayEveryDay(), "Europe/Berlin", "2026-10-25 00:00", absl::Hours(25)),
            "Mon 2026-10-26 00:00:00 +0100");
  EXPECT_EQ(Due(AllDayEveryDay(), "Europe/Berlin", "2026-10-24 12:00", absl::Hours(24)),
            "Sun 2026-10-25 11:00:00 +0100");
}

TEST(Calendar, BeginsWhenTheClocksJumpIfItsFirstMinuteIsSkipped) {
  Calendar calendar = AllDayEveryDay();
  calendar.from_minute = 2 * 60 + 30;  // skipped on 2026-03-29 in Berlin
  calendar.to_minute = 4 * 60;
  EXPECT_EQ(Due(calendar, "Europe/Berlin", "2026-03-29 00:10", absl::Minutes(10)),
            "Sun 2026-03-29 03:10:00 +0200");
}

TEST(Calendar, BeginsTheFirstTimeAndEndsTheSecondIfATimeComesTwice) {
  Calendar calendar = AllDayEveryDay();
  calendar.from_minute = 2 * 60;  // comes twice on 2026-10-25 in Berlin
  calendar.to_minute = 2 * 60 + 30;
  EXPECT_EQ(Due(calendar, "Europe/Berlin", "2026-10-25 00:10", absl::Minutes(90)),
            "Sun 2026-10-25 02:30:00 +0100");
}

TEST(Calendar, KnowsAZoneWhoseMidnightIsSkipped) {
  // Cairo's clocks jump from 00:00 to 01:00 on 2026-04-24.
  EXPECT_EQ(Due(AllDayEveryDay(), "Africa/Cairo", "2026-04-23 23:00", absl::Hours(2)),
            "Fri 2026-04-24 02:00:00 +0300");
}

TEST(Calendar, TheSameMomentIsAnotherDayInAnotherZone) {
  // 2026-11-20 23:30 UTC is Saturday morning in Auckland and Friday afternoon in Los Angeles.
  absl::Time opened;
  std::string error;
  ASSERT_TRUE(absl::ParseTime(absl::RFC3339_full, "2026-11-20T23:30:00Z", &opened, &error));
  const auto auckland =
      DueTime(TwelveByFive(), Zone("Pacific/Auckland"), {}, opened, absl::Hours(1));
  const auto los_angeles =
      DueTime(TwelveByFive(), Zone("America/Los_Angeles"), {}, opened, absl::Hours(1));
  ASSERT_TRUE(auckland.ok() && los_angeles.ok());
  EXPECT_EQ(base::TimeToText(*auckland), "2026-11-22T18:00:00.000Z");
  EXPECT_EQ(base::TimeToText(*los_angeles), "2026-11-21T00:30:00.000Z");
}

TEST(Calendar, SaysSoWhenThereIsNoServiceTimeAtAll) {
  Calendar calendar = TwelveByFive();
  calendar.days.clear();
  EXPECT_EQ(Due(calendar, "UTC", "2026-11-23 09:00", absl::Hours(1)),
            "calendar 12x5 has too little service time in ten years");
}

TEST(Calendar, MoreTimeIsNeverDueEarlier) {
  const absl::TimeZone zone = Zone("Europe/Berlin");
  const absl::Time start = absl::FromCivil(absl::CivilMinute(2026, 3, 26, 5, 30), zone);
  for (int opened = 0; opened < 5 * 1440; opened += 37) {
    absl::Time last = absl::InfinitePast();
    for (int minutes = 0; minutes < 3000; minutes += 61) {
      const auto due = DueTime(TwelveByFive(), zone, {absl::CivilDay(2026, 3, 30)},
                               start + absl::Minutes(opened), absl::Minutes(minutes));
      ASSERT_TRUE(due.ok());
      ASSERT_GE(*due, last);
      last = *due;
    }
  }
}

}  // namespace
}  // namespace sitrep::backend
