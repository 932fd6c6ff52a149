#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "base/digest.h"
#include "collectors/bundles/log_bundle.h"
#include "tests/support/lab_process.h"

namespace sitrep::tests {
namespace {

using collectors::GenerateLogBundles;
using collectors::LogBundleDownload;
using collectors::LogBundleFile;
using collectors::LogBundleOptions;
using collectors::Session;
using testing::HasSubstr;
using testing::SizeIs;

class BundleTest : public testing::Test {
 protected:
  void SetUp() override {
    auto lab = LabProcess::Start({"--scenario", "healthy", "--bundle-seconds", "0.3",
                                  "--bundle-size", "3000000", "--now", "2026-11-22T12:00:00Z"});
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    Connect();
  }
  void Connect() {
    auto session = Session::Connect(lab_->source(), base::Clock::Real(), interrupt_);
    ASSERT_TRUE(session.ok()) << session.status();
    session_ = *std::move(session);
  }
  static LogBundleOptions Fast(std::vector<std::string> hosts) {
    LogBundleOptions options;
    options.hosts = std::move(hosts);
    options.poll_interval = absl::Milliseconds(50);
    return options;
  }
  void Disturb(const LogBundleFile& file, const std::string& rule) {
    const std::string path = file.url.substr(file.url.find('/', 8));
    ASSERT_TRUE(lab_->Post("rule", absl::StrCat(R"({"path": ")", path, R"(", )", rule, "}")).ok());
  }
  // Size and digest of the whole file.
  absl::StatusOr<std::pair<int64_t, std::string>> Fetch(const LogBundleFile& file) {
    auto download = LogBundleDownload::Open(*session_, file, absl::Seconds(20));
    if (!download.ok()) return download.status();
    base::Sha256 digest;
    std::vector<char> buffer(64 * 1024);
    int64_t size = 0;
    for (;;) {
      const auto count = (*download)->Read(absl::MakeSpan(buffer));
      if (!count.ok()) return count.status();
      if (*count == 0) return std::make_pair(size, digest.Hex());
      digest.Update(std::string_view(buffer.data(), *count));
      size += static_cast<int64_t>(*count);
    }
  }

