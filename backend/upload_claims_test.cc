#include "backend/upload_claims.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "base/mutex.h"

namespace sitrep::backend {
namespace {

constexpr absl::Duration kLong = absl::Seconds(60);

// Ends when another thread has said so.
class Signal {
 public:
  void Give() {
    base::MutexLock lock(mutex_);
    given_ = true;
    changed_.NotifyAll();
  }
  void Wait() {
    base::MutexLock lock(mutex_);
    while (!given_) changed_.Wait(mutex_);
  }

 private:
  base::Mutex mutex_;
  base::ConditionVariable changed_;
  bool given_ SITREP_GUARDED_BY(mutex_) = false;
};

TEST(UploadClaims, GiveAnArtifactToTheNewerStreamOnceTheOlderHasEnded) {
  UploadClaims claims(10);
  Signal superseded;
  auto older = claims.Take(
      "a", [&] { superseded.Give(); }, kLong);
  ASSERT_TRUE(older.ok());
  std::atomic<bool> ended = false;
  std::thread newer([&] {
    const auto claim = claims.Take("a", nullptr, kLong);
    EXPECT_TRUE(claim.ok()) << claim.status();
    EXPECT_TRUE(ended);
  });
  superseded.Wait();
  ended = true;
  older->reset();
  newer.join();
}

TEST(UploadClaims, AbortTheOneInTheMiddle) {
  UploadClaims claims(10);
  Signal second_waits;
  Signal third_waits;
  int superseded = 0;
  auto first = claims.Take(
      "a", [&] { ++superseded == 1 ? second_waits.Give() : third_waits.Give(); }, kLong);
  ASSERT_TRUE(first.ok());
  std::thread second([&] {
    EXPECT_EQ(claims.Take("a", nullptr, kLong).status().code(), absl::StatusCode::kAborted);
  });
  second_waits.Wait();
  std::thread third([&] { EXPECT_TRUE(claims.Take("a", nullptr, kLong).ok()); });
  third_waits.Wait();
  second.join();
  first->reset();
  third.join();
}

TEST(UploadClaims, DoNotWaitForEverForAStreamThatDoesNotEnd) {
  UploadClaims claims(10);
  const auto older = claims.Take("a", nullptr, kLong);
  ASSERT_TRUE(older.ok());
  EXPECT_EQ(claims.Take("a", nullptr, absl::Milliseconds(5)).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST(UploadClaims, AreLimitedInNumber) {
  UploadClaims claims(2);
  const auto a = claims.Take("a", nullptr, kLong);
  auto b = claims.Take("b", nullptr, kLong);
  EXPECT_EQ(claims.Take("c", nullptr, kLong).status().code(), absl::StatusCode::kUnavailable);
  b->reset();
  EXPECT_TRUE(claims.Take("c", nullptr, kLong).ok());
}

TEST(UploadClaims, LeaveThreeQuartersToOtherTenants) {
  UploadClaims claims(8);
  const auto first = claims.Take("acme/1", nullptr, kLong);
  auto second = claims.Take("acme/2", nullptr, kLong);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(claims.Take("acme/3", nullptr, kLong).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(claims.Take("acme2/3", nullptr, kLong).ok());
  second->reset();
  EXPECT_TRUE(claims.Take("acme/3", nullptr, kLong).ok());
}

TEST(UploadClaims, AreHeldByOneAtATimeWhoeverAsks) {
  UploadClaims claims(10);
  std::atomic<int> holders = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < 50; ++turn) {
        const auto claim = claims.Take("a", nullptr, kLong);
        if (!claim.ok()) continue;
        EXPECT_EQ(++holders, 1);
        --holders;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace sitrep::backend
