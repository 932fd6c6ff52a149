#include "uploader/spool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "uploader/testing/made_artifact.h"
#include "uploader/testing/temporary_folder.h"

namespace sitrep::uploader {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SpoolTest : public testing::Test {
 protected:
  void SetUp() override { base::SetLogLevel(base::LogLevel::kError); }
  std::string Folder() const { return folder_ / "spool"; }
  SpoolOptions Options() {
    SpoolOptions options;
    options.clock = &clock_;
    return options;
  }
  Spool Open() { return Open(Options()); }
  Spool Open(const SpoolOptions& options) {
    auto spool = Spool::Open(Folder(), options);
    EXPECT_TRUE(spool.ok()) << spool.status();
    return *std::move(spool);
  }
  redact::RedactedArtifact Make(const std::string& contents) {
    return MakeArtifact(folder_ / "a.bundle.tar.zst", contents);
  }
  SpoolItem Put(Spool& spool, const std::string& contents, const std::string& request = "SR-1") {
    clock_.Advance(absl::Seconds(1));
    auto item = spool.Append(Make(contents), request);
    EXPECT_TRUE(item.ok()) << item.status();
    return item.value_or(SpoolItem());
  }
  static std::vector<std::string> Ids(const std::vector<SpoolItem>& items) {
    std::vector<std::string> ids;
    for (const SpoolItem& item : items) ids.push_back(item.id);
    return ids;
  }
  static unsigned Mode(const std::string& path) {
    struct stat info = {};
    stat(path.c_str(), &info);
    return info.st_mode & 0777;
  }

  TemporaryFolder folder_;
  base::ManualClock clock_{absl::FromUnixMillis(1'790'000'000'653)};
};

TEST_F(SpoolTest, TakesTheFileAndKeepsItsBytesFirst) {
  Spool spool = Open();
  const SpoolItem item = Put(spool, "hello");
  EXPECT_FALSE(base::FileExists(folder_ / "a.bundle.tar.zst"));
  EXPECT_EQ(item.id, "20260921T141321653Z-" + base::Sha256Hex("hello"));
  EXPECT_EQ(base::ReadFile(item.path)->substr(0, 5), "hello");
  EXPECT_EQ(Mode(item.path), 0600u);
  EXPECT_EQ(Mode(Folder()), 0700u);
  const auto again = spool.Get(item.id);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->sha256, base::Sha256Hex("hello"));
  EXPECT_EQ(again->size, 5);
  EXPECT_EQ(again->kind, BUNDLE);
  EXPECT_EQ(again->name, "a.bundle.tar.zst");
  EXPECT_EQ(again->request, "SR-1");
  EXPECT_EQ(again->spooled_at, clock_.Now());
  EXPECT_EQ(again->state, ItemState::kPending);
}

TEST_F(SpoolTest, KeepsItemsOverARestartOldestFirst) {
  std::vector<std::string> ids;
  {
    Spool spool = Open();
    for (const char* contents : {"one", "two", "three"}) ids.push_back(Put(spool, contents).id);
  }
  Spool spool = Open();
  EXPECT_EQ(Ids(spool.Pending().value()), ids);
  EXPECT_THAT(spool.damaged(), IsEmpty());
}

TEST_F(SpoolTest, KeepsTheSameArtifactForTheSameRequestOnce) {
  Spool spool = Open();
  const SpoolItem item = Put(spool, "hello");
  EXPECT_EQ(Put(spool, "hello").id, item.id);
  EXPECT_FALSE(base::FileExists(folder_ / "a.bundle.tar.zst"));
  EXPECT_NE(Put(spool, "hello", "SR-2").id, item.id);
  EXPECT_EQ(spool.Pending()->size(), 2u);
}

TEST_F(SpoolTest, KeepsApartTheSameArtifactForTwoRequestsInOneMillisecond) {
  Spool spool = Open();
  const auto one = spool.Append(Make("x"), "SR-1").value();
  const auto two = spool.Append(Make("x"), "SR-2").value();
  EXPECT_NE(one.id, two.id);
  EXPECT_EQ(two.spooled_at - one.spooled_at, absl::Milliseconds(1));
}

