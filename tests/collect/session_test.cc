#include "collectors/vsphere/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/soap_client.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

namespace sitrep::tests {
namespace {

using collectors::Session;
using collectors::SourceOptions;
using testing::HasSubstr;

constexpr char kOtherThumbprint[] =
    "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:"
    "99";

class SessionTest : public testing::Test {
 protected:
  void SetUp() override {
    auto lab = LabProcess::Start();
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    options_ = lab_->source();
  }

  absl::StatusOr<std::unique_ptr<Session>> Connect() {
    return Session::Connect(options_, base::Clock::Real(), interrupt_);
  }

  std::unique_ptr<LabProcess> lab_;
  SourceOptions options_;
  base::Interrupt interrupt_;
};

TEST_F(SessionTest, KnowsItsSourceAndLogsOutWhenDestroyed) {
  {
    const auto session = Connect();
    ASSERT_TRUE(session.ok()) << session.status();
    EXPECT_EQ((*session)->source_key().size(), 36u);
    EXPECT_EQ((*session)->api_version(), "8.0.3.0");
    EXPECT_EQ((*session)->observed_at().size(), 24u);
    EXPECT_TRUE((*session)->content().is_vcenter());
    EXPECT_EQ(lab_->State("sessions"), 1);
  }
  EXPECT_EQ(lab_->State("sessions"), 0);
  EXPECT_EQ(lab_->State("logouts"), 1);
}

TEST_F(SessionTest, AnAuthorityFileIsTrustedToo) {
  options_.trust.thumbprints.clear();
  options_.trust.ca_file = lab_->ca_file();
  EXPECT_TRUE(Connect().ok()) << Connect().status();
}

TEST_F(SessionTest, AWrongThumbprintIsNamedAndNothingIsSent) {
  const std::string right = options_.trust.thumbprints.front();
  options_.trust.thumbprints = {kOtherThumbprint};
  const auto session = Connect();
  ASSERT_TRUE(absl::IsFailedPrecondition(session.status())) << session.status();
  EXPECT_TRUE(collectors::IsTrustFailure(session.status()));
  const std::string message(session.status().message());
  EXPECT_THAT(message, HasSubstr(right));
  EXPECT_THAT(message, HasSubstr(kOtherThumbprint));
  EXPECT_THAT(message, HasSubstr("issuer"));
  EXPECT_THAT(message, HasSubstr("--thumbprint"));
  EXPECT_EQ(lab_->State("logins") + lab_->State("failed_logins"), 0);
  EXPECT_EQ(lab_->Calls("Login"), 0);
  EXPECT_EQ(lab_->Calls("RetrieveServiceContent"), 0);
}

TEST_F(SessionTest, AnUnknownAuthorityIsNotTrusted) {
  options_.trust.thumbprints.clear();
  const auto session = Connect();
  EXPECT_TRUE(collectors::IsTrustFailure(session.status())) << session.status();
  EXPECT_THAT(std::string(session.status().message()), HasSubstr("system's authorities"));
  EXPECT_EQ(lab_->Calls("Login"), 0);
}

TEST_F(SessionTest, OneOfSeveralThumbprintsIsEnough) {
  options_.trust.thumbprints.insert(options_.trust.thumbprints.begin(), kOtherThumbprint);
  EXPECT_TRUE(Connect().ok());
}

TEST_F(SessionTest, InsecureTrustsAnything) {
  options_.trust = {.ca_file = "", .thumbprints = {}, .insecure = true};
  EXPECT_TRUE(Connect().ok());
}

TEST_F(SessionTest, AWrongPasswordIsTriedOnce) {
  options_.password = "wrong";
  const auto session = Connect();
  EXPECT_TRUE(absl::IsUnauthenticated(session.status())) << session.status();
  EXPECT_TRUE(collectors::IsInvalidLogin(session.status()));
  EXPECT_THAT(std::string(session.status().message()), testing::Not(HasSubstr("wrong")));
  EXPECT_EQ(lab_->Calls("Login"), 1);
  EXPECT_EQ(lab_->State("sessions"), 0);
}

TEST_F(SessionTest, ALoginWhoseAnswerIsLostIsNotSentASecondTime) {
  ASSERT_TRUE(lab_->Post("rule", R"({"method": "Login", "kind": "reset", "after": true,
                                     "count": 1})")
                  .ok());
  MemorySink sink;
  const auto report = collectors::Collect(options_, {}, sink, {}, base::Clock::Real(), interrupt_);
  EXPECT_TRUE(absl::IsUnavailable(report.status())) << report.status();
  EXPECT_EQ(lab_->State("logins"), 1);
  EXPECT_EQ(lab_->Calls("Login"), 1);
}

TEST_F(SessionTest, TheCostOfADocumentDoesNotNameThePath) {
  MemorySink sink;
  ASSERT_TRUE(collectors::Collect(options_, {}, sink, {}, base::Clock::Real(), interrupt_).ok());
  EXPECT_THAT(sink.Column("cost", "method"), testing::Contains("GET vimServiceVersions.xml"));
  EXPECT_THAT(sink.Column("cost", "method"), testing::Not(testing::Contains(HasSubstr("/"))));
}

TEST_F(SessionTest, AMethodOutsideTheListIsNeverSent) {
  const auto session = Connect();
  ASSERT_TRUE(session.ok()) << session.status();
  const auto answer = (*session)->client().Call("PowerOffVM_Task", {"VirtualMachine", "vm-1"}, "");
  EXPECT_TRUE(absl::IsPermissionDenied(answer.status()));
  EXPECT_EQ(lab_->Calls("PowerOffVM_Task"), 0);
}

TEST_F(SessionTest, AnOlderServerIsSpokenToInItsOwnVersion) {
  ASSERT_TRUE(lab_->Post("set", R"({"api_version": "6.7.3"})").ok());
  const auto session = Connect();
  ASSERT_TRUE(session.ok()) << session.status();
  EXPECT_EQ((*session)->api_version(), "6.7.3");
}

TEST_F(SessionTest, AnInterruptBeforeLoginLeavesNoSession) {
  interrupt_.Request();
  EXPECT_TRUE(absl::IsCancelled(Connect().status()));
  EXPECT_EQ(lab_->State("sessions"), 0);
}

TEST_F(SessionTest, APortWhereNobodyListensIsUnavailable) {
  options_.url = "https://127.0.0.1:1";
  options_.max_attempts = 1;
  EXPECT_TRUE(absl::IsUnavailable(Connect().status())) << Connect().status();
}

}  // namespace
}  // namespace sitrep::tests
