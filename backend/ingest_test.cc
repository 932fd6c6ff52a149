#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <system_error>
#include <thread>

#include "backend/agents.h"
#include "backend/artifacts.h"
#include "backend/ids.h"
#include "backend/requests.h"
#include "backend/server.h"
#include "backend/test_client.h"
#include "backend/test_site.h"
#include "base/digest.h"
#include "base/file.h"

namespace sitrep::backend {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr int64_t kWindow = 4 << 20;

class IngestTest : public ::testing::Test {
 protected:
  IngestTest() {
    config_.data_directory = folder_.path() + "/data";
    config_.limits.window_bytes = kWindow;
    StartServer();
    EnrolResponse response;
    identity_ = *EnrolWith(server_->address(), server_->certificate_authority_pem(),
                           IssueToken(server_->store(), "acme", absl::Now()), &response);
    agent_ = *Agents(server_->store()).Find(response.agent_id());
    request_ = OpenRequest(server_->store(), agent_, "first", absl::Now());
    Reconnect();
  }

  void StartServer() {
    auto server = Server::Start(config_, options_);
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    // The next start takes the same port.
    config_.listen = server_->address();
  }
  void Reconnect() {
    ingest_ = Ingest::NewStub(
        Connect(server_->address(), server_->certificate_authority_pem(), identity_));
  }

  UploadWish Wish(const std::string& text, ArtifactKind kind = BUNDLE) const {
    UploadWish wish;
    wish.open = Announce(text, kind, request_);
    wish.text = text;
    return wish;
  }

  std::string StoredPath(const std::string& text) const {
    const std::string digest = base::Sha256Hex(text);
    return absl::StrCat(config_.data_directory, "/artifacts/acme/", digest.substr(0, 2), "/",
                        digest);
  }

