#include "backend/upload.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "absl/strings/match.h"
#include "backend/contracts.h"
#include "backend/refusal.h"
#include "backend/requests.h"
#include "backend/test_site.h"
#include "base/digest.h"
#include "base/status_macros.h"
#include "snapshot/hostile_file.h"

namespace sitrep::backend {
namespace {

using ::testing::HasSubstr;

absl::Status Alive() { return absl::OkStatus(); }

class UploadTest : public ::testing::Test {
 protected:
  UploadTest() : clock_(TestNow()) {
    options_.clock = &clock_;
    store_ = *Store::Open(data_);
    acme_ = AddTenant(*store_, "acme");
  }

  absl::StatusOr<std::unique_ptr<Upload>> Open(const std::string& text,
                                               ArtifactKind kind = BUNDLE) {
    return Upload::Open(*store_, options_, acme_.agent, Announce(text, kind, acme_.request));
  }

  // Sends what is missing in chunks; what a client does.
  static absl::StatusOr<Done> Send(Upload& upload, const std::string& text, size_t chunk = 1000) {
    while (upload.received() < upload.size()) {
      const auto offset = static_cast<size_t>(upload.received());
      RETURN_IF_ERROR(upload.Append(upload.received(), text.substr(offset, chunk)));
      if (upload.received() - upload.durable() >= 3000) RETURN_IF_ERROR(upload.Sync());
    }
    return upload.Finish(Alive);
  }

  absl::StatusOr<Done> SendWhole(const std::string& text, ArtifactKind kind = BUNDLE) {
    ASSIGN_OR_RETURN(const std::unique_ptr<Upload> upload, Open(text, kind));
    return Send(*upload, text);
  }

  std::string StoredPath(const std::string& text) const {
    const std::string digest = base::Sha256Hex(text);
    return absl::StrCat(data_, "/artifacts/acme/", digest.substr(0, 2), "/", digest);
  }
  std::string IncomingPath(const std::string& text) const {
    return absl::StrCat(data_, "/incoming/acme/", base::Sha256Hex(text));
  }

