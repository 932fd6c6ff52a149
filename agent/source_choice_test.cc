#include "agent/source_choice.h"

#include <unistd.h>

#include "agent/exit_code.h"
#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::HasSubstr;

Config SampleConfig() {
  Config config;
  SourceConfig& source = *config.add_sources();
  source.set_name("production");
  source.set_url("https://vcenter.example.com");
  source.set_username("reader");
  source.set_password_file("/etc/sitrep/password");
  source.add_thumbprints(std::string(64, 'a'));
  return config;
}

TEST(SourceChoice, AWordIsAUrlAFileOrAName) {
  EXPECT_EQ(ClassifyWord("https://host", true), WordKind::kUrl);
  EXPECT_EQ(ClassifyWord("a.sitrep", true), WordKind::kSnapshot);
  EXPECT_EQ(ClassifyWord("production", false), WordKind::kSourceName);
}

TEST(SourceChoice, ANameTakesEverythingFromTheConfiguration) {
  const auto choice = ChooseSource("production", {}, SampleConfig(), "/other");
  ASSERT_TRUE(choice.ok()) << choice.status();
  EXPECT_EQ(choice->name, "production");
  EXPECT_EQ(choice->options.username, "reader");
  EXPECT_EQ(choice->password_file, "/etc/sitrep/password");
  EXPECT_EQ(choice->options.trust.thumbprints.size(), 1u);
  EXPECT_FALSE(choice->options.trust.insecure);
}

TEST(SourceChoice, AnUnknownNameIsAUsageErrorThatNamesTheKnown) {
  const auto choice = ChooseSource("staging", {}, SampleConfig(), "");
  EXPECT_EQ(ExitCodeOf(choice.status()), ExitCode::kUsage);
  EXPECT_THAT(choice.status().ToString(), HasSubstr("knows production"));
}

TEST(SourceChoice, OptionsOfAUrlDoNotGoWithAName) {
  SourceFlags flags;
  flags.insecure = true;
  EXPECT_EQ(ExitCodeOf(ChooseSource("production", flags, SampleConfig(), "").status()),
            ExitCode::kUsage);
  flags = {};
  flags.retry_login = true;
  EXPECT_TRUE(ChooseSource("production", flags, SampleConfig(), "").ok());
}

TEST(SourceChoice, AUrlIsNamedAfterItsHost) {
  SourceFlags flags;
  flags.username = "reader";
  flags.ca_file = "/ca.pem";
  const auto choice = ChooseSource("https://vc.example.com:8443/sdk", flags, {}, "/password");
  ASSERT_TRUE(choice.ok()) << choice.status();
  EXPECT_EQ(choice->name, "vc.example.com");
  EXPECT_EQ(choice->password_file, "/password");
  EXPECT_EQ(choice->options.trust.ca_file, "/ca.pem");
}

TEST(SourceChoice, ThePasswordFileOptionBeatsTheEnvironment) {
  SourceFlags flags;
  flags.password_file = "/mine";
  EXPECT_EQ(ChooseSource("https://vc", flags, {}, "/theirs")->password_file, "/mine");
}

TEST(SourceChoice, TrustIsOneOfThree) {
  SourceFlags flags;
  flags.insecure = true;
  flags.ca_file = "/ca.pem";
  EXPECT_EQ(ExitCodeOf(ChooseSource("https://vc", flags, {}, "").status()), ExitCode::kUsage);
}

TEST(SourceChoice, AUrlThatHoldsAPasswordIsRefused) {
  EXPECT_EQ(ExitCodeOf(ChooseSource("https://user:secret@vc", {}, {}, "").status()),
            ExitCode::kUsage);
}

TEST(SourceChoice, ThePasswordIsTheFirstLine) {
  const std::string path = testing::TempDir() + "/password" + std::to_string(getpid());
  ASSERT_TRUE(base::WriteFileAtomically(path, "s3cret word\r\nrest\n", 0600).ok());
  SourceChoice choice;
  choice.password_file = path;
  ASSERT_TRUE(ReadPassword(choice).ok());
  EXPECT_EQ(choice.options.password, "s3cret word");
  ASSERT_TRUE(base::WriteFileAtomically(path, "\n", 0600).ok());
  EXPECT_EQ(ExitCodeOf(ReadPassword(choice)), ExitCode::kUsage);
  ASSERT_TRUE(base::RemoveFile(path).ok());
  EXPECT_EQ(ExitCodeOf(ReadPassword(choice)), ExitCode::kUsage);
}

}  // namespace
}  // namespace sitrep::agent