TEST_F(SpoolTest, RefusesUnsafeRequestsAndLeavesTheFile) {
  Spool spool = Open();
  for (const char* request : {"", "../x", "a/b", "a b", ".hidden", "x\n", "SR-1;drop"}) {
    const auto result = spool.Append(Make("hello"), request);
    EXPECT_EQ(result.status().code(), StatusCode::kInvalidArgument) << request;
  }
  EXPECT_EQ(spool.Append(Make("hello"), std::string(65, 'a')).status().code(),
            StatusCode::kInvalidArgument);
  EXPECT_EQ(base::ReadFile(folder_ / "a.bundle.tar.zst").value(), "hello");
  EXPECT_THAT(spool.List().value(), IsEmpty());
}

TEST_F(SpoolTest, RefusesAFileThatIsNotWhatTheArtifactSaysAndPutsItBackUnchanged) {
  Spool spool = Open();
  const auto result = spool.Append(
      MakeArtifactSaying(folder_ / "lie", "hello", base::Sha256Hex("other"), "lie"), "SR-1");
  EXPECT_EQ(result.status().code(), StatusCode::kDataLoss) << result.status();
  EXPECT_EQ(base::ReadFile(folder_ / "lie").value(), "hello");
  EXPECT_THAT(base::ListDirectory(Folder() + "/incoming").value(), IsEmpty());
  EXPECT_THAT(spool.List().value(), IsEmpty());
}

TEST_F(SpoolTest, RefusesASymbolicLink) {
  Spool spool = Open();
  auto artifact = Make("hello");
  std::filesystem::rename(folder_ / "a.bundle.tar.zst", folder_ / "b");
  std::filesystem::create_symlink(folder_ / "b", folder_ / "a.bundle.tar.zst");
  EXPECT_EQ(spool.Append(std::move(artifact), "SR-1").status().code(),
            StatusCode::kInvalidArgument);
}

TEST_F(SpoolTest, CopiesFromAnotherFileSystem) {
  const std::string other = "/dev/shm/sitrep-spool-test";
  struct stat here = {}, there = {};
  stat(folder_.path().c_str(), &here);
  if (stat("/dev/shm", &there) != 0 || here.st_dev == there.st_dev)
    GTEST_SKIP() << "one file system";
  Spool spool = Open();
  const auto item = spool.Append(MakeArtifact(other, "hello"), "SR-1");
  ASSERT_TRUE(item.ok()) << item.status();
  EXPECT_FALSE(base::FileExists(other));
  EXPECT_TRUE(spool.Verify(*item).ok());
}

TEST_F(SpoolTest, KeepsTheFileUntilAnAcknowledgementArrives) {
  Spool spool = Open();
  const SpoolItem item = Put(spool, "hello");
  EXPECT_TRUE(base::FileExists(item.path));
  EXPECT_TRUE(spool.RemoveDelivered(item.id).ok());
  EXPECT_FALSE(base::FileExists(item.path));
  EXPECT_EQ(spool.RemoveDelivered(item.id).code(), StatusCode::kNotFound);
  EXPECT_EQ(spool.removed_by_age_or_quota(), 0);
}

TEST_F(SpoolTest, SetsARejectedItemAsideWithItsReasonUntilItsOwnerSaysOtherwise) {
  Spool spool = Open();
  const SpoolItem item = Put(spool, "hello");
  ASSERT_TRUE(spool.Reject(item.id, "SR-1 is closed").ok());
  const auto rejected = spool.Get(item.id).value();
  EXPECT_EQ(rejected.state, ItemState::kRejected);
  EXPECT_EQ(rejected.reason, "SR-1 is closed");
  EXPECT_EQ(rejected.request, "SR-1");
  EXPECT_THAT(spool.Pending().value(), IsEmpty());
  ASSERT_TRUE(spool.Retry(item.id).ok());
  EXPECT_EQ(spool.Get(item.id)->state, ItemState::kPending);
  EXPECT_THAT(base::ListDirectory(Folder() + "/rejected").value(), IsEmpty());
  ASSERT_TRUE(spool.Delete(item.id).ok());
  EXPECT_THAT(spool.List().value(), IsEmpty());
}

TEST_F(SpoolTest, DoesNotFollowAnIdOutOfTheSpool) {
  Spool spool = Open();
  Put(spool, "hello");
  EXPECT_EQ(spool.RemoveDelivered("../lock").code(), StatusCode::kNotFound);
  EXPECT_EQ(spool.Reject("..", "x").code(), StatusCode::kNotFound);
  EXPECT_TRUE(base::FileExists(Folder() + "/lock"));
}

