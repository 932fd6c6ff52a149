#include "backend/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "backend/authority.h"
#include "backend/schema.h"
#include "base/certificate.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'795'000'000);

class StoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = absl::StrCat(::testing::TempDir(), "store.XXXXXX");
    ASSERT_NE(mkdtemp(directory_.data()), nullptr);
    directory_ += "/data";
  }
  std::unique_ptr<Store> Open() {
    auto store = Store::Open(directory_);
    EXPECT_TRUE(store.ok()) << store.status();
    return *std::move(store);
  }
  std::string directory_;
};

unsigned ModeOf(const std::string& path) {
  struct stat info = {};
  EXPECT_EQ(stat(path.c_str(), &info), 0) << path;
  return info.st_mode & 0777;
}

TEST_F(StoreTest, MakesADirectoryThatNobodyElseCanRead) {
  Open();
  EXPECT_EQ(ModeOf(directory_), 0700u);
  EXPECT_EQ(ModeOf(directory_ + "/backend.db"), 0600u);
}

TEST_F(StoreTest, UndoesAllOfAFailedPieceOfWork) {
  const auto store = Open();
  const absl::Status status = store->Write([](base::Database& database) -> absl::Status {
    RETURN_IF_ERROR(Audit(database, kNow, "a", "b", "c", "d"));
    return absl::CancelledError("on second thoughts");
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
  ASSERT_TRUE(store
                  ->Read([](base::Database& database) -> absl::Status {
                    EXPECT_EQ(*database.Integer("SELECT count(*) FROM audit"), 0);
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_TRUE(store
                  ->Write([](base::Database& database) {
                    return Audit(database, kNow, "a", "b", "c", "d");
                  })
                  .ok());
}

TEST_F(StoreTest, RefusesAFileOfANewerProgram) {
  Open();
  auto database =
      base::Database::Open(directory_ + "/backend.db", base::Database::Mode::kReadWrite);
  ASSERT_TRUE(database.ok());
  ASSERT_TRUE(database->Execute("PRAGMA user_version = 99").ok());
  const absl::Status status = Store::Open(directory_).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("has version 99"));
}

TEST_F(StoreTest, UpgradingTwiceChangesNothing) {
  Open();
  auto database =
      base::Database::Open(directory_ + "/backend.db", base::Database::Mode::kReadWrite);
  ASSERT_TRUE(database.ok());
  EXPECT_TRUE(UpgradeSchema(*database).ok());
}

TEST_F(StoreTest, MakesOneAuthorityAndKeepsIt) {
  const auto store = Open();
  const auto first = Authority::Open(*store, kNow);
  const auto second = Authority::Open(*Open(), kNow);
  ASSERT_TRUE(first.ok() && second.ok()) << first.status() << second.status();
  EXPECT_EQ(first->certificate_pem(), second->certificate_pem());
  EXPECT_EQ(ModeOf(directory_ + "/authority"), 0700u);
  EXPECT_EQ(ModeOf(directory_ + "/authority/authority.key"), 0600u);
}

TEST_F(StoreTest, KeepsTheServersCertificateUntilItsNamesChangeOrItsEndIsNear) {
  const auto store = Open();
  const auto authority = Authority::Open(*store, kNow);
  ASSERT_TRUE(authority.ok());
  const std::vector<std::string> names = ServerNames("127.0.0.1:0", {"support.example.com"});
  const auto first = authority->ServerCertificate(names, kNow);
  const auto same = authority->ServerCertificate(names, kNow + absl::Hours(24 * 600));
  const auto renewed = authority->ServerCertificate(names, kNow + absl::Hours(24 * 710));
  ASSERT_TRUE(first.ok() && same.ok() && renewed.ok()) << first.status();
  EXPECT_EQ(first->certificate_pem, same->certificate_pem);
  EXPECT_NE(first->certificate_pem, renewed->certificate_pem);
  const auto other = authority->ServerCertificate(ServerNames("127.0.0.1:0", {}), kNow);
  ASSERT_TRUE(other.ok());
  EXPECT_NE(other->certificate_pem, renewed->certificate_pem);
  EXPECT_TRUE(
      base::VerifySignedBy(other->certificate_pem, authority->certificate_pem(), kNow).ok());
}

TEST_F(StoreTest, MendsADamagedServerCertificateButNotTheAuthority) {
  const auto store = Open();
  const auto authority = Authority::Open(*store, kNow);
  const std::vector<std::string> names = ServerNames("127.0.0.1:0", {});
  ASSERT_TRUE(authority->ServerCertificate(names, kNow).ok());
  ASSERT_TRUE(base::WriteFileAtomically(directory_ + "/authority/server.pem", "damaged").ok());
  EXPECT_TRUE(authority->ServerCertificate(names, kNow).ok());
  ASSERT_TRUE(base::WriteFileAtomically(directory_ + "/authority/authority.pem", "damaged").ok());
  const absl::Status status = Authority::Open(*store, kNow).status();
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("authority.pem"));
}

TEST(ServerNames, HoldTheHostListenedOnUnlessItMeansEveryAddress) {
  using ::testing::ElementsAre;
  EXPECT_THAT(ServerNames("0.0.0.0:7443", {"b.example", "b.example"}),
              ElementsAre("127.0.0.1", "::1", "b.example", "localhost"));
  EXPECT_THAT(ServerNames("[2001:db8::7]:7443", {}),
              ElementsAre("127.0.0.1", "2001:db8::7", "::1", "localhost"));
}

}  // namespace
}  // namespace sitrep::backend
