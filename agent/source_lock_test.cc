#include "agent/source_lock.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::HasSubstr;

class SourceLockTest : public testing::Test {
 protected:
  SourceLockTest() {
    std::string pattern = testing::TempDir() + "/locksXXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  absl::StatusOr<SourceLock> Take(const std::string& key = "vc.example.com:443") {
    return SourceLock::Take(folder_, key, "production", "snapshot", clock_);
  }

  std::string folder_;
  base::ManualClock clock_{absl::FromUnixSeconds(1'000'000'000)};
};

TEST_F(SourceLockTest, TheSecondIsToldWhoHasItWithWhatAndSinceWhen) {
  const auto first = Take();
  ASSERT_TRUE(first.ok()) << first.status();
  clock_.Advance(absl::Minutes(1));
  const auto second = Take();
  EXPECT_TRUE(absl::IsAborted(second.status()));
  const std::string message(second.status().message());
  EXPECT_THAT(message, HasSubstr("production"));
  EXPECT_THAT(message, HasSubstr(absl::StrCat("pid ", getpid())));
  EXPECT_THAT(message, HasSubstr("snapshot, since 2001-09-09T01:46:40.000Z"));
}

TEST_F(SourceLockTest, IsGivenBackWhenItsHolderEnds) {
  { ASSERT_TRUE(Take().ok()); }
  EXPECT_TRUE(Take().ok());
  // Also when that is a process that ends without a word.
  const pid_t child = fork();
  if (child == 0) {
    const auto held = Take("other:443");
    _exit(held.ok() ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(Take("other:443").ok());
}

TEST_F(SourceLockTest, OtherSourcesAreFree) {
  const auto one = Take("a:443");
  EXPECT_TRUE(one.ok());
  EXPECT_TRUE(Take("b:443").ok());
  EXPECT_FALSE(Take("A:443").ok());
}

TEST_F(SourceLockTest, NoKeyLeadsOutOfTheFolder) {
  ASSERT_TRUE(Take("../../etc/passwd").ok());
  ASSERT_TRUE(Take("[::1]:443").ok());
  ASSERT_TRUE(Take(std::string(5000, 'x')).ok());
  EXPECT_EQ(base::ListDirectory(folder_ + "/locks")->size(), 3u);
  EXPECT_EQ(base::ListDirectory(folder_)->size(), 1u);
}

}  // namespace
}  // namespace sitrep::agent