  TestFolder folder_;
  Config config_;
  ServerOptions options_;
  std::unique_ptr<Server> server_;
  base::CertificateAndKey identity_;
  Agent agent_;
  std::string request_;
  std::unique_ptr<Ingest::Stub> ingest_;
};

TEST_F(IngestTest, SaysThatItHasNoThreadForAStreamAndServesOn) {
  server_.reset();
  int starts = 0;
  options_.start_thread = [&](std::function<void()> work) {
    if (++starts == 1) throw std::system_error(EAGAIN, std::generic_category());
    std::thread(std::move(work)).detach();
  };
  StartServer();
  Reconnect();
  const std::string text = SomeBytes(1'000);
  EXPECT_EQ(SendArtifact(*ingest_, Wish(text)).status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(SendArtifact(*ingest_, Wish(text)).ok());
}

TEST_F(IngestTest, AcknowledgesAtLeastFourTimesAWindowAndAtTheEnd) {
  const std::string text = SomeBytes(10 << 20);
  UploadCounts counts;
  const auto done = SendArtifact(*ingest_, Wish(text), &counts);
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_EQ(counts.resumed_at, 0);
  EXPECT_EQ(counts.window, kWindow);
  EXPECT_EQ(counts.acked, 10 << 20);
  EXPECT_GE(counts.acks, 10);
  EXPECT_EQ(*base::ReadFile(StoredPath(text)), text);
}

TEST_F(IngestTest, AnswersTheSameArtifactAgainWithoutItsBytes) {
  const std::string text = SomeBytes(100'000);
  ASSERT_TRUE(SendArtifact(*ingest_, Wish(text)).ok());
  UploadCounts counts;
  const auto again = SendArtifact(*ingest_, Wish(text), &counts);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->already_known());
  EXPECT_EQ(counts.resumed_at, 100'000);
  EXPECT_EQ(counts.sent, 0);
}

TEST_F(IngestTest, IsCountedInTheListOfRequests) {
  ASSERT_TRUE(SendArtifact(*ingest_, Wish(SomeBytes(1000))).ok());
  const auto listed = Requests(server_->store()).List("acme", /*include_closed=*/false);
  ASSERT_TRUE(listed.ok() && listed->size() == 1) << listed.status();
  EXPECT_EQ(listed->front().artifacts_size(), 1);
}

// Whatever is cut, and wherever, the artifact arrives once, and no more than a window is sent again
// for each cut.
TEST_F(IngestTest, FinishesAnUploadThatIsCutAtRandomOffsets) {
  constexpr uint32_t kSeed = 20261122;
  SCOPED_TRACE(absl::StrCat("seed ", kSeed));
  std::mt19937 random(kSeed);
  const std::string text = SomeBytes(24 << 20, kSeed);
  const auto size = static_cast<int64_t>(text.size());
  int cuts = 0;
  int64_t sent = 0;
  int64_t previous = 0;
  absl::StatusOr<Done> done = absl::UnknownError("not yet");
  while (!done.ok()) {
    ASSERT_LT(cuts, 200);
    UploadWish wish = Wish(text);
    wish.chunk = 32 * 1024;
    int64_t begin = -1;
    const auto far = static_cast<int64_t>(random() % (1 << 20));
    const bool kill_server = random() % 3 == 0;
    // The last piece is let through, once there were cuts enough.
    wish.go_on = [&](int64_t offset) {
      if (begin < 0) begin = offset;
      if (cuts >= 60 || offset - begin < far) return true;
      if (kill_server) server_->Shutdown();
      return false;
    };
    UploadCounts counts;
    done = SendArtifact(*ingest_, wish, &counts);
    sent += counts.sent;
    if (counts.resumed_at >= 0) {
      EXPECT_GE(counts.resumed_at, previous) << "what was acknowledged must not be asked for again";
      previous = std::max(previous, counts.acked);
    }
    if (done.ok()) break;
    ++cuts;
    if (kill_server) {
      server_.reset();
      StartServer();
      Reconnect();
    }
  }
  EXPECT_GE(cuts, 50);
  EXPECT_LE(sent, size + cuts * kWindow);
  EXPECT_EQ(*base::ReadFile(StoredPath(text)), text);
  const auto request = Requests(server_->store()).Get("acme", request_);
  EXPECT_EQ(request->artifacts_size(), 1);
}

TEST_F(IngestTest, LetsANewerStreamTakeOver) {
  const std::string text = SomeBytes(2 << 20);
  UploadRequest open;
  *open.mutable_open() = Announce(text, BUNDLE, request_);
  grpc::ClientContext context;
  const auto first = ingest_->Upload(&context);
  UploadResponse response;
  ASSERT_TRUE(first->Write(open) && first->Read(&response));
  UploadRequest chunk;
  chunk.mutable_chunk()->set_data(text.substr(0, 1 << 20));
  ASSERT_TRUE(first->Write(chunk) && first->Read(&response));
  EXPECT_EQ(response.ack().durable(), 1 << 20);

  UploadCounts counts;
  const auto done = SendArtifact(*ingest_, Wish(text), &counts);
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_EQ(counts.resumed_at, 1 << 20);
  EXPECT_EQ(first->Finish().error_code(), grpc::StatusCode::ABORTED);
}

TEST_F(IngestTest, ExaminesASnapshotAndKeepsTheFindings) {
  const std::string text = MakeSnapshot(folder_.path(), TestSnapshot::kRedacted);
  const auto done = SendArtifact(*ingest_, Wish(text, SNAPSHOT));
  ASSERT_TRUE(done.ok()) << done.status();
  server_->WaitUntilExamined();
  Artifacts artifacts(server_->store());
  const auto artifact = artifacts.Find("acme", base::Sha256Hex(text));
  const auto examination = artifacts.GetExamination((*artifact)->number);
  ASSERT_TRUE(examination.ok() && examination->has_value());
  EXPECT_EQ((*examination)->problem, "");
  EXPECT_GT((*examination)->findings.results_size(), 0);
  EXPECT_EQ(artifacts.Unexamined()->size(), 0u);
}

TEST_F(IngestTest, RefusesARawSnapshot) {
  const std::string text = MakeSnapshot(folder_.path(), TestSnapshot::kRaw);
  EXPECT_EQ(SendArtifact(*ingest_, Wish(text, SNAPSHOT)).status().code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_FALSE(base::FileExists(StoredPath(text)));
}

TEST_F(IngestTest, SaysDataLossWhenTheDigestDiffers) {
  const std::string text = SomeBytes(100'000);
  UploadWish wish = Wish(text);
  wish.text[5] = static_cast<char>(wish.text[5] ^ 1);
  EXPECT_EQ(SendArtifact(*ingest_, wish).status().code(), absl::StatusCode::kDataLoss);
  UploadCounts counts;
  EXPECT_TRUE(SendArtifact(*ingest_, Wish(text), &counts).ok());
  EXPECT_EQ(counts.resumed_at, 0);
}

TEST_F(IngestTest, RefusesMessagesThatBreakTheProtocol) {
  const auto talk = [&](const std::vector<UploadRequest>& requests) {
    grpc::ClientContext context;
    const auto stream = ingest_->Upload(&context);
    for (const UploadRequest& request : requests) stream->Write(request);
    stream->WritesDone();
    UploadResponse response;
    while (stream->Read(&response)) continue;
    return stream->Finish().error_code();
  };
  const std::string text = SomeBytes(3 << 20);
  UploadRequest open;
  *open.mutable_open() = Announce(text, BUNDLE, request_);
  UploadRequest finish;
  finish.mutable_finish();
  UploadRequest late;
  late.mutable_chunk()->set_offset(17);
  late.mutable_chunk()->set_data("x");
  UploadRequest large;
  large.mutable_chunk()->set_data(text.substr(0, (1 << 20) + 1));
  EXPECT_EQ(talk({finish}), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(talk({open, open}), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(talk({open, UploadRequest()}), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(talk({open, late}), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_EQ(talk({open, large}), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(talk({open, finish}), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_EQ(talk({open}), grpc::StatusCode::CANCELLED);
  EXPECT_EQ(talk({}), grpc::StatusCode::CANCELLED);
}

TEST_F(IngestTest, TellsAFailureOfItsDiskAsOneThatMayPass) {
  ASSERT_TRUE(base::WriteFileAtomically(config_.data_directory + "/incoming", "in the way").ok());
  const absl::Status status = SendArtifact(*ingest_, Wish(SomeBytes(100))).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr(config_.data_directory)));
}

TEST_F(IngestTest, CountsWhatTheAgentsSpoolGaveUp) {
  UploadWish wish = Wish("x");
  wish.open.set_removed_by_age_or_quota(3);
  ASSERT_TRUE(SendArtifact(*ingest_, wish).ok());
  EXPECT_EQ(Agents(server_->store()).Find(agent_.id)->given_up, 3);
  // The answer may have been lost: the same number again is the same number.
  ASSERT_TRUE(SendArtifact(*ingest_, wish).ok());
  EXPECT_EQ(Agents(server_->store()).Find(agent_.id)->given_up, 3);
}

TEST_F(IngestTest, TakesManyAtTheSameTime) {
  std::vector<std::thread> senders;
  std::vector<absl::Status> results(8, absl::UnknownError("not sent"));
  for (size_t i = 0; i < results.size(); ++i) {
    senders.emplace_back([&, i] {
      const std::string text = SomeBytes(1'500'000, static_cast<uint32_t>(i));
      results[i] = SendArtifact(*ingest_, Wish(text)).status();
    });
  }
  for (std::thread& sender : senders) sender.join();
  for (const absl::Status& result : results) EXPECT_TRUE(result.ok()) << result;
  EXPECT_EQ(Requests(server_->store()).Get("acme", request_)->artifacts_size(), 8);
}

int64_t PeakKilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6));
  }
  return 0;
}

TEST_F(IngestTest, NeedsLittleMemoryForALargeArtifact) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer keeps freed memory";
#endif
  const std::string text = SomeBytes(96 << 20);
  const UploadWish wish = Wish(text);
  const int64_t before = PeakKilobytes();
  const auto done = SendArtifact(*ingest_, wish);
  ASSERT_TRUE(done.ok()) << done.status();
  // Client and server share this process: both windows, gRPC's buffers and SQLite are in it.
  EXPECT_LT(PeakKilobytes() - before, 48 * 1024);
}

}  // namespace
}  // namespace sitrep::backend
