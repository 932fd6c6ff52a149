// Uploads cut at random offsets: the client killed, the server killed, the connection reset. The
// artifact arrives once, whole, and a cut costs at most one window of bytes sent again.
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <random>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/digest.h"
#include "base/file.h"
#include "tests/support/process.h"
#include "uploader/channel.h"
#include "uploader/grpc_transport.h"
#include "uploader/testing/cutting_proxy.h"
#include "uploader/testing/ingest_server.h"
#include "uploader/testing/made_artifact.h"
#include "uploader/testing/temporary_folder.h"
#include "uploader/uploader.h"

namespace sitrep::uploader {
namespace {

constexpr uint64_t kSeed = 20261122;
constexpr int64_t kSize = (3 << 20) + 12'345;
constexpr int64_t kWindow = 256 * 1024;  // as IngestServerOptions has it
constexpr int kArtifacts = 5;
constexpr int kCuts = 5;  // of each artifact
constexpr char kProgram[] = SITREP_BINARY_DIR "/bin/uploader_cut_program";

// Remembers how each attempt went.
class RecordingTransport : public Transport {
 public:
  explicit RecordingTransport(Transport& under) : under_(under) {}
  SendReport Send(const SendRequest& request, const base::Interrupt& interrupt) override {
    reports.push_back(under_.Send(request, interrupt));
    return reports.back();
  }
  // Bytes sent again after each cut, the most of all cuts.
  int64_t MostSentAgain() const {
    int64_t most = 0;
    int64_t end = 0;
    for (const SendReport& report : reports) {
      if (!report.resumed) continue;
      most = std::max(most, end - report.resumed_from);
      end = report.resumed_from + report.sent_bytes;
    }
    return most;
  }
  std::vector<SendReport> reports;

 private:
  Transport& under_;
};

class Cut : public testing::Test {
 protected:
  void SetUp() override { std::printf("seed %llu\n", static_cast<unsigned long long>(kSeed)); }

  int64_t Random(int64_t from, int64_t to) {
    return std::uniform_int_distribution<int64_t>(from, to)(random_);
  }
  std::string NewContents() { return RandomContents(kSize, random_()); }
  SpoolItem Put(Spool& spool, const std::string& contents) {
    auto item = spool.Append(MakeArtifact(folder_ / "artifact", contents), "SR-000001");
    EXPECT_TRUE(item.ok()) << item.status();
    return *item;
  }
  std::string Server() const { return folder_ / "server"; }
  void ExpectWhole(const SpoolItem& item, const std::string& contents) {
    const auto received =
        base::ReadFile(absl::StrCat(Server(), "/whole/", item.sha256, "-SR-000001"));
    ASSERT_TRUE(received.ok()) << received.status();
    EXPECT_TRUE(*received == contents);
  }
  static UploaderOptions Impatient() {
    UploaderOptions options;
    options.plan.first_backoff = absl::Milliseconds(5);
    options.plan.longest_backoff = absl::Milliseconds(100);
    options.give_up_after = absl::Seconds(60);
    return options;
  }
  static GrpcTransportOptions SmallChunks() {
    GrpcTransportOptions options;
    options.chunk_bytes = 64 * 1024;
    return options;
  }

