#include "redact/artifact_maker.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <type_traits>

#include "absl/strings/match.h"
#include "base/digest.h"
#include "base/file.h"
#include "redact/sample_archive.h"
#include "redact/sample_snapshot.h"
#include "snapshot/reader.h"

namespace sitrep::redact {
namespace {

// Law 2: nobody but the maker can make an artifact, and none can be doubled.
static_assert(!std::is_default_constructible_v<RedactedArtifact>);
static_assert(!std::is_copy_constructible_v<RedactedArtifact>);
static_assert(!std::is_copy_assignable_v<RedactedArtifact>);
static_assert(std::is_move_constructible_v<RedactedArtifact>);
static_assert(!std::is_aggregate_v<RedactedArtifact>);
static_assert(!std::is_constructible_v<RedactedArtifact, std::string, std::string, std::string,
                                       int64_t, ArtifactKind>);

class Maker : public ::testing::Test {
 protected:
  Maker()
      : folder_(::testing::TempDir() + "/artifact-maker-test"),
        aliaser_(*SiteKey::FromBytes(std::string(32, 'k'))),
        clock_(absl::FromUnixSeconds(1'700'000'000)) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    map_ = *AliasMap::Open(folder_ + "/aliases.db", aliaser_.key_id());
    book_.emplace(aliaser_, map_.get());
    dictionary_.AddName("canary-vm");
    redactor_.emplace(*book_, dictionary_);
    maker_.emplace(*redactor_, *map_, clock_);
  }
  ~Maker() override { std::filesystem::remove_all(folder_); }

  std::string folder_;
  Aliaser aliaser_;
  base::ManualClock clock_;
  std::unique_ptr<AliasMap> map_;
  std::optional<AliasBook> book_;
  Dictionary dictionary_;
  std::optional<TextRedactor> redactor_;
  std::optional<ArtifactMaker> maker_;
};

TEST_F(Maker, MakesASnapshotArtifactAndEntersItInTheLedger) {
  WriteSampleSnapshot(folder_ + "/a.sitrep", SampleSite());
  const auto artifact =
      maker_->FromSnapshot(folder_ + "/a.sitrep", folder_ + "/canary-vm.redacted.sitrep");
  ASSERT_TRUE(artifact.ok()) << artifact.status();
  EXPECT_EQ(artifact->kind(), ArtifactKind::kSnapshot);
  EXPECT_EQ(artifact->sha256(), *base::Sha256HexOfFile(artifact->path()));
  EXPECT_EQ(artifact->size(), *base::FileSize(artifact->path()));
  EXPECT_EQ(artifact->name(), aliaser_.Alias("canary-vm") + ".redacted.sitrep");
  EXPECT_EQ(map_->Find(artifact->sha256())->made_at, clock_.Now());
}

TEST_F(Maker, AdoptsOnlyWhatWasMadeHereAndDidNotChange) {
  WriteSampleSnapshot(folder_ + "/a.sitrep", SampleSite());
  const std::string path = folder_ + "/a.redacted.sitrep";
  ASSERT_TRUE(maker_->FromSnapshot(folder_ + "/a.sitrep", path).ok());
  const auto adopted = maker_->Adopt(path);
  ASSERT_TRUE(adopted.ok());
  EXPECT_EQ(adopted->kind(), ArtifactKind::kSnapshot);
  EXPECT_EQ(maker_->Adopt(folder_ + "/a.sitrep").status().code(),
            absl::StatusCode::kPermissionDenied);
  base::FileSink file = *base::FileSink::Append(path);
  ASSERT_TRUE(file.Write("x").ok() && file.Finish().ok());
  EXPECT_EQ(maker_->Adopt(path).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(maker_->Adopt(folder_ + "/none").status().code(), absl::StatusCode::kNotFound);
}

TEST_F(Maker, MakesABundleArtifact) {
  const std::string raw = Deflate(MakeTar({{"canary-vm.log", "canary-vm", '0', ""}}));
  base::StringSource source(raw);
  BundleReport report;
  const auto artifact = maker_->FromBundle(source, folder_ + "/b.bundle.tar.zst", {}, report);
  ASSERT_TRUE(artifact.ok()) << artifact.status();
  EXPECT_EQ(artifact->kind(), ArtifactKind::kBundle);
  EXPECT_EQ(report.members.size(), 1u);
  EXPECT_EQ(*map_->Reveal(aliaser_.Alias("canary-vm")), "canary-vm");
}

TEST_F(Maker, MakesAFindingsArtifactWithoutRawValues) {
  Findings findings;
  Value& key = *findings.add_results()->add_findings()->add_key();
  key.set_text("canary-vm");
  key.set_redaction(tables::ALIAS);
  const auto artifact = maker_->FromFindings(findings, folder_ + "/f.findings");
  ASSERT_TRUE(artifact.ok()) << artifact.status();
  EXPECT_FALSE(absl::StrContains(*base::ReadFile(artifact->path()), "canary-vm"));
}

TEST_F(Maker, LeavesNoFileWhenRedactionFails) {
  WriteSampleSnapshot(folder_ + "/a.sitrep", SampleSite());
  ASSERT_TRUE(maker_->FromSnapshot(folder_ + "/a.sitrep", folder_ + "/a.redacted.sitrep").ok());
  const std::string again = folder_ + "/again.redacted.sitrep";
  EXPECT_EQ(maker_->FromSnapshot(folder_ + "/a.redacted.sitrep", again).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_FALSE(base::FileExists(again));
}

}  // namespace
}  // namespace sitrep::redact
