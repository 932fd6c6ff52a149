#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "uploader/channel.h"
#include "uploader/grpc_transport.h"
#include "uploader/spool.h"
#include "uploader/testing/cutting_proxy.h"
#include "uploader/testing/ingest_server.h"
#include "uploader/testing/made_artifact.h"
#include "uploader/testing/temporary_folder.h"

namespace sitrep::uploader {
namespace {

using absl::StatusCode;
using testing::HasSubstr;

constexpr int64_t kSize = 700'001;

class TransportTest : public testing::Test {
 protected:
  void SetUp() override {
    server_ = IngestServer::Start({folder_ / "server"}).value();
    spool_.emplace(Spool::Open(folder_ / "spool").value());
    contents_ = RandomContents(kSize, 1);
    item_ = spool_->Append(MakeArtifact(folder_ / "a.bundle.tar.zst", contents_), "SR-1").value();
  }
  SendReport Send(GrpcTransportOptions options = {}) {
    return SendAs(server_->MakeIdentity(), options);
  }
  SendReport SendAs(const Identity& identity, GrpcTransportOptions options = {}) {
    GrpcTransport transport(OpenChannel(identity).value(), options);
    return transport.Send({item_, 0, progress_}, interrupt_);
  }
  SendReport SendWith(Fault fault) {
    server_->set_fault(fault);
    GrpcTransportOptions options;
    options.chunk_bytes = 64 * 1024;
    options.stall_timeout = absl::Milliseconds(300);
    return Send(options);
  }

