#include "uploader/plan.h"

#include <gtest/gtest.h>

#include "base/clock.h"

namespace sitrep::uploader {
namespace {

class PlanTest : public testing::Test {
 protected:
  void Record(const std::string& id, Outcome outcome, bool progressed = false) {
    plan_.Record(id, {outcome, absl::UnavailableError("x"), progressed}, clock_.Now());
  }
  // The id to be sent now; "" when there is none.
  std::string Due() {
    const auto step = plan_.Next(clock_.Now());
    const auto* send = std::get_if<UploadPlan::Send>(&step);
    return send == nullptr ? "" : send->id;
  }
  absl::Duration WaitTime() {
    const auto step = plan_.Next(clock_.Now());
    const auto* wait = std::get_if<UploadPlan::Wait>(&step);
    return wait == nullptr ? -absl::InfiniteDuration() : wait->until - clock_.Now();
  }
  bool Idle() { return std::holds_alternative<UploadPlan::Idle>(plan_.Next(clock_.Now())); }

  base::ManualClock clock_{absl::FromUnixSeconds(1'790'000'000)};
  double random_ = 0.5;
  UploadPlan plan_{{absl::Seconds(1), absl::Seconds(60)}, [this] { return random_; }};
};

TEST_F(PlanTest, IsIdleWithNothingToSend) { EXPECT_TRUE(Idle()); }

TEST_F(PlanTest, SendsInTheOrderGivenAndEachOnce) {
  plan_.Add("a");
  plan_.Add("b");
  plan_.Add("a");
  EXPECT_EQ(Due(), "a");
  Record("a", Outcome::kDelivered);
  EXPECT_EQ(Due(), "b");
  Record("b", Outcome::kReject);
  EXPECT_TRUE(Idle());
  EXPECT_TRUE(plan_.empty());
}

TEST_F(PlanTest, WaitsLongerAfterEachFailureUpToTheCap) {
  plan_.Add("a");
  random_ = 1.0;
  const int expected[] = {1, 2, 4, 8, 16, 32, 60, 60, 60};
  for (const int seconds : expected) {
    ASSERT_EQ(Due(), "a");
    Record("a", Outcome::kRetry);
    EXPECT_EQ(WaitTime(), absl::Seconds(seconds));
    clock_.Advance(absl::Seconds(seconds));
  }
}

TEST_F(PlanTest, DrawsTheWaitFromTheWholeRange) {
  plan_.Add("a");
  random_ = 0.0;
  Record("a", Outcome::kRetry);
  EXPECT_EQ(Due(), "a");
  random_ = 0.25;
  Record("a", Outcome::kRetry);
  EXPECT_EQ(WaitTime(), absl::Milliseconds(500));
}

TEST_F(PlanTest, BeginsAgainWithShortWaitsWhenBytesArrived) {
  plan_.Add("a");
  random_ = 1.0;
  for (int i = 0; i < 6; ++i) Record("a", Outcome::kRetry);
  Record("a", Outcome::kRetry, true);
  EXPECT_EQ(WaitTime(), absl::Seconds(1));
}

TEST_F(PlanTest, PutsAFailedItemBehindTheOthers) {
  plan_.Add("a");
  plan_.Add("b");
  Record("a", Outcome::kRetry);
  EXPECT_EQ(Due(), "");
  clock_.Advance(WaitTime());
  EXPECT_EQ(Due(), "b");
  Record("b", Outcome::kDelivered);
  EXPECT_EQ(Due(), "a");
}

TEST_F(PlanTest, ARefusedItemDoesNotHoldUpTheNext) {
  plan_.Add("a");
  plan_.Add("b");
  Record("a", Outcome::kReject);
  EXPECT_EQ(Due(), "b");
}

TEST_F(PlanTest, TriesAnItemAgainThatMustStartFromZero) {
  plan_.Add("a");
  Record("a", Outcome::kRestartFromZero);
  EXPECT_FALSE(plan_.empty());
  clock_.Advance(WaitTime());
  EXPECT_EQ(Due(), "a");
}

TEST_F(PlanTest, BlocksEverythingAndKeepsItUntilUnblocked) {
  plan_.Add("a");
  plan_.Add("b");
  Record("a", Outcome::kBlockChannel);
  EXPECT_EQ(plan_.blocked(), absl::UnavailableError("x"));
  clock_.Advance(absl::Hours(10));
  EXPECT_TRUE(Idle());
  EXPECT_FALSE(plan_.empty());
  plan_.Unblock();
  EXPECT_EQ(Due(), "a");
}

TEST_F(PlanTest, DoesNotWaitForATimeThatAClockSetBackHasMovedAway) {
  plan_.Add("a");
  random_ = 1.0;
  Record("a", Outcome::kRetry);
  clock_.Advance(-absl::Hours(24));
  EXPECT_EQ(Due(), "a");
}

TEST_F(PlanTest, ForgetsARemovedItem) {
  plan_.Add("a");
  plan_.Remove("a");
  Record("a", Outcome::kRetry);
  EXPECT_TRUE(Idle());
}

struct Row {
  absl::StatusCode code;
  Outcome outcome;
};

// All 17 codes, so that a change of the table is a change here.
constexpr Row kTable[] = {
    {absl::StatusCode::kOk, Outcome::kDelivered},
    {absl::StatusCode::kCancelled, Outcome::kRetry},
    {absl::StatusCode::kUnknown, Outcome::kRetry},
    {absl::StatusCode::kInvalidArgument, Outcome::kReject},
    {absl::StatusCode::kDeadlineExceeded, Outcome::kRetry},
    {absl::StatusCode::kNotFound, Outcome::kReject},
    {absl::StatusCode::kAlreadyExists, Outcome::kReject},
    {absl::StatusCode::kPermissionDenied, Outcome::kReject},
    {absl::StatusCode::kResourceExhausted, Outcome::kRetry},
    {absl::StatusCode::kFailedPrecondition, Outcome::kReject},
    {absl::StatusCode::kAborted, Outcome::kRetry},
    {absl::StatusCode::kOutOfRange, Outcome::kRetry},
    {absl::StatusCode::kUnimplemented, Outcome::kBlockChannel},
    {absl::StatusCode::kInternal, Outcome::kRetry},
    {absl::StatusCode::kUnavailable, Outcome::kRetry},
    {absl::StatusCode::kDataLoss, Outcome::kRestartFromZero},
    {absl::StatusCode::kUnauthenticated, Outcome::kBlockChannel},
};

TEST(Outcome, ClassifiesEveryCode) {
  ASSERT_EQ(std::size(kTable), 17u);
  for (size_t i = 0; i < std::size(kTable); ++i) {
    EXPECT_EQ(static_cast<size_t>(kTable[i].code), i);
    EXPECT_EQ(Classify(kTable[i].code), kTable[i].outcome) << kTable[i].code;
  }
}

TEST(Outcome, LosesNothingToACodeThatNobodyKnows) {
  EXPECT_EQ(Classify(static_cast<absl::StatusCode>(99)), Outcome::kRetry);
}

}  // namespace
}  // namespace sitrep::uploader
