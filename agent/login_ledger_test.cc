#include "agent/login_ledger.h"

#include <stdlib.h>

#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::HasSubstr;

class LoginLedger : public testing::Test {
 protected:
  LoginLedger() {
    std::string pattern = testing::TempDir() + "/loginsXXXXXX";
    folder_ = mkdtemp(pattern.data());
    source_.url = "https://vc.example.com";
    source_.username = "reader";
    source_.password = "wrong";
  }
  absl::StatusOr<LoginTurn> Take(bool again = false) {
    return LoginTurn::Take(folder_, source_, "/p", again, clock_, interrupt_);
  }

  std::string folder_;
  base::Interrupt interrupt_;
  collectors::SourceOptions source_;
  base::ManualClock clock_{absl::FromUnixSeconds(1'000'000'000)};
};

TEST_F(LoginLedger, ARefusedPasswordIsNotTriedAgain) {
  ASSERT_TRUE(Take()->Refused(clock_).ok());
  const auto again = Take();
  EXPECT_EQ(again.status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_THAT(again.status().ToString(), HasSubstr("2001-09-09T01:46:40.000Z"));
  EXPECT_THAT(again.status().ToString(), HasSubstr("--retry-login"));
}

TEST_F(LoginLedger, TheSameAddressSpeltOtherwiseIsTheSameSource) {
  ASSERT_TRUE(Take()->Refused(clock_).ok());
  source_.url = "https://vc.example.com:443/sdk";
  EXPECT_FALSE(Take().ok());
}

TEST_F(LoginLedger, ANewPasswordIsTried) {
  ASSERT_TRUE(Take()->Refused(clock_).ok());
  source_.password = "right";
  EXPECT_TRUE(Take().ok());
}

TEST_F(LoginLedger, APersonMayAskForAnotherTry) {
  ASSERT_TRUE(Take()->Refused(clock_).ok());
  auto turn = Take(true);
  ASSERT_TRUE(turn.ok());
  turn->Accepted();
  { const LoginTurn ended = *std::move(turn); }
  EXPECT_TRUE(Take().ok());
}

TEST_F(LoginLedger, ASourceThatWasNotReachedLeavesNothing) {
  { ASSERT_TRUE(Take().ok()); }
  EXPECT_TRUE(Take().ok());
}

TEST_F(LoginLedger, KeepsNoPassword) {
  ASSERT_TRUE(Take()->Refused(clock_).ok());
  const auto names = base::ListDirectory(folder_ + "/logins");
  ASSERT_TRUE(names.ok());
  for (const std::string& name : *names) {
    EXPECT_EQ(name.find("wrong"), std::string::npos);
    EXPECT_EQ(base::ReadFile(folder_ + "/logins/" + name)->find("wrong"), std::string::npos);
  }
}

}  // namespace
}  // namespace sitrep::agent
