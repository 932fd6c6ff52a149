#include "collectors/vsphere/load_policy.h"

#include <gtest/gtest.h>

namespace sitrep::collectors {
namespace {

void Answer(LoadPolicy& policy, int calls, int milliseconds, int64_t bytes = 1000) {
  for (int i = 0; i < calls; ++i) {
    policy.Record("RetrievePropertiesEx", absl::Milliseconds(milliseconds), bytes);
  }
}

TEST(LoadPolicy, AllowsAllItMayWhileAnswersTakeAsLongAsEver) {
  LoadPolicy policy(2);
  Answer(policy, 200, 300);
  EXPECT_EQ(policy.allowed(), 2);
  EXPECT_EQ(policy.pause(), absl::ZeroDuration());
  EXPECT_EQ(policy.slowdowns(), 0);
}

TEST(LoadPolicy, AllowsOneWhenAnswersTakeTwiceAsLong) {
  LoadPolicy policy(2);
  Answer(policy, 20, 300);
  Answer(policy, 25, 700);
  EXPECT_EQ(policy.allowed(), 1);
  EXPECT_EQ(policy.pause(), absl::ZeroDuration());
  EXPECT_EQ(policy.slowdowns(), 1);
}

TEST(LoadPolicy, PausesAsLongAsACallTookWhenOneAtATimeDoesNotHelp) {
  LoadPolicy policy(2);
  Answer(policy, 20, 300);
  Answer(policy, 80, 700);
  EXPECT_EQ(policy.allowed(), 1);
  EXPECT_EQ(policy.pause(), absl::Milliseconds(700));
}

TEST(LoadPolicy, RelaxesStepByStepWhenAnswersAreQuickAgain) {
  LoadPolicy policy(2);
  Answer(policy, 20, 300);
  Answer(policy, 80, 700);
  Answer(policy, 25, 300);
  EXPECT_EQ(policy.allowed(), 1);
  EXPECT_EQ(policy.pause(), absl::ZeroDuration());
  Answer(policy, 25, 300);
  EXPECT_EQ(policy.allowed(), 2);
}

TEST(LoadPolicy, DoesNotTakeADoublingOfAFewMillisecondsForStrain) {
  LoadPolicy policy(2);
  Answer(policy, 20, 3);
  Answer(policy, 100, 40);
  EXPECT_EQ(policy.allowed(), 2);
}

TEST(LoadPolicy, WeighsDurationsByWhatWasAnswered) {
  LoadPolicy policy(2);
  Answer(policy, 20, 300);
  Answer(policy, 100, 3000, 4 << 20);
  EXPECT_EQ(policy.allowed(), 2);
}

TEST(LoadPolicy, StepsDownAtOnceWhenTheClockIsSlowToAnswer) {
  LoadPolicy policy(2);
  policy.Record("CurrentTime", absl::Seconds(2), 500);
  EXPECT_EQ(policy.allowed(), 1);
  EXPECT_EQ(policy.pause(), absl::ZeroDuration());
  policy.Record("CurrentTime", absl::Seconds(6), 500);
  EXPECT_EQ(policy.pause(), absl::Seconds(5));
}

}  // namespace
}  // namespace sitrep::collectors