  TestFolder folder_;
  const std::string data_ = folder_.path() + "/data";
  base::ManualClock clock_;
  UploadOptions options_;
  std::unique_ptr<Store> store_;
  TestTenant acme_;
};

TEST_F(UploadTest, KeepsTheFileUnderItsDigestAndBindsItToTheRequest) {
  const std::string text = SomeBytes(10'000);
  const auto done = SendWhole(text);
  ASSERT_TRUE(done.ok()) << done.status();
  EXPECT_FALSE(done->already_known());
  EXPECT_EQ(*base::ReadFile(StoredPath(text)), text);
  EXPECT_FALSE(base::FileExists(IncomingPath(text)));
  const auto request = Requests(*store_).Get("acme", acme_.request);
  ASSERT_TRUE(request.ok());
  ASSERT_EQ(request->artifacts_size(), 1);
  EXPECT_EQ(request->artifacts(0).id(), done->artifact());
  EXPECT_EQ(request->artifacts(0).sha256(), base::Sha256Hex(text));
  EXPECT_EQ(request->artifacts(0).size(), 10'000);
}

TEST_F(UploadTest, TakesAnEmptyArtifact) {
  EXPECT_TRUE(SendWhole("").ok());
  EXPECT_EQ(*base::ReadFile(StoredPath("")), "");
}

TEST_F(UploadTest, GoesOnWhereItStopped) {
  const std::string text = SomeBytes(10'000);
  {
    const auto upload = Open(text);
    ASSERT_TRUE(upload.ok()) << upload.status();
    ASSERT_TRUE((*upload)->Append(0, text.substr(0, 4321)).ok());
  }
  const auto upload = Open(text);
  ASSERT_TRUE(upload.ok());
  EXPECT_EQ((*upload)->received(), 4321);
  EXPECT_EQ((*upload)->durable(), 4321);
  EXPECT_TRUE(Send(**upload, text).ok());
  EXPECT_EQ(*base::ReadFile(StoredPath(text)), text);
}

TEST_F(UploadTest, IsDurableNoFurtherThanItWasSynced) {
  const std::string text = SomeBytes(10'000);
  const auto upload = Open(text);
  ASSERT_TRUE((*upload)->Append(0, text.substr(0, 4000)).ok());
  EXPECT_EQ((*upload)->durable(), 0);
  ASSERT_TRUE((*upload)->Sync().ok());
  EXPECT_EQ((*upload)->durable(), 4000);
}

// A child sends the artifact and is killed before the n-th step; after each kill the next child
// goes on. Whatever n is, the artifact arrives whole and once.
TEST_F(UploadTest, LosesNothingWhereverItIsKilled) {
  const std::string text = MakeSnapshot(folder_.path(), TestSnapshot::kRedacted);
  store_.reset();
  const auto child = [&](int kill_at) {
    int steps = 0;
    options_.before = [&](std::string_view) {
      if (++steps == kill_at) _exit(9);
    };
    store_ = *Store::Open(data_);
    const absl::Status status = SendWhole(text, SNAPSHOT).status();
    if (!status.ok()) std::cerr << status << std::endl;
    _exit(status.ok() ? 0 : 1);
  };
  int kills = 0;
  for (int kill_at = 1;; ++kill_at) {
    const pid_t pid = fork();
    if (pid == 0) child(kill_at);
    int result = 0;
    ASSERT_EQ(waitpid(pid, &result, 0), pid);
    ASSERT_TRUE(WIFEXITED(result));
    ASSERT_NE(WEXITSTATUS(result), 1) << "killed before step " << kill_at;
    if (WEXITSTATUS(result) == 0) break;
    ++kills;
  }
  EXPECT_GT(kills, 5);
  EXPECT_EQ(*base::ReadFile(StoredPath(text)), text);
  EXPECT_FALSE(base::FileExists(IncomingPath(text)));
  store_ = *Store::Open(data_);
  EXPECT_EQ(Requests(*store_).Get("acme", acme_.request)->artifacts_size(), 1);
}

// The same with a fresh artifact each time, so that every step of a first upload is hit, not only
// of a resumed one.
TEST_F(UploadTest, LosesNothingWhereverAFirstUploadIsKilled) {
  store_.reset();
  for (int kill_at = 1;; ++kill_at) {
    const std::string text = SomeBytes(9'500, static_cast<uint32_t>(kill_at));
    const pid_t pid = fork();
    if (pid == 0) {
      int steps = 0;
      options_.before = [&](std::string_view) {
        if (++steps == kill_at) _exit(9);
      };
      store_ = *Store::Open(data_);
      _exit(SendWhole(text).ok() ? 0 : 1);
    }
    int result = 0;
    ASSERT_EQ(waitpid(pid, &result, 0), pid);
    ASSERT_NE(WEXITSTATUS(result), 1);
    if (WEXITSTATUS(result) == 0) break;
    store_ = *Store::Open(data_);
    ASSERT_TRUE(SendWhole(text).ok()) << "killed before step " << kill_at;
    EXPECT_EQ(*base::ReadFile(StoredPath(text)), text);
    store_.reset();
    ASSERT_LT(kill_at, 100);
  }
}

TEST_F(UploadTest, AnswersTheSameArtifactAgainWithoutItsBytes) {
  const std::string text = SomeBytes(5'000);
  const auto first = SendWhole(text);
  const auto upload = Open(text);
  ASSERT_TRUE(upload.ok()) << upload.status();
  EXPECT_EQ((*upload)->received(), 5'000);
  const auto second = (*upload)->Finish(Alive);
  ASSERT_TRUE(second.ok());
  EXPECT_TRUE(second->already_known());
  EXPECT_EQ(second->artifact(), first->artifact());
  EXPECT_EQ(Requests(*store_).Get("acme", acme_.request)->artifacts_size(), 1);
}

TEST_F(UploadTest, AnswersAgainWhenTheRequestWasClosedBecauseItsDoneMayHaveBeenLost) {
  const std::string text = SomeBytes(5'000);
  ASSERT_TRUE(SendWhole(text).ok());
  ASSERT_TRUE(Requests(*store_).Close("acme", acme_.request, "support", TestNow()).ok());
  EXPECT_TRUE(SendWhole(text).ok());
  EXPECT_EQ(SendWhole(SomeBytes(10)).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(UploadTest, BindsAKnownArtifactToAnotherRequestWithoutItsBytes) {
  const std::string text = SomeBytes(5'000);
  const auto first = SendWhole(text);
  acme_.request = OpenRequest(*store_, acme_.agent, "second");
  const auto upload = Open(text);
  ASSERT_TRUE(upload.ok());
  EXPECT_EQ((*upload)->received(), 5'000);
  const auto second = (*upload)->Finish(Alive);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->artifact(), first->artifact());
  EXPECT_EQ(Requests(*store_).Get("acme", acme_.request)->artifacts_size(), 1);
}

TEST_F(UploadTest, KeepsTenantsApartEvenForTheSameBytes) {
  const std::string text = SomeBytes(5'000);
  ASSERT_TRUE(SendWhole(text).ok());
  const TestTenant other = AddTenant(*store_, "other");
  const auto upload =
      Upload::Open(*store_, options_, other.agent, Announce(text, BUNDLE, other.request));
  ASSERT_TRUE(upload.ok());
  EXPECT_EQ((*upload)->received(), 0);
  const auto stranger =
      Upload::Open(*store_, options_, other.agent, Announce(text, BUNDLE, acme_.request));
  EXPECT_EQ(stranger.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(UploadTest, RefusesBeforeTheFirstByte) {
  const auto code = [&](const sitrep::Open& open) {
    const absl::Status status = Upload::Open(*store_, options_, acme_.agent, open).status();
    EXPECT_TRUE(status.ok() || IsRefusal(status)) << status;
    return status.code();
  };
  const sitrep::Open good = Announce(SomeBytes(5'000), BUNDLE, acme_.request);
  sitrep::Open open = good;
  open.set_request("SR-999999");
  EXPECT_EQ(code(open), absl::StatusCode::kFailedPrecondition);
  open.set_request("../../etc");
  EXPECT_EQ(code(open), absl::StatusCode::kFailedPrecondition);
  open = good;
  open.set_sha256("../../../../etc/passwd");
  EXPECT_EQ(code(open), absl::StatusCode::kInvalidArgument);
  open = good;
  open.set_size(-1);
  EXPECT_EQ(code(open), absl::StatusCode::kInvalidArgument);
  open = good;
  open.set_kind(ARTIFACT_KIND_UNSPECIFIED);
  EXPECT_EQ(code(open), absl::StatusCode::kInvalidArgument);
  for (const char* name : {"", "..", "a/b", "a\nb"}) {
    open = good;
    open.set_name(name);
    EXPECT_EQ(code(open), absl::StatusCode::kInvalidArgument) << name;
  }
  // Waiting would not make it smaller.
  options_.limits.artifact_bytes = 4'999;
  EXPECT_EQ(code(good), absl::StatusCode::kFailedPrecondition);
}

TEST_F(UploadTest, RefusesWhenTheContractIsOver) {
  Contract contract = *Contracts(*store_).Get("acme");
  contract.entitled_until = TestNow();
  ASSERT_TRUE(Contracts(*store_).Put(contract, TestNow()).ok());
  const absl::Status status = Open(SomeBytes(10)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(std::string(status.message()), HasSubstr("2026-11-23T"));
}

TEST_F(UploadTest, CountsWhatIsOnItsWayAgainstTheQuota) {
  options_.limits.tenant_bytes = 10'000;
  ASSERT_TRUE(SendWhole(SomeBytes(4'000, 1)).ok());
  ASSERT_TRUE(Open(SomeBytes(5'000, 2)).ok());
  EXPECT_EQ(Open(SomeBytes(2'000, 3)).status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(Open(SomeBytes(5'000, 2)).ok());
  EXPECT_TRUE(Open(SomeBytes(1'000, 4)).ok());
}

TEST_F(UploadTest, RefusesWhenTheDiskHasNoRoomForTheRest) {
  int64_t free = 20'000;
  options_.limits.kept_free_bytes = 10'000;
  options_.free_bytes = [&](const std::string&) { return free; };
  const std::string text = SomeBytes(10'000);
  {
    const auto upload = Open(text);
    ASSERT_TRUE(upload.ok());
    ASSERT_TRUE((*upload)->Append(0, text.substr(0, 4'000)).ok());
  }
  free = 15'999;
  EXPECT_EQ(Open(text).status().code(), absl::StatusCode::kResourceExhausted);
  free = 16'000;
  EXPECT_TRUE(Open(text).ok());
}

TEST_F(UploadTest, RefusesAChunkThatDoesNotFit) {
  const std::string text = SomeBytes(5'000);
  const auto upload = Open(text);
  ASSERT_TRUE((*upload)->Append(0, text.substr(0, 1'000)).ok());
  EXPECT_EQ((*upload)->Append(0, "x").code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ((*upload)->Append(1'001, "x").code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ((*upload)->Append(1'000, SomeBytes(4'001)).code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ((*upload)->Finish(Alive).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_TRUE(Send(**upload, text).ok());
}

TEST_F(UploadTest, DropsWhatDoesNotHaveTheAnnouncedDigest) {
  const std::string text = SomeBytes(5'000);
  std::string wrong = text;
  wrong[2'500] = static_cast<char>(wrong[2'500] ^ 1);
  {
    const auto upload = Open(text);
    EXPECT_EQ(Send(**upload, wrong).status().code(), absl::StatusCode::kDataLoss);
  }
  EXPECT_FALSE(base::FileExists(IncomingPath(text)));
  EXPECT_FALSE(base::FileExists(StoredPath(text)));
  EXPECT_EQ((*Open(text))->received(), 0);
  EXPECT_TRUE(SendWhole(text).ok());
}

TEST_F(UploadTest, SendsAgainWhatRottedOnOurDiskBeforeTheClientDeletesItsOwn) {
  const std::string text = SomeBytes(5'000);
  const auto first = SendWhole(text);
  std::string rotten = text;
  rotten[17] = static_cast<char>(rotten[17] ^ 1);
  ASSERT_TRUE(base::WriteFileAtomically(StoredPath(text), rotten).ok());
  EXPECT_EQ(SendWhole(text).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ((*Open(text))->received(), 0);
  const auto again = SendWhole(text);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->artifact(), first->artifact());
  EXPECT_EQ(*base::ReadFile(StoredPath(text)), text);
}

TEST_F(UploadTest, AsksAgainForAFileThatIsGone) {
  const std::string text = SomeBytes(5'000);
  ASSERT_TRUE(SendWhole(text).ok());
  ASSERT_TRUE(base::RemoveFile(StoredPath(text)).ok());
  EXPECT_EQ((*Open(text))->received(), 0);
  EXPECT_TRUE(SendWhole(text).ok());
  EXPECT_EQ(*base::ReadFile(StoredPath(text)), text);
}

TEST_F(UploadTest, RefusesAKnownDigestOfAnotherSize) {
  const std::string text = SomeBytes(5'000);
  ASSERT_TRUE(SendWhole(text).ok());
  sitrep::Open open = Announce(text, BUNDLE, acme_.request);
  open.set_size(4'999);
  EXPECT_EQ(Upload::Open(*store_, options_, acme_.agent, open).status().code(),
            absl::StatusCode::kInvalidArgument);
}

// The file that is being written is replaced by the device that is always full.
void FillTheDisk(const std::string& path) {
  const int full = open("/dev/full", O_WRONLY);
  ASSERT_GE(full, 0);
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code ignored;
    if (std::filesystem::read_symlink(entry.path(), ignored) != path) continue;
    ASSERT_GE(dup2(full, std::stoi(entry.path().filename())), 0);
  }
  close(full);
}

TEST_F(UploadTest, SaysThatTheDiskIsFullAndGoesOnLater) {
  const std::string text = SomeBytes(5'000);
  {
    const auto upload = Open(text);
    ASSERT_TRUE((*upload)->Append(0, text.substr(0, 2'000)).ok());
    FillTheDisk(std::filesystem::canonical(IncomingPath(text)));
    EXPECT_EQ((*upload)->Append(2'000, text.substr(2'000, 1'000)).code(),
              absl::StatusCode::kResourceExhausted);
  }
  EXPECT_EQ((*Open(text))->received(), 2'000);
  EXPECT_TRUE(SendWhole(text).ok());
}

TEST_F(UploadTest, TakesARedactedSnapshot) {
  EXPECT_TRUE(SendWhole(MakeSnapshot(folder_.path(), TestSnapshot::kRedacted), SNAPSHOT).ok());
}

class NotRedacted : public UploadTest, public ::testing::WithParamInterface<TestSnapshot> {};

TEST_P(NotRedacted, IsRefusedAndRemoved) {
  const std::string text = MakeSnapshot(folder_.path(), GetParam());
  const absl::Status status = SendWhole(text, SNAPSHOT).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied) << status;
  EXPECT_TRUE(IsRefusal(status));
  EXPECT_FALSE(base::FileExists(IncomingPath(text)));
  EXPECT_FALSE(base::FileExists(StoredPath(text)));
  EXPECT_EQ(Requests(*store_).Get("acme", acme_.request)->artifacts_size(), 0);
}

INSTANTIATE_TEST_SUITE_P(EveryWay, NotRedacted,
                         ::testing::Values(TestSnapshot::kRaw, TestSnapshot::kWithoutKey,
                                           TestSnapshot::kWithDroppedValue,
                                           TestSnapshot::kWithAnotherTable));

TEST_F(UploadTest, ForgetsWhatNobodyWentOnWithForFourteenDays) {
  options_.limits.tenant_bytes = 10'000;
  const std::string stale = SomeBytes(6'000, 1);
  const std::string fresh = SomeBytes(3'000, 2);
  ASSERT_TRUE(Open(stale).ok());
  ASSERT_TRUE(Open(fresh).ok());
  clock_.Advance(absl::Hours(24) * 13);
  ASSERT_TRUE(Open(fresh).ok());
  EXPECT_EQ(Open(SomeBytes(5'000, 3)).status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(base::FileExists(IncomingPath(stale)));
  clock_.Advance(absl::Hours(24) + absl::Seconds(1));
  EXPECT_TRUE(Open(SomeBytes(5'000, 3)).ok());
  EXPECT_FALSE(base::FileExists(IncomingPath(stale)));
  EXPECT_TRUE(base::FileExists(IncomingPath(fresh)));
}

TEST_F(UploadTest, RefusesASnapshotWhosePagesAreNamedMoreThanOnce) {
  for (const int levels : {1, 8}) {
    MakeSnapshot(folder_.path(), TestSnapshot::kRedacted);
    const std::string path = folder_.path() + "/made.sitrep";
    ASSERT_TRUE(snapshot::MakeHostile(path, levels).ok());
    const std::string text = *base::ReadFile(path);
    const absl::Status status = SendWhole(text, SNAPSHOT).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("damaged"));
    EXPECT_FALSE(base::FileExists(StoredPath(text)));
  }
}

TEST_F(UploadTest, RefusesWhatIsNoSnapshot) {
  std::string text = MakeSnapshot(folder_.path(), TestSnapshot::kRedacted);
  const auto code = [&](const std::string& bytes) {
    const absl::Status status = SendWhole(bytes, SNAPSHOT).status();
    EXPECT_TRUE(IsRefusal(status)) << status;
    EXPECT_FALSE(base::FileExists(IncomingPath(bytes)));
    return status.code();
  };
  EXPECT_EQ(code(""), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(code(SomeBytes(20'000)), absl::StatusCode::kInvalidArgument);
  text.replace(8'192, 8'192, std::string(8'192, 'x'));
  EXPECT_EQ(code(text), absl::StatusCode::kInvalidArgument);
}

TEST_F(UploadTest, RefusesFindingsThatHoldADroppedValue) {
  Findings findings;
  Value& value = *findings.add_results()->add_findings()->add_evidence();
  value.set_text("free text");
  value.set_redaction(tables::PUBLIC);
  EXPECT_TRUE(SendWhole(findings.SerializeAsString(), FINDINGS).ok());
  value.set_redaction(tables::DROP);
  EXPECT_EQ(SendWhole(findings.SerializeAsString(), FINDINGS).status().code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(SendWhole("no message", FINDINGS).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sitrep::backend
