#include "redact/alias_map.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/file.h"
#include "redact/alias_book.h"

namespace sitrep::redact {
namespace {

class AliasMapFile : public ::testing::Test {
 protected:
  AliasMapFile()
      : folder_(::testing::TempDir() + "/alias-map-test"),
        aliaser_(*SiteKey::FromBytes(std::string(32, 'k'))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    map_ = *AliasMap::Open(path(), aliaser_.key_id());
  }
  ~AliasMapFile() override { std::filesystem::remove_all(folder_); }
  std::string path() const { return folder_ + "/aliases.db"; }

  std::string folder_;
  Aliaser aliaser_;
  std::unique_ptr<AliasMap> map_;
};

TEST_F(AliasMapFile, LeadsBothWays) {
  AliasBook book(aliaser_, map_.get());
  const std::string alias = book.Alias("Web01.corp.example.com");
  ASSERT_TRUE(book.Flush().ok());
  EXPECT_EQ(*map_->AliasOf("web01.CORP.example.com"), alias);
  EXPECT_EQ(*map_->Reveal(alias), "Web01.corp.example.com");
  EXPECT_EQ(*map_->Reveal(aliaser_.Alias("web01")), "Web01");
  EXPECT_EQ(*map_->Reveal("see [" + aliaser_.Alias("web01") + "] and " + aliaser_.Alias("corp")),
            "see [Web01] and corp");
  EXPECT_EQ(map_->Reveal("nothing").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(map_->AliasOf("web02").status().code(), absl::StatusCode::kNotFound);
}

TEST_F(AliasMapFile, RecordsAPairTwiceWithoutHarm) {
  const AliasPair pair{"Web01", aliaser_.Alias("web01")};
  ASSERT_TRUE(map_->Record({pair}).ok());
  const absl::Status again = map_->Record({pair, {"WEB01", pair.alias}});
  EXPECT_TRUE(again.ok()) << again;
  EXPECT_EQ(*map_->Reveal(pair.alias), "Web01");
}

TEST_F(AliasMapFile, TakesSpellingsOfOneThingForOne) {
  AliasBook book(aliaser_, map_.get());
  for (const char* spelling :
       {"00:50:56:AA:bb:cc", "00-50-56-aa-bb-cc", "FE80::0:1", "fe80::1", "Dev%2fTest", "dev/test",
        "10.1.2.3", "010.001.002.003", "Web01.", "WEB01."}) {
    book.Alias(spelling);
  }
  EXPECT_EQ(book.Flush(), absl::OkStatus());
}

TEST_F(AliasMapFile, RefusesTwoOriginalsWithOneAliasAndKeepsNothingOfTheBatch) {
  ASSERT_TRUE(map_->Record({{"one", "n-000000000001"}}).ok());
  EXPECT_EQ(map_->Record({{"two", "n-000000000002"}, {"three", "n-000000000001"}}).code(),
            absl::StatusCode::kAlreadyExists);
  EXPECT_FALSE(map_->AliasOf("two").ok());
}

TEST_F(AliasMapFile, RefusesAnInputThatIsAnAlias) {
  AliasBook book(aliaser_, map_.get());
  const std::string alias = book.Alias("web01");
  const std::string uuid = book.Alias("5014a1b2-0000-4111-8222-333344445555");
  ASSERT_TRUE(book.Flush().ok());
  for (const std::string& redacted : {alias, uuid}) {
    AliasBook again(aliaser_, map_.get());
    again.Alias(redacted);
    EXPECT_EQ(again.Flush().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_EQ(again.Flush().code(), absl::StatusCode::kFailedPrecondition);
  }
}

TEST_F(AliasMapFile, LeavesAnAliasThatATextQuotes) {
  AliasBook book(aliaser_, map_.get());
  const std::string alias = book.Alias("web01");
  ASSERT_TRUE(book.Flush().ok());
  EXPECT_EQ(book.AliasInText(alias), alias);
  EXPECT_EQ(book.AliasInText("web01"), alias);
  EXPECT_NE(book.AliasInText("n-aaaaaaaaaaaa"), "n-aaaaaaaaaaaa");
  EXPECT_TRUE(book.Flush().ok());
}

TEST_F(AliasMapFile, StaysPrivate) {
  struct stat facts;
  ASSERT_EQ(stat(path().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  map_.reset();
  chmod(path().c_str(), 0644);
  EXPECT_EQ(AliasMap::Open(path(), aliaser_.key_id()).status().code(),
            absl::StatusCode::kPermissionDenied);
}

TEST_F(AliasMapFile, BelongsToOneKey) {
  EXPECT_EQ(AliasMap::Open(path(), "0000000000000000").status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(AliasMap::Open(path(), aliaser_.key_id()).ok());
}

TEST_F(AliasMapFile, TellsWhatTheInventoryNamedFromWhatATextHeld) {
  AliasBook book(aliaser_, map_.get());
  book.AliasInText("expired");
  book.AliasInText("web01");
  book.Alias("web01");
  ASSERT_TRUE(book.Flush().ok());
  std::string all;
  ASSERT_TRUE(map_->EachOriginal([&](std::string_view original) { all += original; }).ok());
  EXPECT_EQ(all, "web01");
  EXPECT_EQ(*map_->Reveal(aliaser_.Alias("expired")), "expired");
}

TEST_F(AliasMapFile, GivesEveryOriginal) {
  ASSERT_TRUE(map_->Record({{"B", "n-000000000002"}, {"a", "n-000000000001"}}).ok());
  std::string all;
  ASSERT_TRUE(map_->EachOriginal([&](std::string_view original) { all += original; }).ok());
  EXPECT_EQ(all, "aB");
}

TEST_F(AliasMapFile, KeepsTheLedger) {
  const LedgerEntry entry{"abc", "snapshot", "a.sitrep", absl::FromUnixSeconds(1'700'000'000)};
  ASSERT_TRUE(map_->Enter(entry).ok());
  ASSERT_TRUE(map_->Enter(entry).ok());
  EXPECT_EQ(map_->Find("abc")->kind, "snapshot");
  EXPECT_EQ(map_->Find("abc")->made_at, entry.made_at);
  EXPECT_EQ(map_->Find("def").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace sitrep::redact
