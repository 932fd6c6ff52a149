// What is left when a person presses Ctrl-C.

#include <signal.h>

#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "snapshot/reader.h"
#include "tests/end_to_end/site.h"

namespace sitrep::tests {
namespace {

using testing::HasSubstr;

class Interrupt : public testing::Test {
 protected:
  Interrupt() : site_("cli_interrupt") { site_.StartLab({"--scenario", "healthy"}); }

  std::unique_ptr<Process> StartSnapshot(const std::string& path) {
    ProcessOptions options;
    options.arguments = {ProgramPath("sitrep"),
                         "snapshot",
                         JsonField(*base::ReadFile(site_.Path("lab.json")), "url"),
                         "--username",
                         "sitrep@vsphere.local",
                         "--password-file",
                         site_.Path("password"),
                         "--ca-file",
                         site_.Path("lab-ca.pem"),
                         "-o",
                         path};
    options.environment["SITREP_STATE_DIR"] = site_.state();
    auto process = Process::Start(options);
    EXPECT_TRUE(process.ok()) << process.status();
    return *std::move(process);
  }

  void ExpectNothingLeftInTheLab() {
    const std::string state = site_.Lab("/state");
    EXPECT_THAT(state, testing::ContainsRegex("\"sessions\": ?0")) << state;
    EXPECT_THAT(state, testing::ContainsRegex("\"views\": ?0")) << state;
  }

  Site site_;
};

TEST_F(Interrupt, SealsWhatIsCompleteAndLogsOut) {
  site_.Lab("/rule",
            R"({"method": "RetrievePropertiesEx", "kind": "hang", "skip": 4, "count": 0})");
  const std::string path = site_.Path("partial.sitrep");
  const std::unique_ptr<Process> process = StartSnapshot(path);
  ASSERT_TRUE(process->WaitForOutput("collecting").ok());
  process->Signal(SIGINT);
  const auto result = process->Wait(absl::Seconds(30));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->exit_code, 5) << result->out << result->err;
  site_.Lab("/clear", "{}");
  ExpectNothingLeftInTheLab();
  EXPECT_FALSE(base::FileExists(path + ".partial"));
  const auto reader = snapshot::SnapshotReader::Open(path);
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_TRUE(reader->facts().partial);
  const ProcessResult gaps = site_.Sitrep(
      {"query", path, "select count(*) > 0 as found from coverage where status = 'interrupted'",
       "--format", "csv"});
  EXPECT_EQ(gaps.out, "found\n1\n");
  EXPECT_EQ(site_.Sitrep({"check", path}).exit_code, 5);
}

TEST_F(Interrupt, LeavesNothingWhenNothingWasRead) {
  site_.Lab("/rule", R"({"method": "Login", "kind": "delay", "delay_ms": 20000})");
  const std::string path = site_.Path("none.sitrep");
  const std::unique_ptr<Process> process = StartSnapshot(path);
  // The partial file is made before the source is asked.
  ASSERT_TRUE(process->WaitForFile(path + ".partial").ok());
  process->Signal(SIGTERM);
  const auto result = process->Wait(absl::Seconds(60));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->exit_code, 130) << result->out << result->err;
  EXPECT_FALSE(base::FileExists(path));
  EXPECT_FALSE(base::FileExists(path + ".partial"));
  site_.Lab("/clear", "{}");
  ExpectNothingLeftInTheLab();
}

}  // namespace
}  // namespace sitrep::tests
