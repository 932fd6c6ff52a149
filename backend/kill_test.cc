// The program itself, killed in the middle of an upload: no handler runs, no destructor, nothing is
// flushed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "backend/authority.h"
#include "backend/requests.h"
#include "backend/test_client.h"
#include "backend/test_site.h"
#include "base/digest.h"
#include "base/file.h"

namespace sitrep::backend {
namespace {

// A `sitrep-backend serve` of its own process. Killed at the latest by the destructor.
class ServingProcess {
 public:
  ServingProcess(const std::string& data, const std::string& listen, const std::string& ready) {
    EXPECT_TRUE(base::RemoveFile(ready).ok());
    std::vector<std::string> arguments = {SITREP_BINARY_DIR "/bin/sitrep-backend",
                                          "serve",
                                          "--quiet",
                                          "--data",
                                          data,
                                          "--listen",
                                          listen,
                                          "--ready-file",
                                          ready};
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    process_ = fork();
    if (process_ == 0) {
      execv(pointers[0], pointers.data());
      _exit(127);
    }
    WaitUntilReady(ready);
  }
  ~ServingProcess() { Kill(); }
  ServingProcess(const ServingProcess&) = delete;
  ServingProcess& operator=(const ServingProcess&) = delete;

  void Kill() {
    if (process_ <= 0) return;
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }
  const std::string& address() const { return address_; }

 private:
  void WaitUntilReady(const std::string& ready) {
    const absl::Time patience = absl::Now() + absl::Seconds(30);
    while (!base::FileExists(ready)) {
      ASSERT_LT(absl::Now(), patience) << "the backend did not start";
      std::this_thread::yield();
    }
    const std::string text = *base::ReadFile(ready);
    const size_t begin = text.find("127.");
    address_ = text.substr(begin, text.find('"', begin) - begin);
  }

  pid_t process_ = -1;
  std::string address_;
};

TEST(KilledBackend, LosesNothingItAcknowledged) {
  constexpr uint32_t kSeed = 20261122;
  constexpr int kKills = 20;
  SCOPED_TRACE(absl::StrCat("seed ", kSeed));
  std::mt19937 random(kSeed);
  const TestFolder folder;
  const std::string data = folder.path() + "/data";
  const std::string ready = folder.path() + "/ready";
  const auto store = *Store::Open(data);
  const std::string ca = Authority::Open(*store, absl::Now())->certificate_pem();
  auto server = std::make_unique<ServingProcess>(data, "127.0.0.1:0", ready);
  const std::string address = server->address();
  EnrolResponse enrolled;
  const auto identity = EnrolWith(address, ca, IssueToken(*store, "acme", absl::Now()), &enrolled);
  ASSERT_TRUE(identity.ok()) << identity.status();
  const Agent agent = *Agents(*store).Find(enrolled.agent_id());
  const std::string request = OpenRequest(*store, agent, "first", absl::Now());

  UploadWish wish;
  wish.text = SomeBytes(24 << 20, kSeed);
  wish.open = Announce(wish.text, BUNDLE, request);
  int kills = 0;
  int64_t sent = 0;
  int64_t window = 0;
  int64_t acked = 0;
  absl::StatusOr<Done> done = absl::UnknownError("not yet");
  while (!done.ok()) {
    ASSERT_LE(kills, kKills);
    const auto far = static_cast<int64_t>(random() % (3 << 20));
    int64_t begin = -1;
    wish.go_on = [&](int64_t offset) {
      if (begin < 0) begin = offset;
      if (kills < kKills && offset - begin >= far) server->Kill();
      return true;
    };
    UploadCounts counts;
    const auto ingest = Ingest::NewStub(Connect(address, ca, *identity));
    done = SendArtifact(*ingest, wish, &counts);
    sent += counts.sent;
    window = std::max(window, counts.window);
    ASSERT_GE(counts.resumed_at, acked);
    acked = counts.acked;
    if (done.ok()) break;
    ++kills;
    server.reset();
    server = std::make_unique<ServingProcess>(data, address, ready);
  }
  EXPECT_GE(kills, 10);
  EXPECT_LE(sent, static_cast<int64_t>(wish.text.size()) + kills * window);
  const std::string digest = base::Sha256Hex(wish.text);
  EXPECT_EQ(
      *base::ReadFile(absl::StrCat(data, "/artifacts/acme/", digest.substr(0, 2), "/", digest)),
      wish.text);
  EXPECT_EQ(Requests(*store).Get("acme", request)->artifacts_size(), 1);
}

}  // namespace
}  // namespace sitrep::backend
