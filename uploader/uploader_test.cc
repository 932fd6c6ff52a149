#include "uploader/uploader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/file.h"
#include "base/log.h"
#include "uploader/channel.h"
#include "uploader/grpc_transport.h"
#include "uploader/testing/ingest_server.h"
#include "uploader/testing/made_artifact.h"
#include "uploader/testing/temporary_folder.h"

namespace sitrep::uploader {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class UploaderTest : public testing::Test {
 protected:
  void SetUp() override {
    base::SetLogLevel(base::LogLevel::kError);
    server_ = IngestServer::Start({folder_ / "server"}).value();
    identity_ = server_->MakeIdentity();
    OpenSpool({});
  }
  void OpenSpool(SpoolOptions options) {
    spool_.reset();
    options.clock = &clock_;
    spool_.emplace(Spool::Open(folder_ / "spool", options).value());
  }
  std::string Put(const std::string& contents) {
    return spool_->Append(MakeArtifact(folder_ / "artifact", contents), "SR-1").value().id;
  }
  DrainReport Drain(const std::vector<std::string>& ids) {
    GrpcTransportOptions quick;
    quick.reconnect_wait = absl::Milliseconds(50);
    GrpcTransport transport(OpenChannel(identity_).value(), quick);
    UploaderOptions options;
    options.clock = &clock_;  // waiting costs no time
    options.give_up_after = give_up_after_;
    options.random = [] { return 0.5; };
    return Uploader(*spool_, transport, options).Drain(ids, interrupt_, events_);
  }

