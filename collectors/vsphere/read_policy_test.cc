#include "collectors/vsphere/read_policy.h"

#include <gtest/gtest.h>

#include "collectors/vsphere/fault.h"

namespace sitrep::collectors {
namespace {

absl::Status Faulty(const char* type) { return FaultStatus(Fault{.type = type}, "M"); }

TEST(Decide, ASessionIsReplacedTwiceAtMost) {
  EXPECT_EQ(Decide(Faulty("NotAuthenticated"), {.attempts = 9, .logins = 0}),
            NextStep::kLoginAgain);
  EXPECT_EQ(Decide(Faulty("NotAuthenticated"), {.logins = 1}), NextStep::kLoginAgain);
  EXPECT_EQ(Decide(Faulty("NotAuthenticated"), {.logins = 2}), NextStep::kStop);
}

TEST(Decide, WhatIsTooLargeIsAGapAndNotAskedForAgain) {
  EXPECT_EQ(Decide(absl::ResourceExhaustedError(""), {.attempts = 1}), NextStep::kSkip);
}

TEST(Decide, ARefusedLoginIsNeverRepeated) {
  EXPECT_EQ(Decide(Faulty("InvalidLogin"), {.attempts = 1}), NextStep::kStop);
}

TEST(Decide, RefusedPagingIsWorkedAroundButARefusedReadIsAGap) {
  EXPECT_EQ(Decide(Faulty("NoPermission"), {.attempts = 1, .continuing = true}),
            NextStep::kListReferences);
  EXPECT_EQ(
      Decide(Faulty("NoPermission"), {.attempts = 1, .continuing = true, .lists_references = true}),
      NextStep::kSkip);
  EXPECT_EQ(Decide(Faulty("NoPermission"), {.attempts = 1}), NextStep::kSkip);
}

TEST(Decide, ALostPageRestartsTheUnit) {
  EXPECT_EQ(Decide(Faulty("InvalidArgument"), {.attempts = 1, .continuing = true}),
            NextStep::kAgain);
  EXPECT_EQ(Decide(Faulty("InvalidArgument"), {.attempts = 4, .continuing = true}),
            NextStep::kSkip);
  EXPECT_EQ(Decide(Faulty("InvalidArgument"), {.attempts = 1}), NextStep::kSkip);
}

TEST(Decide, AnUnknownPathIsDropped) {
  EXPECT_EQ(Decide(Faulty("InvalidProperty"), {.attempts = 30}), NextStep::kDropPath);
}

TEST(Decide, AFaultThatMayPassIsRepeatedOnce) {
  EXPECT_EQ(Decide(Faulty("SystemError"), {.attempts = 1}), NextStep::kAgain);
  EXPECT_EQ(Decide(Faulty("SystemError"), {.attempts = 2}), NextStep::kSkip);
  EXPECT_EQ(Decide(Faulty("NotSupported"), {.attempts = 1}), NextStep::kSkip);
}

TEST(Decide, TransportTroubleIsRepeatedThenTheSourceIsLost) {
  EXPECT_EQ(Decide(absl::UnavailableError("x"), {.attempts = 3}), NextStep::kAgain);
  EXPECT_EQ(Decide(absl::UnavailableError("x"), {.attempts = 4}), NextStep::kStop);
  EXPECT_EQ(Decide(absl::DataLossError("x"), {.attempts = 4}), NextStep::kSkip);
}

TEST(Decide, WhatDoesNotAnswerInTimeIsAGapAndCostsNoOtherTable) {
  EXPECT_EQ(Decide(absl::DeadlineExceededError("x"), {.attempts = 1}), NextStep::kSkip);
}

TEST(Decide, AnInterruptStops) {
  EXPECT_EQ(Decide(absl::CancelledError("x"), {.attempts = 1}), NextStep::kStop);
  EXPECT_EQ(Decide(absl::OkStatus(), {.attempts = 1}), NextStep::kDone);
}

}  // namespace
}  // namespace sitrep::collectors
