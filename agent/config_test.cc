#include "agent/config.h"

#include <cstdlib>

#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::HasSubstr;

std::string ErrorOf(std::string_view text) {
  const absl::StatusOr<Config> config = ParseConfig(text, "c.yaml");
  return config.ok() ? "" : std::string(config.status().message());
}

constexpr char kSource[] =
    "sources:\n"
    "  - name: production\n"
    "    url: https://vcenter.example.com\n"
    "    username: sitrep@vsphere.local\n"
    "    password_file: /etc/sitrep/password\n";

TEST(Config, ReadsEverySetting) {
  const auto config =
      ParseConfig(std::string(kSource) + "    thumbprints:\n      - " + std::string(64, 'a') +
                      "\nbackend: backend.example.com:7443\nstate_dir: /srv/sitrep\n"
                      "spool:\n  max_size: 2 GiB\n  max_age_days: 7\n",
                  "c.yaml");
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->sources(0).name(), "production");
  EXPECT_EQ(config->sources(0).thumbprints_size(), 1);
  EXPECT_EQ(config->backend(), "backend.example.com:7443");
  EXPECT_EQ(config->spool().max_size(), int64_t{2} << 30);
  EXPECT_EQ(config->spool().max_age_days(), 7);
  EXPECT_NE(FindSource(*config, "production"), nullptr);
  EXPECT_EQ(FindSource(*config, "staging"), nullptr);
}

TEST(Config, AnEmptyFileIsAnEmptyConfiguration) {
  EXPECT_EQ(ErrorOf(""), "");
  EXPECT_EQ(ErrorOf("# only a comment\n"), "");
}

TEST(Config, NamesThePlaceOfAnUnknownSetting) {
  EXPECT_THAT(ErrorOf("state_dir: /a\nstate_folder: /b\n"),
              HasSubstr("c.yaml:2:1: unknown setting `state_folder`; known are sources, backend, "
                        "state_dir, spool"));
}

TEST(Config, CertificateChecksCannotBeTurnedOff) {
  EXPECT_THAT(ErrorOf(std::string(kSource) + "    insecure: true\n"),
              HasSubstr("c.yaml:6:5: unknown setting"));
}

TEST(Config, NamesThePlaceOfAWrongType) {
  EXPECT_THAT(ErrorOf("sources: production\n"), HasSubstr("c.yaml:1:10: `sources` is a list"));
  EXPECT_THAT(ErrorOf("state_dir: [a]\n"), HasSubstr("c.yaml:1:12: `state_dir` takes one value"));
  EXPECT_THAT(ErrorOf("spool: 3\n"), HasSubstr("c.yaml:1:8: settings are expected here"));
  EXPECT_THAT(ErrorOf("- a\n"), HasSubstr("c.yaml:1:1: settings are expected here"));
}

TEST(Config, NamesThePlaceOfABadValue) {
  EXPECT_THAT(ErrorOf("spool:\n  max_size: 3 apples\n"),
              HasSubstr("c.yaml:2:13: `max_size`: \"3 apples\" is not a number"));
  EXPECT_THAT(ErrorOf("spool:\n  max_age_days: 0\n"),
              HasSubstr("c.yaml:2:17: `max_age_days`: \"0\" is not a whole number"));
  EXPECT_THAT(ErrorOf("state_dir: here\n"),
              HasSubstr("c.yaml:1:12: `state_dir`: \"here\" is not an absolute path"));
  EXPECT_THAT(ErrorOf("backend: example.com\n"),
              HasSubstr("c.yaml:1:10: `backend`: \"example.com\" is not host:port"));
}

TEST(Config, NamesEveryErrorOfTheFile) {
  const std::string error = ErrorOf("a: 1\nb: 2\nstate_dir: x\n");
  EXPECT_THAT(error, HasSubstr("c.yaml:1:1: "));
  EXPECT_THAT(error, HasSubstr("\nc.yaml:2:1: "));
  EXPECT_THAT(error, HasSubstr("\nc.yaml:3:12: "));
}

TEST(Config, NamesThePlaceOfABrokenFile) {
  EXPECT_THAT(ErrorOf("sources:\n  - name: [\n"), HasSubstr("c.yaml:3:1: "));
  EXPECT_THAT(ErrorOf("a: b: c\n"), HasSubstr("c.yaml:1:"));
}

TEST(Config, ASettingIsGivenOnce) {
  EXPECT_THAT(ErrorOf("state_dir: /a\nstate_dir: /b\n"),
              HasSubstr("c.yaml:2:1: `state_dir` is given twice"));
  EXPECT_THAT(ErrorOf(std::string(kSource) + std::string(kSource).substr(9)),
              HasSubstr("c.yaml:6:5: there are two sources named `production`"));
}

TEST(Config, ASourceNeedsWhatItNeeds) {
  const std::string error = ErrorOf("sources:\n  - name: production\n");
  EXPECT_THAT(error, HasSubstr("c.yaml:2:5: `url` is missing"));
  EXPECT_THAT(error, HasSubstr("`username` is missing"));
  EXPECT_THAT(error, HasSubstr("`password_file` is missing"));
}

TEST(Config, TrustIsOneOfTwo) {
  EXPECT_THAT(ErrorOf(std::string(kSource) + "    ca_file: /a\n    thumbprints: [" +
                      std::string(64, 'a') + "]\n"),
              HasSubstr("c.yaml:2:5: give `ca_file` or `thumbprints`, not both"));
}

TEST(Config, OtherFilesAreNoConfiguration) {
  EXPECT_THAT(ErrorOf(std::string_view("\0\0\0", 3)), HasSubstr("c.yaml: holds a NUL byte"));
  EXPECT_THAT(ErrorOf(std::string(2 << 20, 'a')), HasSubstr("larger than 1 MiB"));
}

TEST(Config, ReferencePageIsFresh) {
  const std::string path = std::string(SITREP_SOURCE_DIR) + "/docs/reference/configuration.md";
  const std::string text = ConfigReference();
  if (std::getenv("SITREP_UPDATE") != nullptr) {
    ASSERT_TRUE(base::WriteFileAtomically(path, text, 0644).ok());
  }
  EXPECT_EQ(base::ReadFile(path).value_or(""), text) << "run this test with SITREP_UPDATE=1";
}

TEST(Config, TheReferencesExampleIsGood) {
  const std::string text = ConfigReference();
  const size_t begin = text.find("```yaml\n") + 8;
  EXPECT_EQ(ErrorOf(text.substr(begin, text.find("```", begin) - begin)), "");
}

}  // namespace
}  // namespace sitrep::agent