  TemporaryFolder folder_;
  std::unique_ptr<IngestServer> server_;
  std::optional<Spool> spool_;
  std::string contents_;
  SpoolItem item_;
  ProgressCallback progress_;
  base::Interrupt interrupt_;
};

TEST_F(TransportTest, CarriesAnArtifactWholeAndCountsItsBytes) {
  std::vector<int64_t> durable;
  progress_ = [&](int64_t done, int64_t total) {
    EXPECT_EQ(total, kSize);
    durable.push_back(done);
  };
  const SendReport report = Send();
  ASSERT_TRUE(report.status.ok()) << report.status;
  EXPECT_EQ(report.sent_bytes, kSize);
  EXPECT_EQ(report.durable, kSize);
  EXPECT_FALSE(report.already_known);
  EXPECT_EQ(server_->received_bytes(), kSize);
  EXPECT_TRUE(base::ReadFile(server_->ArtifactPath(item_.sha256 + "-SR-1")).value() == contents_);
  ASSERT_FALSE(durable.empty());
  EXPECT_EQ(durable.front(), 0);
  EXPECT_TRUE(std::is_sorted(durable.begin(), durable.end()));
}

TEST_F(TransportTest, CarriesAnEmptyArtifact) {
  item_ = spool_->Append(MakeArtifact(folder_ / "empty", ""), "SR-1").value();
  const SendReport report = Send();
  EXPECT_TRUE(report.status.ok()) << report.status;
  EXPECT_EQ(report.sent_bytes, 0);
}

TEST_F(TransportTest, SendsNothingAgainOfAnArtifactThatTheBackendHas) {
  ASSERT_TRUE(Send().status.ok());
  const SendReport again = Send();
  EXPECT_TRUE(again.status.ok()) << again.status;
  EXPECT_TRUE(again.already_known);
  EXPECT_EQ(again.sent_bytes, 0);
  EXPECT_EQ(server_->completions(), 1);
}

TEST_F(TransportTest, RefusesAResumePointBeyondTheEnd) {
  const SendReport report = SendWith(Fault::kResumeBeyondEnd);
  EXPECT_EQ(report.status.code(), StatusCode::kInternal);
  EXPECT_THAT(std::string(report.status.message()), HasSubstr("resume at byte 700002 of 700001"));
  EXPECT_EQ(report.sent_bytes, 0);
}

TEST_F(TransportTest, RefusesAWindowThatAllowsNothing) {
  EXPECT_EQ(SendWith(Fault::kResumeWithoutWindow).status.code(), StatusCode::kInternal);
}

TEST_F(TransportTest, RefusesAnAcknowledgementOfWhatWasNotSent) {
  const SendReport report = SendWith(Fault::kAcknowledgeTooMuch);
  EXPECT_EQ(report.status.code(), StatusCode::kInternal);
  EXPECT_THAT(std::string(report.status.message()), HasSubstr("acknowledged 700002 bytes"));
}

TEST_F(TransportTest, RefusesAnAcknowledgementThatGoesBack) {
  EXPECT_EQ(SendWith(Fault::kAcknowledgeLess).status.code(), StatusCode::kInternal);
}

TEST_F(TransportTest, GivesUpABackendThatSaysNothing) {
  const SendReport report = SendWith(Fault::kSayNothing);
  EXPECT_EQ(report.status.code(), StatusCode::kDeadlineExceeded);
  EXPECT_FALSE(report.resumed);
}

TEST_F(TransportTest, KeepsToTheWindowWhenNothingIsAcknowledged) {
  const SendReport report = SendWith(Fault::kAcknowledgeNothing);
  EXPECT_EQ(report.status.code(), StatusCode::kDeadlineExceeded) << report.status;
  EXPECT_LE(report.sent_bytes, report.window);
}

TEST_F(TransportTest, DoesNotTakeAnEndForAnAcknowledgement) {
  const SendReport report = SendWith(Fault::kEndWithoutDone);
  EXPECT_EQ(report.status.code(), StatusCode::kInternal);
  EXPECT_THAT(std::string(report.status.message()), HasSubstr("without acknowledging"));
}

TEST_F(TransportTest, StopsWhenAnotherStreamHasCompletedTheArtifact) {
  const SendReport report = SendWith(Fault::kDoneBeforeFinish);
  EXPECT_TRUE(report.status.ok()) << report.status;
  EXPECT_TRUE(report.already_known);
  EXPECT_LT(report.sent_bytes, kSize);
}

TEST_F(TransportTest, ReportsThatTheDigestDidNotMatch) {
  EXPECT_EQ(SendWith(Fault::kDataLoss).status.code(), StatusCode::kDataLoss);
  server_->set_fault(Fault::kNone);
  const SendReport again = Send();
  EXPECT_TRUE(again.status.ok()) << again.status;
  EXPECT_EQ(again.resumed_from, 0);
}

TEST_F(TransportTest, PassesOnWhatTheBackendRefusesBeforeTheFirstByte) {
  server_->set_refusal(grpc::Status(grpc::StatusCode::FAILED_PRECONDITION, "SR-1 is closed"));
  const SendReport report = Send();
  EXPECT_EQ(report.status, absl::FailedPreconditionError("SR-1 is closed"));
  EXPECT_EQ(server_->received_bytes(), 0);
}

TEST_F(TransportTest, NoticesAConnectionThatSilentlyStopped) {
  auto proxy = CuttingProxy::Start(server_->port()).value();
  Identity identity = server_->MakeIdentity();
  identity.endpoint = absl::StrCat("127.0.0.1:", proxy->port());
  progress_ = [&](int64_t, int64_t) { proxy->Freeze(true); };
  GrpcTransportOptions options;
  options.chunk_bytes = 64 * 1024;
  options.stall_timeout = absl::Milliseconds(300);
  const absl::Time start = absl::Now();
  EXPECT_EQ(SendAs(identity, options).status.code(), StatusCode::kDeadlineExceeded);
  EXPECT_LT(absl::Now() - start, absl::Seconds(10));
}

TEST_F(TransportTest, StopsSoonWhenInterrupted) {
  server_->set_fault(Fault::kAcknowledgeNothing);
  progress_ = [&](int64_t, int64_t) { interrupt_.Request(); };
  const absl::Time start = absl::Now();
  EXPECT_EQ(Send().status.code(), StatusCode::kCancelled);
  EXPECT_LT(absl::Now() - start, absl::Seconds(5));
}

TEST_F(TransportTest, SaysThatOurCopyIsTheOneThatCannotBeRead) {
  ASSERT_TRUE(base::RemoveFile(item_.path).ok());
  const SendReport report = Send();
  EXPECT_TRUE(report.local_failure);
  EXPECT_EQ(report.status.code(), StatusCode::kNotFound);
}

TEST_F(TransportTest, DoesNotSpeakToABackendOfAnotherAuthority) {
  Identity identity = server_->MakeIdentity();
  identity.ca_pem = base::CreateAuthority("other", absl::Hours(1), absl::Now())->certificate_pem;
  EXPECT_EQ(SendAs(identity).status.code(), StatusCode::kUnavailable);
  EXPECT_EQ(server_->received_bytes(), 0);
}

TEST_F(TransportTest, IsRefusedWithoutACertificateOfTheAuthority) {
  Identity identity = server_->MakeIdentity();
  identity.key_pem = base::GenerateKeyPem().value();
  const auto other = base::CreateAuthority("other", absl::Hours(1), absl::Now()).value();
  const auto request = base::MakeCertificateRequest(identity.key_pem, "x").value();
  identity.certificate_pem =
      base::SignRequest(other, request, "x", "acme", absl::Hours(1), absl::Now()).value();
  EXPECT_FALSE(SendAs(identity).status.ok());
  EXPECT_EQ(server_->received_bytes(), 0);
}

TEST(Endpoint, IsAHostAndAPort) {
  EXPECT_EQ(NormaliseEndpoint("support.example.com:7443").value(), "support.example.com:7443");
  EXPECT_EQ(NormaliseEndpoint("https://10.0.0.1:7443/").value(), "10.0.0.1:7443");
  EXPECT_EQ(NormaliseEndpoint("[::1]:7443").value(), "[::1]:7443");
  for (const char* bad : {"", "host", "host:", "host:0", "host:70000", "http://host:1", "[::1]",
                          "unix:/tmp/x:1", "a b:1", ":1", "::1:1"}) {
    EXPECT_EQ(NormaliseEndpoint(bad).status().code(), StatusCode::kInvalidArgument) << bad;
  }
}

}  // namespace
}  // namespace sitrep::uploader