  TemporaryFolder folder_;
  std::mt19937_64 random_{kSeed};
  const base::Interrupt interrupt_;
};

TEST_F(Cut, ConnectionsResetAtRandomOffsetsCostAtMostAWindow) {
  auto server = IngestServer::Start({Server()}).value();
  auto proxy = CuttingProxy::Start(server->port()).value();
  Identity identity = server->MakeIdentity();
  identity.endpoint = absl::StrCat("127.0.0.1:", proxy->port());
  auto spool = Spool::Open(folder_ / "spool").value();
  for (int artifact = 1; artifact <= kArtifacts; ++artifact) {
    const std::string contents = NewContents();
    const SpoolItem item = Put(spool, contents);
    GrpcTransport transport(OpenChannel(identity).value(), SmallChunks());
    RecordingTransport recording(transport);
    int left = kCuts - 1;
    proxy->ResetAfter(Random(1, kSize / (kCuts + 1)));
    DrainEvents events;
    events.retry = [&](const SpoolItem&, const absl::Status&, absl::Time) {
      if (proxy->resets() == artifact * kCuts - left && left-- > 0) {
        proxy->ResetAfter(Random(1, kSize / (kCuts + 1)));
      }
    };
    const DrainReport report =
        Uploader(spool, recording, Impatient()).Drain({item.id}, interrupt_, events);
    ASSERT_TRUE(report.status.ok()) << report.status;
    EXPECT_EQ(proxy->resets(), artifact * kCuts);
    EXPECT_EQ(server->completions(), artifact);
    EXPECT_LE(recording.MostSentAgain(), kWindow);
    EXPECT_FALSE(base::FileExists(item.path));
    ExpectWhole(item, contents);
  }
  EXPECT_LE(server->received_bytes() - kArtifacts * kSize, proxy->resets() * kWindow);
  std::printf("%d resets: %lld bytes sent again in all\n", proxy->resets(),
              static_cast<long long>(server->received_bytes() - kArtifacts * kSize));
}

TEST_F(Cut, ServersKilledAtRandomOffsetsCostAtMostAWindow) {
  // Started once in this process for its authority and identities.
  const Identity enrolled = IngestServer::Start({Server()}).value()->MakeIdentity();
  auto spool = Spool::Open(folder_ / "spool").value();
  int port = 0;
  int kills = 0;
  int64_t most = 0;
  std::unique_ptr<tests::Process> process;
  const auto start = [&](int64_t die_at) {
    process =
        tests::Process::Start(
            {{kProgram, "server", Server(), absl::StrCat(port), absl::StrCat(die_at)}, {}, ""})
            .value();
    const absl::Status ready = process->WaitForOutput("\n");
    ASSERT_TRUE(ready.ok()) << ready;
    const std::string text = process->out();
    ASSERT_TRUE(absl::SimpleAtoi(text.substr(text.find(' ') + 1), &port)) << text;
  };
  for (int artifact = 1; artifact <= kArtifacts; ++artifact) {
    const std::string contents = NewContents();
    const SpoolItem item = Put(spool, contents);
    start(Random(1, kSize / (kCuts + 1)));
    Identity identity = enrolled;
    identity.endpoint = absl::StrCat("127.0.0.1:", port);
    GrpcTransport transport(OpenChannel(identity).value(), SmallChunks());
    RecordingTransport recording(transport);
    int cuts = 0;
    DrainEvents events;
    events.retry = [&](const SpoolItem&, const absl::Status&, absl::Time) {
      if (process->running()) return;
      ++cuts;
      start(cuts < kCuts ? Random(1, kSize / (kCuts + 1)) : kSize * 10);
    };
    const DrainReport report =
        Uploader(spool, recording, Impatient()).Drain({item.id}, interrupt_, events);
    ASSERT_TRUE(report.status.ok()) << report.status;
    EXPECT_EQ(cuts, kCuts);
    EXPECT_FALSE(report.items[0].already_known);
    EXPECT_LE(recording.MostSentAgain(), kWindow);
    EXPECT_FALSE(base::FileExists(item.path));
    ExpectWhole(item, contents);
    kills += cuts;
    most = std::max(most, recording.MostSentAgain());
    process.reset();
  }
  std::printf("%d servers killed: at most %lld bytes sent again after one\n", kills,
              static_cast<long long>(most));
}

TEST_F(Cut, ClientsKilledAtRandomOffsetsCostAtMostAWindow) {
  std::atomic<pid_t> client{0};
  std::atomic<int64_t> kill_at{0};
  IngestServerOptions options;
  options.folder = Server();
  options.received = [&](int64_t received) {
    if (const pid_t victim = client.load(); victim > 0 && received >= kill_at.load()) {
      kill(victim, SIGKILL);
    }
  };
  auto server = IngestServer::Start(options).value();
  ASSERT_TRUE(SaveIdentity(server->MakeIdentity(), folder_ / "identity").ok());
  int kills = 0;
  for (int artifact = 1; artifact <= kArtifacts; ++artifact) {
    const std::string contents = NewContents();
    const SpoolItem item = [&] {
      auto spool = Spool::Open(folder_ / "spool").value();
      return Put(spool, contents);
    }();
    int cuts = 0;
    while (true) {
      const int64_t step = cuts < kCuts ? Random(1, kSize / (kCuts + 1)) : kSize * 10;
      kill_at.store(server->received_bytes() + step);
      auto process = tests::Process::Start(
                         {{kProgram, "client", folder_ / "spool", folder_ / "identity"}, {}, ""})
                         .value();
      client.store(process->pid());
      const auto result = process->Wait().value();
      client.store(0);
      if (result.exit_code == 0) break;
      ASSERT_EQ(result.exit_code, 128 + SIGKILL) << result.err;
      EXPECT_TRUE(base::FileExists(item.path));
      ++cuts;
    }
    EXPECT_EQ(cuts, kCuts);
    EXPECT_EQ(server->completions(), artifact);
    EXPECT_FALSE(base::FileExists(item.path));
    ExpectWhole(item, contents);
    kills += cuts;
  }
  EXPECT_LE(server->received_bytes() - kArtifacts * kSize, kills * kWindow);
  std::printf("%d clients killed: %lld bytes sent again in all\n", kills,
              static_cast<long long>(server->received_bytes() - kArtifacts * kSize));
}

}  // namespace
}  // namespace sitrep::uploader
