#include "agent/output/progress_board.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using Phase = SourceProgress::Phase;
using testing::HasSubstr;
using testing::Not;

SourceProgress Reading(const std::string& name, int done) {
  SourceProgress state;
  state.name = name;
  state.phase = Phase::kReading;
  state.done = done;
  state.total = 10;
  state.part = "HostSystem";
  state.rows = 1200;
  state.pages = 12;
  state.bytes = 3 << 20;
  return state;
}

struct World {
  base::ManualClock clock{absl::FromUnixSeconds(1'000'000'000)};
  base::Interrupt interrupt;
  std::ostringstream out;
  std::ostringstream err;

  Context Make(bool terminal, bool quiet = false) {
    Surroundings surroundings{
        &clock,   &interrupt, &out,  &err,
        terminal, 90,         false, [](const std::string&) { return std::string(); }};
    CommonOptions options;
    options.quiet = quiet;
    return Context(std::move(surroundings), options);
  }
  std::string Said() {
    std::string text = err.str();
    err.str("");
    return text;
  }
};

void Set(ProgressBoard& board, size_t source, const SourceProgress& state) {
  board.Update(source, [&state](SourceProgress& to) { to = state; });
}

TEST(ProgressBoard, ALineHasBarPartRowsPagesAndBytes) {
  EXPECT_EQ(SourceLine(Reading("production", 5), 12, 200),
            "production    [============>           ]  50 %  HostSystem  1200 rows, 12 pages, "
            "3.0 MiB");
  SourceProgress waiting = Reading("production", 5);
  waiting.remark = "RetrievePropertiesEx failed (UNAVAILABLE), again in 2.0 s";
  EXPECT_THAT(SourceLine(waiting, 0, 200), HasSubstr("again in 2.0 s  1200 rows"));
  EXPECT_EQ(SourceLine({.name = "lab"}, 0, 80), "lab  waits for its turn");
  EXPECT_EQ(SourceLine({.name = "lab", .phase = Phase::kFailed}, 0, 80), "lab  not read");
  EXPECT_LE(SourceLine(Reading("production", 5), 12, 40).size(), 39u);
}

TEST(ProgressBoard, ALineNeverHoldsAnEscapeOfASource) {
  EXPECT_THAT(SourceLine(Reading("a\x1b[2J", 1), 0, 200), Not(HasSubstr("\x1b")));
}

TEST(ProgressBoard, OnATerminalEverySourceHasALineThatIsDrawnOver) {
  World world;
  const Context context = world.Make(true);
  {
    ProgressBoard board(context, {"a", "b"});
    Set(board, 0, Reading("a", 1));
    board.Draw();
    const std::string first = world.Said();
    EXPECT_THAT(first, testing::StartsWith("\r\x1b[Ka  ["));
    EXPECT_THAT(first, HasSubstr("\n\r\x1b[Kb  waits for its turn\x1b[J"));
    board.Draw();  // too soon
    EXPECT_EQ(world.Said(), "");
    world.clock.Advance(absl::Seconds(1));
    board.Draw();
    EXPECT_THAT(world.Said(), testing::StartsWith("\x1b[1A\r\x1b[Ka  ["));
  }
  EXPECT_EQ(world.Said(), "\x1b[1A\r\x1b[J");
}

TEST(ProgressBoard, ManySourcesAreSummedUp) {
  World world;
  const Context context = world.Make(true);
  std::vector<std::string> names;
  for (int i = 0; i < 40; ++i) names.push_back("source" + std::to_string(i));
  ProgressBoard board(context, names);
  Set(board, 3, Reading("source3", 1));
  board.Update(7, [](SourceProgress& state) { state.phase = Phase::kDone; });
  board.Draw();
  const std::string text = world.Said();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  EXPECT_THAT(text, HasSubstr("source3"));
  EXPECT_THAT(text, HasSubstr("1 of 40 read, 0 not read, 38 waiting"));
}

TEST(ProgressBoard, ElsewhereASourceHasALineNowAndThen) {
  World world;
  const Context context = world.Make(false);
  ProgressBoard board(context, {"a"});
  board.Draw();
  EXPECT_EQ(world.Said(), "");
  for (int i = 0; i < 25; ++i) {
    SourceProgress state = Reading("a", 1);
    state.rows = i;
    Set(board, 0, state);
    board.Draw();
    world.clock.Advance(absl::Seconds(1));
  }
  const std::string text = world.Said();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
  EXPECT_THAT(text, testing::StartsWith("collecting a  ["));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(ProgressBoard, IsSilentWhenAskedToBe) {
  World world;
  const Context context = world.Make(true, /*quiet=*/true);
  ProgressBoard board(context, {"a"});
  Set(board, 0, Reading("a", 1));
  board.Draw();
  board.Finish();
  EXPECT_EQ(world.Said(), "");
}

}  // namespace
}  // namespace sitrep::agent
