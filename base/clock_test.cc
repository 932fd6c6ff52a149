#include "base/clock.h"

#include <gtest/gtest.h>

namespace sitrep::base {
namespace {

TEST(Time, IsWrittenInUtcWithMilliseconds) {
  EXPECT_EQ(TimeToText(*TimeFromText("2026-11-22T14:38:06.653285026+01:00")),
            "2026-11-22T13:38:06.653Z");
  EXPECT_EQ(TimeToText(*TimeFromText("2026-11-22T13:38:06Z")), "2026-11-22T13:38:06.000Z");
}

TEST(Time, ThatDoesNotParseIsNamed) {
  EXPECT_EQ(TimeFromText("yesterday").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(TimeFromText("yesterday").status().message().find("yesterday"),
            absl::string_view::npos);
}

TEST(ManualClock, MovesOnlyWhenTold) {
  ManualClock clock(absl::UnixEpoch());
  EXPECT_EQ(clock.Now(), absl::UnixEpoch());
  clock.Sleep(absl::Seconds(5));
  EXPECT_EQ(clock.Now(), absl::UnixEpoch() + absl::Seconds(5));
}

}  // namespace
}  // namespace sitrep::base
