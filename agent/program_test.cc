#include "agent/program.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <cstdlib>
#include <sstream>

#include "agent/version.h"
#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::HasSubstr;

class Program : public testing::Test {
 protected:
  Program() {
    std::string pattern = testing::TempDir() + "/programXXXXXX";
    folder_ = mkdtemp(pattern.data());
  }

  ExitCode Run(const std::vector<std::string>& arguments) {
    out_.str("");
    err_.str("");
    Surroundings surroundings{
        &clock_, &interrupt_, &out_, &err_, false, 80, false, [this](const std::string& name) {
          return name == "SITREP_STATE_DIR" ? folder_ + "/state"
                 : name == "HOME"           ? folder_
                                            : std::string();
        }};
    return RunProgram(arguments, surroundings);
  }

  std::string folder_;
  base::ManualClock clock_{absl::FromUnixSeconds(1'000'000'000)};
  base::Interrupt interrupt_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(Program, VersionAndHelpAreResults) {
  EXPECT_EQ(Run({"--version"}), ExitCode::kOk);
  EXPECT_EQ(out_.str(), std::string("sitrep ") + kVersion + "\n");
  EXPECT_EQ(Run({"--help"}), ExitCode::kOk);
  EXPECT_THAT(out_.str(), HasSubstr("Look:"));
  EXPECT_EQ(Run({"check", "--help"}), ExitCode::kOk);
  EXPECT_THAT(out_.str(), HasSubstr("--fail-on"));
  EXPECT_EQ(err_.str(), "");
}

TEST_F(Program, WhatIsNotUnderstoodIsUsageAndNoResult) {
  const std::vector<std::vector<std::string>> lines = {
      {},
      {"frobnicate"},
      {"--frobnicate", "status"},
      {"status", "--format", "xml"},
      {"status", "--format", "junit"},
      {"status", "extra"},
      {"check"},
      {"check", "--only", "no-such-check", "x"},
      {"check", "--param", "nonsense", "x"},
      {"doctor"},
      {"doctor", "x", "--backend"},
      {"snapshot", "nowhere"},
      {"snapshot", "https://h", "--username", "u"},
      {"query", "only-one"},
      {"requests"},
      {"requests", "open", "--title", "t", "--severity", "9"},
      {"attach", "../x", "file"},
      {"bundle", "create", "https://h", "--username", "u"},
      {"enroll", "--token-file", "none"},
      {"config", "check", "--config", "none.yaml"}};
  for (const std::vector<std::string>& line : lines) {
    EXPECT_EQ(Run(line), ExitCode::kUsage) << testing::PrintToString(line) << err_.str();
    EXPECT_EQ(out_.str(), "") << testing::PrintToString(line);
    EXPECT_NE(err_.str(), "") << testing::PrintToString(line);
  }
}

TEST_F(Program, AMistypedCommandIsNamed) {
  EXPECT_EQ(Run({"snapshott", "https://vc"}), ExitCode::kUsage);
  EXPECT_THAT(err_.str(), HasSubstr("there is no command \"snapshott\""));
}

TEST_F(Program, ARawSnapshotMayNotBeNamedLikeARedactedOne) {
  EXPECT_EQ(Run({"snapshot", "https://vc", "--username", "u", "--password-file", "/dev/null",
                 "--insecure", "-o", folder_ + "/x.redacted.sitrep"}),
            ExitCode::kUsage);
}

TEST_F(Program, CommonOptionsMayStandAnywhere) {
  EXPECT_EQ(Run({"--format", "json", "status"}), ExitCode::kOk);
  const std::string before = out_.str();
  EXPECT_EQ(Run({"status", "--format", "json"}), ExitCode::kOk);
  EXPECT_EQ(out_.str(), before);
  EXPECT_EQ(Run({"spool", "list", "--format", "csv"}), ExitCode::kOk);
  EXPECT_THAT(out_.str(), HasSubstr("id,state,"));
}

TEST_F(Program, AWordMayLookLikeACommand) {
  EXPECT_EQ(Run({"check", "status"}), ExitCode::kUsage);
  EXPECT_THAT(err_.str(), HasSubstr("\"status\" is no URL, no file and no source"));
}

TEST_F(Program, ListAndExplainNeedNoSnapshot) {
  EXPECT_EQ(Run({"check", "--list", "--format", "json"}), ExitCode::kOk);
  EXPECT_THAT(out_.str(), HasSubstr("\"check\": \"datastore-space-low\""));
  EXPECT_EQ(Run({"check", "--explain", "datastore-space-low"}), ExitCode::kOk);
  EXPECT_THAT(out_.str(), HasSubstr("What to do"));
  EXPECT_EQ(Run({"check", "--explain", "no-such-check"}), ExitCode::kUsage);
}

TEST_F(Program, PropertyPathsArePrintedWithoutASource) {
  EXPECT_EQ(Run({"snapshot", "--print-paths"}), ExitCode::kOk);
  EXPECT_THAT(out_.str(), HasSubstr("VirtualMachine "));
}

TEST_F(Program, AnAgentThatIsNotEnrolledIsToldHowToEnrol) {
  EXPECT_EQ(Run({"requests", "list"}), ExitCode::kError);
  EXPECT_THAT(err_.str(), HasSubstr("sitrep enroll"));
  EXPECT_EQ(Run({"doctor", "--backend"}), ExitCode::kError);
  EXPECT_THAT(out_.str(), HasSubstr("FAIL  identity"));
}

TEST_F(Program, AStateDirectoryOpenToOthersIsRefused) {
  ASSERT_TRUE(base::MakeDirectories(folder_ + "/open", 0755).ok());
  ASSERT_EQ(chmod((folder_ + "/open").c_str(), 0755), 0);
  EXPECT_EQ(Run({"status", "--state-dir", folder_ + "/open"}), ExitCode::kUsage);
  EXPECT_THAT(err_.str(), HasSubstr("chmod 700"));
}

TEST_F(Program, EveryErrorOfTheConfigurationHasItsLine) {
  ASSERT_TRUE(base::WriteFileAtomically(folder_ + "/c.yaml", "a: 1\nb: 2\n").ok());
  EXPECT_EQ(Run({"config", "check", "--config", folder_ + "/c.yaml"}), ExitCode::kUsage);
  EXPECT_THAT(err_.str(), HasSubstr("c.yaml:1:1: "));
  EXPECT_THAT(err_.str(), HasSubstr("c.yaml:2:1: "));
  EXPECT_EQ(Run({"check", "production", "--config", folder_ + "/c.yaml"}), ExitCode::kUsage);
}

TEST_F(Program, AliasAndRevealLeadToEachOtherOnceANameHasLeft) {
  EXPECT_EQ(Run({"alias", "web-01"}), ExitCode::kOk);
  const std::string alias = out_.str();
  EXPECT_EQ(Run({"alias", "web-01", "--quiet"}), ExitCode::kOk);
  EXPECT_EQ(out_.str(), alias);
  EXPECT_EQ(err_.str(), "");
  EXPECT_EQ(Run({"reveal", alias.substr(0, alias.size() - 1)}), ExitCode::kError);
}

TEST_F(Program, ReferencePageIsFresh) {
  const std::string path = std::string(SITREP_SOURCE_DIR) + "/docs/reference/command_line.md";
  const std::string text = CommandLineReference();
  if (std::getenv("SITREP_UPDATE") != nullptr) {
    ASSERT_TRUE(base::WriteFileAtomically(path, text, 0644).ok());
  }
  EXPECT_EQ(base::ReadFile(path).value_or(""), text) << "run this test with SITREP_UPDATE=1";
}

}  // namespace
}  // namespace sitrep::agent
