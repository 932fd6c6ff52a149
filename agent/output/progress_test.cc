#include "agent/output/progress.h"

#include <sstream>

#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

struct World {
  base::ManualClock clock{absl::FromUnixSeconds(1'000'000'000)};
  base::Interrupt interrupt;
  std::ostringstream out;
  std::ostringstream err;

  Context Make(bool terminal, bool quiet) {
    Surroundings surroundings{
        &clock,   &interrupt, &out,  &err,
        terminal, 60,         false, [](const std::string&) { return std::string(); }};
    CommonOptions options;
    options.quiet = quiet;
    return Context(std::move(surroundings), options);
  }
};

TEST(Progress, LineHoldsABarOnlyWhenTheTotalIsKnown) {
  EXPECT_EQ(ProgressLine({"upload", 1, 2, "now"}, 80),
            "upload  [============>           ]  50 %  now");
  EXPECT_EQ(ProgressLine({"upload", 2, 2, ""}, 80), "upload  [========================] 100 %");
  EXPECT_EQ(ProgressLine({"collect", 7, -1, "7 objects"}, 80), "collect  7 objects");
  EXPECT_EQ(ProgressLine({"collect", 7, -1, "7 objects"}, 11), "collect  7");
}

TEST(Progress, TransferNamesRateAndWhatIsLeft) {
  EXPECT_EQ(TransferText(0, 1024, absl::Seconds(5)), "0 B of 1.0 KiB");
  EXPECT_EQ(TransferText(512, 1024, absl::Seconds(2)), "512 B of 1.0 KiB, 256 B/s, 2.0 s left");
  EXPECT_EQ(TransferText(512, -1, absl::ZeroDuration()), "512 B");
}

TEST(Progress, DrawsOverOneLineOnATerminalAndClearsIt) {
  World world;
  const Context context = world.Make(true, false);
  {
    Progress progress(context);
    progress.Update({"upload", 1, 10, ""});
    progress.Update({"upload", 2, 10, ""});  // too soon
    world.clock.Advance(absl::Seconds(1));
    progress.Update({"upload", 3, 10, ""});
  }
  EXPECT_EQ(world.err.str(),
            "\r\x1b[Kupload  [==>                     ]  10 %"
            "\r\x1b[Kupload  [=======>                ]  30 %\r\x1b[K");
  EXPECT_EQ(world.out.str(), "");
}

TEST(Progress, PrintsALineNowAndThenWhereThereIsNoTerminal) {
  World world;
  const Context context = world.Make(false, false);
  Progress progress(context);
  for (int i = 0; i < 25; ++i) {
    progress.Update({"collect", i, -1, std::to_string(i)});
    world.clock.Advance(absl::Seconds(1));
  }
  EXPECT_EQ(world.err.str(), "collect  0\ncollect  10\ncollect  20\n");
}

TEST(Progress, IsSilentWhenAskedToBe) {
  World world;
  const Context context = world.Make(true, true);
  Progress progress(context);
  progress.Update({"upload", 1, 10, ""});
  progress.Finish();
  EXPECT_EQ(world.err.str(), "");
}

}  // namespace
}  // namespace sitrep::agent