  TemporaryFolder folder_;
  base::ManualClock clock_{absl::FromUnixSeconds(1'790'000'000)};
  std::unique_ptr<IngestServer> server_;
  Identity identity_;
  std::optional<Spool> spool_;
  base::Interrupt interrupt_;
  DrainEvents events_;
  absl::Duration give_up_after_ = absl::InfiniteDuration();
};

TEST_F(UploaderTest, DeliversWhatItIsGivenAndEmptiesTheSpool) {
  const std::string one = Put("one"), two = Put("two"), three = Put("three");
  const DrainReport report = Drain({one, three});
  EXPECT_TRUE(report.status.ok()) << report.status;
  ASSERT_THAT(report.items, SizeIs(2));
  EXPECT_EQ(report.items[0].fate, Fate::kDelivered);
  EXPECT_FALSE(report.items[0].artifact.empty());
  EXPECT_EQ(report.items[1].item.id, three);
  ASSERT_THAT(spool_->Pending().value(), SizeIs(1));
  EXPECT_EQ(spool_->Pending()->front().id, two);
  EXPECT_THAT(server_->artifacts(), SizeIs(2));
}

TEST_F(UploaderTest, SetsAsideWhatIsRefusedAndGoesOn) {
  const std::string id = Put("one");
  server_->set_refusal(grpc::Status(grpc::StatusCode::FAILED_PRECONDITION, "SR-1 is closed"));
  const DrainReport report = Drain({id});
  EXPECT_TRUE(report.status.ok()) << report.status;
  EXPECT_EQ(report.items[0].fate, Fate::kRejected);
  EXPECT_EQ(report.items[0].status.message(), "SR-1 is closed");
  EXPECT_EQ(spool_->Get(id)->reason, "SR-1 is closed");
}

TEST_F(UploaderTest, KeepsEverythingWhenItsCertificateIsNotAccepted) {
  const std::vector<std::string> ids = {Put("one"), Put("two")};
  server_->set_refusal(grpc::Status(grpc::StatusCode::UNAUTHENTICATED, "certificate revoked"));
  const DrainReport report = Drain(ids);
  EXPECT_EQ(report.status, absl::UnauthenticatedError("certificate revoked"));
  EXPECT_EQ(report.items[0].attempts, 1);
  EXPECT_EQ(report.items[1].attempts, 0);
  EXPECT_EQ(report.items[1].fate, Fate::kKept);
  EXPECT_EQ(report.items[1].status, report.status);
  EXPECT_THAT(spool_->Pending().value(), SizeIs(2));
}

TEST_F(UploaderTest, TriesAgainUntilTheBackendHasRoomAndSaysSo) {
  const std::string id = Put("one");
  server_->set_refusal(grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED, "no room"));
  int retries = 0;
  events_.retry = [&](const SpoolItem& item, const absl::Status& why, absl::Time until) {
    EXPECT_EQ(item.id, id);
    EXPECT_EQ(why.message(), "no room");
    EXPECT_GT(until, clock_.Now());
    if (++retries == 4) server_->set_refusal(std::nullopt);
  };
  const DrainReport report = Drain({id});
  EXPECT_TRUE(report.status.ok()) << report.status;
  EXPECT_EQ(report.items[0].attempts, 5);
}

TEST_F(UploaderTest, GivesUpAfterTheTimeGivenAndKeepsTheItem) {
  const std::string id = Put("one");
  server_.reset();
  give_up_after_ = absl::Minutes(10);
  const absl::Time start = clock_.Now();
  const DrainReport report = Drain({id});
  EXPECT_EQ(report.status.code(), StatusCode::kUnavailable);
  EXPECT_THAT(std::string(report.status.message()), HasSubstr("everything is kept"));
  EXPECT_EQ(report.items[0].fate, Fate::kKept);
  EXPECT_GE(clock_.Now() - start, absl::Minutes(10));
  EXPECT_LE(clock_.Now() - start, absl::Minutes(15));
  EXPECT_THAT(spool_->Pending().value(), SizeIs(1));
}

TEST_F(UploaderTest, StopsWhenInterrupted) {
  const std::string id = Put("one");
  server_.reset();
  events_.retry = [&](const SpoolItem&, const absl::Status&, absl::Time) { interrupt_.Request(); };
  const DrainReport report = Drain({id});
  EXPECT_EQ(report.status.code(), StatusCode::kCancelled);
  EXPECT_EQ(report.items[0].fate, Fate::kKept);
  EXPECT_THAT(spool_->Pending().value(), SizeIs(1));
}

TEST_F(UploaderTest, QuarantinesACopyThatNoLongerHasItsDigest) {
  const std::string id = Put("hello, support");
  std::fstream(spool_->Get(id)->path, std::ios::in | std::ios::out | std::ios::binary) << "J";
  const DrainReport report = Drain({id});
  EXPECT_TRUE(report.status.ok()) << report.status;
  EXPECT_EQ(report.items[0].fate, Fate::kQuarantined);
  EXPECT_EQ(spool_->Get(id)->state, ItemState::kQuarantined);
  EXPECT_THAT(server_->artifacts(), IsEmpty());
}

TEST_F(UploaderTest, StartsFromZeroWhenOnlyTheBackendsCopyWasDamaged) {
  const std::string id = Put("hello, support");
  server_->set_fault(Fault::kDataLoss);
  events_.retry = [&](const SpoolItem&, const absl::Status& why, absl::Time) {
    EXPECT_EQ(why.code(), StatusCode::kDataLoss);
    server_->set_fault(Fault::kNone);
  };
  const DrainReport report = Drain({id});
  EXPECT_TRUE(report.status.ok()) << report.status;
  EXPECT_EQ(report.items[0].fate, Fate::kDelivered);
  EXPECT_EQ(report.items[0].attempts, 2);
  EXPECT_EQ(report.items[0].sent_bytes, 28);
}

TEST_F(UploaderTest, TellsWhatAgeRemovedOnceAndThenForgetsIt) {
  Put("old");
  clock_.Advance(absl::Hours(24 * 40));
  OpenSpool({});
  ASSERT_EQ(spool_->removed_by_age_or_quota(), 1);
  const std::vector<std::string> ids = {Put("one"), Put("two")};
  EXPECT_TRUE(Drain(ids).status.ok());
  EXPECT_EQ(server_->removed_told(), 1);
  EXPECT_EQ(spool_->removed_by_age_or_quota(), 0);
}

TEST_F(UploaderTest, ReportsItemsThatAreNotPendingAndSendsTheOthers) {
  const std::string one = Put("one"), two = Put("two");
  ASSERT_TRUE(spool_->Reject(one, "no").ok());
  const DrainReport report = Drain({one, "nonsense", two});
  EXPECT_EQ(report.status.code(), StatusCode::kFailedPrecondition);
  EXPECT_EQ(report.items[0].status.code(), StatusCode::kFailedPrecondition);
  EXPECT_EQ(report.items[1].status.code(), StatusCode::kNotFound);
  EXPECT_EQ(report.items[2].fate, Fate::kDelivered);
}

TEST_F(UploaderTest, ReportsProgressAndTheEndOfEachItem) {
  const std::string id = Put(RandomContents(500'000, 3));
  int64_t last = -1;
  std::vector<std::string> settled;
  events_.progress = [&](const SpoolItem& item, int64_t durable, int64_t total) {
    EXPECT_EQ(item.id, id);
    EXPECT_EQ(total, 500'000);
    EXPECT_GE(durable, last);
    last = durable;
  };
  events_.settled = [&](const ItemResult& result) { settled.push_back(result.item.id); };
  EXPECT_TRUE(Drain({id}).status.ok());
  EXPECT_GT(last, 0);
  EXPECT_THAT(settled, ElementsAre(id));
}

}  // namespace
}  // namespace sitrep::uploader