  std::unique_ptr<LabProcess> lab_;
  base::Interrupt interrupt_;
  std::unique_ptr<Session> session_;
};

TEST_F(BundleTest, TwoHostsGiveTwoFilesWhoseBytesAreTheSameEachTime) {
  int last = -1;
  const auto files =
      GenerateLogBundles(*session_, Fast({"esx-01.lab.example", "ESX-02.lab.example"}),
                         [&](const collectors::LogBundleProgress& progress) {
                           EXPECT_GE(progress.percent, last);
                           last = progress.percent;
                         });
  ASSERT_TRUE(files.ok()) << files.status();
  ASSERT_THAT(*files, SizeIs(2));
  EXPECT_EQ(last, 100);
  EXPECT_THAT((*files)[0].url, testing::StartsWith(lab_->source().url.substr(0, 20)));
  EXPECT_THAT((*files)[0].file_name, testing::EndsWith(".tgz"));
  EXPECT_EQ((*files)[0].host_name, "esx-01.lab.example");
  const auto first = Fetch((*files)[0]);
  const auto again = Fetch((*files)[0]);
  const auto second = Fetch((*files)[1]);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(again.ok() && second.ok());
  EXPECT_GT(first->first, 1000000);
  EXPECT_EQ(*first, *again);
  EXPECT_NE(first->second, second->second);
  session_.reset();
  EXPECT_EQ(lab_->State("sessions"), 0);
  EXPECT_EQ(lab_->State("views"), 0);
}

TEST_F(BundleTest, AHostThatTheInventoryLacksIsNamed) {
  const auto files = GenerateLogBundles(*session_, Fast({"esx-99.lab.example"}), {});
  EXPECT_TRUE(absl::IsNotFound(files.status()));
  EXPECT_THAT(std::string(files.status().message()), HasSubstr("esx-99.lab.example"));
  EXPECT_EQ(lab_->Calls("GenerateLogBundles_Task"), 0);
}

TEST_F(BundleTest, AMissingPrivilegeIsNamed) {
  ASSERT_TRUE(lab_->Post("deny", R"({"privilege": "Global.Diagnostics"})").ok());
  const auto files = GenerateLogBundles(*session_, Fast({"esx-01.lab.example"}), {});
  EXPECT_TRUE(absl::IsPermissionDenied(files.status())) << files.status();
  EXPECT_THAT(std::string(files.status().message()), HasSubstr("Global.Diagnostics"));
}

TEST_F(BundleTest, AnInterruptCancelsTheTask) {
  const auto files = GenerateLogBundles(*session_, Fast({"esx-01.lab.example"}),
                                        [&](const auto&) { interrupt_.Request(); });
  EXPECT_TRUE(absl::IsCancelled(files.status())) << files.status();
  EXPECT_EQ(lab_->Calls("CancelTask"), 1);
  session_.reset();
  EXPECT_EQ(lab_->State("sessions"), 0);
}

TEST_F(BundleTest, ASecondRequestWaitsUntilTheFirstIsDone) {
  ASSERT_TRUE(lab_->Post("rule", R"({"method": "GenerateLogBundles_Task", "kind": "fault",
                                     "fault": "TaskInProgress", "count": 2})")
                  .ok());
  bool waited = false;
  const auto files =
      GenerateLogBundles(*session_, Fast({"esx-01.lab.example"}),
                         [&](const auto& progress) { waited |= progress.stage == "waiting"; });
  EXPECT_TRUE(files.ok()) << files.status();
  EXPECT_TRUE(waited);
}

TEST_F(BundleTest, ADownloadThatIsCutIsAnErrorAndNoEnd) {
  const auto files = GenerateLogBundles(*session_, Fast({"esx-01.lab.example"}), {});
  ASSERT_TRUE(files.ok()) << files.status();
  Disturb(files->front(), R"("kind": "cut", "cut_after": 500000)");
  const auto fetched = Fetch(files->front());
  EXPECT_TRUE(absl::IsUnavailable(fetched.status())) << fetched.status();
}

TEST_F(BundleTest, ADownloadWithoutASessionIsRefused) {
  const auto files = GenerateLogBundles(*session_, Fast({"esx-01.lab.example"}), {});
  ASSERT_TRUE(files.ok()) << files.status();
  ASSERT_TRUE(lab_->Post("expire", "{}").ok());
  const auto fetched = Fetch(files->front());
  EXPECT_TRUE(absl::IsPermissionDenied(fetched.status())) << fetched.status();
}

TEST_F(BundleTest, AReaderThatGivesUpEndsTheDownload) {
  const auto files = GenerateLogBundles(*session_, Fast({"esx-01.lab.example"}), {});
  ASSERT_TRUE(files.ok()) << files.status();
  auto download = LogBundleDownload::Open(*session_, files->front(), absl::Seconds(20));
  ASSERT_TRUE(download.ok()) << download.status();
  char byte = 0;
  ASSERT_TRUE((*download)->Read(absl::MakeSpan(&byte, 1)).ok());
  download->reset();
  EXPECT_TRUE(session_->KeepAlive().ok());
}

TEST_F(BundleTest, AStalledDownloadEnds) {
  const auto files = GenerateLogBundles(*session_, Fast({"esx-01.lab.example"}), {});
  ASSERT_TRUE(files.ok()) << files.status();
  Disturb(files->front(), R"("kind": "hang")");
  const auto download = LogBundleDownload::Open(*session_, files->front(), absl::Milliseconds(300));
  EXPECT_TRUE(absl::IsUnavailable(download.status())) << download.status();
}

}  // namespace
}  // namespace sitrep::tests
