// Power cuts, bit flips and rubbish in a spool: start-up goes on, what is damaged is set aside with
// a reason, the rest is kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "uploader/spool.h"
#include "uploader/testing/made_artifact.h"
#include "uploader/testing/temporary_folder.h"

namespace sitrep::uploader {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class SpoolDamage : public testing::Test {
 protected:
  void SetUp() override {
    base::SetLogLevel(base::LogLevel::kError);
    auto spool = Spool::Open(Folder()).value();
    sound_ = spool.Append(MakeArtifact(folder_ / "sound", "sound"), "SR-1").value();
    victim_ =
        spool.Append(MakeArtifact(folder_ / "victim", RandomContents(300, 7)), "SR-1").value();
    bytes_ = base::ReadFile(victim_.path).value();
  }
  std::string Folder() const { return folder_ / "spool"; }
  static void Write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }
  // Gives the spool as the next start finds it, with `bytes` as the victim's file.
  Spool Reopen(const std::string& bytes, bool verify_contents = false) {
    std::filesystem::remove_all(Folder() + "/quarantine");
    Write(victim_.path, bytes);
    SpoolOptions options;
    options.verify_contents = verify_contents;
    auto spool = Spool::Open(Folder(), options);
    EXPECT_TRUE(spool.ok()) << spool.status();
    return *std::move(spool);
  }
  void ExpectQuarantined(const Spool& spool, const std::string& bytes) {
    ASSERT_THAT(spool.damaged(), SizeIs(1));
    EXPECT_EQ(spool.damaged()[0].id, victim_.id);
    EXPECT_FALSE(spool.damaged()[0].reason.empty());
    ASSERT_THAT(spool.Pending().value(), SizeIs(1));
    EXPECT_EQ(spool.Pending()->front().id, sound_.id);
    const auto kept = base::ReadFile(Folder() + "/quarantine/" + victim_.id);
    ASSERT_TRUE(kept.ok());
    EXPECT_TRUE(*kept == bytes);
    EXPECT_EQ(spool.Get(victim_.id)->state, ItemState::kQuarantined);
  }

  TemporaryFolder folder_;
  SpoolItem sound_;
  SpoolItem victim_;
  std::string bytes_;
};

TEST_F(SpoolDamage, AFileCutAnywhereIsSetAside) {
  // Every byte of the end, and some of the artifact's.
  for (size_t length = 0; length < bytes_.size(); length += length < 290 ? 29 : 1) {
    SCOPED_TRACE(length);
    const std::string cut = bytes_.substr(0, length);
    ExpectQuarantined(Reopen(cut), cut);
  }
}

TEST_F(SpoolDamage, AFileWithATailOfZeroesIsSetAside) {
  for (size_t length = 0; length < bytes_.size(); length += 7) {
    const std::string torn = bytes_.substr(0, length) + std::string(bytes_.size() - length, '\0');
    ExpectQuarantined(Reopen(torn), torn);
  }
}

TEST_F(SpoolDamage, AFlippedBitInTheEndIsSetAside) {
  for (size_t at = static_cast<size_t>(victim_.size); at < bytes_.size(); ++at) {
    std::string flipped = bytes_;
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
    ExpectQuarantined(Reopen(flipped), flipped);
  }
}

TEST_F(SpoolDamage, AFlippedBitInTheArtifactIsFoundWhenContentsAreVerified) {
  for (size_t at = 0; at < static_cast<size_t>(victim_.size); at += 13) {
    std::string flipped = bytes_;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    ExpectQuarantined(Reopen(flipped, true), flipped);
  }
  EXPECT_THAT(Reopen(bytes_, true).damaged(), IsEmpty());
}

TEST_F(SpoolDamage, AnItemUnderAnotherNameIsSetAside) {
  const std::string other = Folder() + "/pending/20200101T000000000Z-" + victim_.sha256;
  std::filesystem::rename(victim_.path, other);
  const Spool spool = Spool::Open(Folder()).value();
  ASSERT_THAT(spool.damaged(), SizeIs(1));
  EXPECT_THAT(spool.damaged()[0].reason, HasSubstr("name"));
}

TEST_F(SpoolDamage, AWholeItemLeftInIncomingGoesOn) {
  std::filesystem::rename(victim_.path, Folder() + "/incoming/" + victim_.id);
  const Spool spool = Spool::Open(Folder()).value();
  EXPECT_THAT(spool.damaged(), IsEmpty());
  EXPECT_THAT(spool.Pending().value(), SizeIs(2));
  EXPECT_THAT(base::ListDirectory(Folder() + "/incoming").value(), IsEmpty());
}

TEST_F(SpoolDamage, AnUnfinishedItemLeftInIncomingIsSetAsideAndNotSent) {
  for (const size_t length : {size_t{0}, size_t{100}, size_t{300}, bytes_.size() - 1}) {
    std::filesystem::remove_all(Folder() + "/quarantine");
    std::filesystem::remove(victim_.path);
    Write(Folder() + "/incoming/" + victim_.id, bytes_.substr(0, length));
    const Spool spool = Spool::Open(Folder()).value();
    ASSERT_THAT(spool.damaged(), SizeIs(1));
    EXPECT_THAT(spool.damaged()[0].reason, HasSubstr("attach it again"));
    EXPECT_THAT(spool.Pending().value(), SizeIs(1));
  }
}

TEST_F(SpoolDamage, AnItemLeftInIncomingWithAnotherDigestIsNotSent) {
  std::string flipped = bytes_;
  flipped[0] = static_cast<char>(flipped[0] ^ 1);
  std::filesystem::remove(victim_.path);
  Write(Folder() + "/incoming/" + victim_.id, flipped);
  EXPECT_THAT(Spool::Open(Folder())->damaged(), SizeIs(1));
}

TEST_F(SpoolDamage, RubbishInEveryFolderDoesNotStopTheStart) {
  for (const char* folder : {"incoming", "pending", "rejected", "quarantine"}) {
    Write(absl::StrCat(Folder(), "/", folder, "/rubbish"), "x");
    std::filesystem::create_directories(absl::StrCat(Folder(), "/", folder, "/nest/egg"));
  }
  Write(Folder() + "/removed", "not a number");
  SpoolOptions options;
  options.max_bytes = 2000;
  auto spool = Spool::Open(Folder(), options);
  ASSERT_TRUE(spool.ok()) << spool.status();
  EXPECT_THAT(spool->Pending().value(), SizeIs(2));
  EXPECT_EQ(spool->removed_by_age_or_quota(), 0);
  const auto item = spool->Append(MakeArtifact(folder_ / "new", std::string(1500, 'n')), "SR-1");
  EXPECT_TRUE(item.ok()) << item.status();
}

}  // namespace
}  // namespace sitrep::uploader
