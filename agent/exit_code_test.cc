#include "agent/exit_code.h"

#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

TEST(ExitCode, AnEndWithoutRemarkIsZero) { EXPECT_EQ(ExitCodeOf(Ending{}), ExitCode::kOk); }

TEST(ExitCode, AFailureCountsMoreThanGapsAndWarnings) {
  Ending ending;
  ending.failed = ending.partial = ending.warnings = true;
  EXPECT_EQ(ExitCodeOf(ending), ExitCode::kFailed);
}

TEST(ExitCode, GapsCountMoreThanWarnings) {
  Ending ending;
  ending.partial = ending.warnings = true;
  EXPECT_EQ(ExitCodeOf(ending), ExitCode::kPartial);
  ending.partial = false;
  EXPECT_EQ(ExitCodeOf(ending), ExitCode::kWarnings);
}

TEST(ExitCode, AnInterruptIsPartialWhenSomethingWasKeptAndElse130) {
  Ending ending;
  ending.interrupted = true;
  ending.failed = true;
  EXPECT_EQ(ExitCodeOf(ending), ExitCode::kPartial);
  ending.usable = false;
  EXPECT_EQ(ExitCodeOf(ending), ExitCode::kInterrupted);
}

TEST(ExitCode, ErrorsHaveTheCodeOfTheirCause) {
  EXPECT_EQ(ExitCodeOf(absl::OkStatus()), ExitCode::kOk);
  EXPECT_EQ(ExitCodeOf(absl::UnavailableError("down")), ExitCode::kError);
  EXPECT_EQ(ExitCodeOf(absl::InvalidArgumentError("of a source's answer")), ExitCode::kError);
  EXPECT_EQ(ExitCodeOf(absl::CancelledError("interrupted")), ExitCode::kInterrupted);
  EXPECT_EQ(ExitCodeOf(UsageError("unknown source")), ExitCode::kUsage);
  EXPECT_EQ(ExitCodeOf(AsUsageError(absl::NotFoundError("no file"))), ExitCode::kUsage);
  EXPECT_EQ(ExitCodeOf(AsUsageError(absl::OkStatus())), ExitCode::kOk);
  EXPECT_EQ(ExitCodeOf(RefusedError("a binary")), ExitCode::kFailed);
}

TEST(ExitCode, NumbersAreTheOnesScriptsKnow) {
  EXPECT_EQ(static_cast<int>(ExitCode::kError), 1);
  EXPECT_EQ(static_cast<int>(ExitCode::kUsage), 2);
  EXPECT_EQ(static_cast<int>(ExitCode::kFailed), 3);
  EXPECT_EQ(static_cast<int>(ExitCode::kWarnings), 4);
  EXPECT_EQ(static_cast<int>(ExitCode::kPartial), 5);
  EXPECT_EQ(static_cast<int>(ExitCode::kInterrupted), 130);
}

}  // namespace
}  // namespace sitrep::agent
