#include "tests/support/process.h"

#include <signal.h>

#include "gtest/gtest.h"

namespace sitrep::tests {
namespace {

TEST(Process, KeepsOutputErrorsAndTheExitCode) {
  const ProcessResult result =
      RunProcess({{"/bin/sh", "-c", "echo out; echo $WORD >&2; exit 7"}, {{"WORD", "err"}}, ""});
  EXPECT_EQ(result.exit_code, 7);
  EXPECT_EQ(result.out, "out\n");
  EXPECT_EQ(result.err, "err\n");
}

TEST(Process, SaysWhichSignalEndedIt) {
  auto process = Process::Start({{"/bin/cat", "/dev/zero"}, {}, ""});
  ASSERT_TRUE(process.ok()) << process.status();
  EXPECT_TRUE((*process)->running());
  (*process)->Signal(SIGTERM);
  const absl::StatusOr<ProcessResult> result = (*process)->Wait();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->exit_code, 128 + SIGTERM);
}

TEST(Process, WaitingForAFileEndsWhenTheProgramDoes) {
  auto process = Process::Start({{"/bin/sh", "-c", "echo no luck >&2; exit 1"}, {}, ""});
  ASSERT_TRUE(process.ok()) << process.status();
  const absl::Status status = (*process)->WaitForFile("/nonexistent/ready");
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_NE(status.message().find("no luck"), std::string::npos) << status;
}

TEST(Process, AProgramThatDoesNotExistIsAnExitCode) {
  EXPECT_EQ(RunProcess({{"/nonexistent/program"}, {}, ""}).exit_code, 127);
}

}  // namespace
}  // namespace sitrep::tests