TEST_F(SpoolTest, IsOwnedByOneProcessAndListedByAny) {
  std::optional<Spool> spool = Open();
  const SpoolItem item = Put(*spool, "hello");
  const pid_t child = fork();
  if (child == 0) {
    const auto second = Spool::Open(Folder());
    const auto listed = ListSpool(Folder());
    const bool named = second.status().message().find(absl::StrCat("process ", getppid())) !=
                       absl::string_view::npos;
    const bool right = second.status().code() == StatusCode::kFailedPrecondition && named &&
                       listed.ok() && Ids(*listed) == std::vector<std::string>{item.id};
    _exit(right ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(Spool::Open(Folder()).status().code(), StatusCode::kFailedPrecondition);
  spool.reset();
  EXPECT_TRUE(Spool::Open(Folder()).ok());
}

TEST_F(SpoolTest, ListsNothingWhereThereIsNoSpool) {
  EXPECT_THAT(ListSpool(folder_ / "nowhere").value(), IsEmpty());
}

TEST_F(SpoolTest, RemovesTheOldestOverQuotaLeastWorthFirstAndCountsThem) {
  SpoolOptions options = Options();
  options.max_bytes = 3 * 1500;
  Spool spool = Open(options);
  const std::string contents(1000, 'x');
  const SpoolItem first = Put(spool, contents + "1");
  const SpoolItem second = Put(spool, contents + "2");
  const SpoolItem third = Put(spool, contents + "3");
  ASSERT_TRUE(spool.Reject(second.id, "no").ok());
  const SpoolItem fourth = Put(spool, contents + "4");
  EXPECT_EQ(Ids(spool.List().value()), Ids({first, third, fourth}));
  EXPECT_EQ(spool.removed_by_age_or_quota(), 1);
  const SpoolItem fifth = Put(spool, contents + "5");
  EXPECT_EQ(Ids(spool.List().value()), Ids({third, fourth, fifth}));
  EXPECT_EQ(spool.removed_by_age_or_quota(), 2);
}

TEST_F(SpoolTest, RefusesWhatIsLargerThanTheWholeSpoolAndRemovesNothingForIt) {
  SpoolOptions options = Options();
  options.max_bytes = 2000;
  Spool spool = Open(options);
  Put(spool, "small");
  const auto result = spool.Append(Make(std::string(2000, 'x')), "SR-1");
  EXPECT_EQ(result.status().code(), StatusCode::kResourceExhausted);
  EXPECT_EQ(spool.Pending()->size(), 1u);
}

TEST_F(SpoolTest, RefusesNewWorkInsteadOfRemovingWhilePaused) {
  SpoolOptions options = Options();
  options.max_bytes = 1500;
  options.max_age = absl::Hours(1);
  options.paused = true;
  Spool spool = Open(options);
  const SpoolItem item = Put(spool, std::string(1000, 'x'));
  clock_.Advance(absl::Hours(24));
  const auto result = spool.Append(Make(std::string(1000, 'y')), "SR-1");
  EXPECT_EQ(result.status().code(), StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(result.status().message()), HasSubstr("paused"));
  EXPECT_EQ(Ids(spool.List().value()), std::vector<std::string>{item.id});
  EXPECT_EQ(spool.removed_by_age_or_quota(), 0);
}

TEST_F(SpoolTest, RemovesByAgeAndRemembersTheCountUntilItIsTold) {
  SpoolOptions options = Options();
  options.max_age = absl::Hours(10);
  {
    Spool spool = Open(options);
    Put(spool, "old");
    Put(spool, "old too");
    clock_.Advance(absl::Hours(9));
    Put(spool, "young");
  }
  clock_.Advance(absl::Hours(2));
  { EXPECT_EQ(Open(options).removed_by_age_or_quota(), 2); }
  Spool spool = Open(options);
  EXPECT_EQ(spool.removed_by_age_or_quota(), 2);
  EXPECT_EQ(spool.Pending()->size(), 1u);
  ASSERT_TRUE(spool.AcknowledgeRemoved(1).ok());
  EXPECT_EQ(spool.removed_by_age_or_quota(), 1);
  ASSERT_TRUE(spool.AcknowledgeRemoved(5).ok());
  EXPECT_EQ(spool.removed_by_age_or_quota(), 0);
}

TEST_F(SpoolTest, VerifiesTheWholeItem) {
  Spool spool = Open();
  const SpoolItem item = Put(spool, "hello");
  EXPECT_TRUE(spool.Verify(item).ok());
  std::fstream(item.path, std::ios::in | std::ios::out | std::ios::binary) << "J";
  EXPECT_EQ(spool.Verify(item).code(), StatusCode::kDataLoss);
}

}  // namespace
}  // namespace sitrep::uploader
