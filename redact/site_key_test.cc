#include "redact/site_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/file.h"

namespace sitrep::redact {
namespace {

class SiteKeyFile : public ::testing::Test {
 protected:
  SiteKeyFile() : path_(::testing::TempDir() + "/site-key-test.key") {
    std::filesystem::remove(path_);
  }
  ~SiteKeyFile() override { std::filesystem::remove(path_); }
  std::string path_;
};

TEST_F(SiteKeyFile, IsMadeOnceWithModeSixHundredAndReadFromThenOn) {
  const std::string id = SiteKey::LoadOrCreate(path_)->id();
  struct stat facts;
  ASSERT_EQ(stat(path_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
  EXPECT_EQ(facts.st_size, 32);
  EXPECT_EQ(SiteKey::LoadOrCreate(path_)->id(), id);
}

TEST_F(SiteKeyFile, IsRefusedWhenOthersMayReadIt) {
  ASSERT_TRUE(SiteKey::LoadOrCreate(path_).ok());
  chmod(path_.c_str(), 0640);
  const absl::Status status = SiteKey::LoadOrCreate(path_).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_NE(status.message().find(path_), absl::string_view::npos);
}

TEST_F(SiteKeyFile, IsNeverReplacedWhenDamaged) {
  ASSERT_TRUE(base::WriteFileAtomically(path_, "short").ok());
  EXPECT_EQ(SiteKey::LoadOrCreate(path_).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(*base::ReadFile(path_), "short");
}

TEST(SiteKey, HasAnIdThatIsNotTheKey) {
  const SiteKey key = *SiteKey::FromBytes(std::string(32, '\x11'));
  EXPECT_EQ(key.id().size(), 16u);
  EXPECT_EQ(key.id().find("11111111"), std::string::npos);
  EXPECT_NE(key.id(), SiteKey::FromBytes(std::string(32, '\x12'))->id());
  EXPECT_NE(key.Derive("a"), key.Derive("b"));
  EXPECT_FALSE(SiteKey::FromBytes("short").ok());
}

}  // namespace
}  // namespace sitrep::redact
