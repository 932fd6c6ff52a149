#include "backend/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/clock.h"

namespace sitrep::backend {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string ErrorOf(const std::string& text) {
  const absl::StatusOr<Config> config = ParseConfig(text, "backend.yaml");
  if (config.ok()) return "none";
  EXPECT_EQ(config.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(config.status().message());
}

TEST(Config, IsAllDefaultsWhenEmpty) {
  for (const char* text : {"", "# nothing\n", "---\n", "{}"}) {
    const auto config = ParseConfig(text, "backend.yaml");
    ASSERT_TRUE(config.ok()) << config.status();
    EXPECT_EQ(config->listen, "127.0.0.1:0");
    EXPECT_EQ(config->limits.window_bytes, 8 << 20);
    EXPECT_TRUE(config->tenants.empty());
  }
}

TEST(Config, ReadsEverything) {
  const auto config = ParseConfig(R"(
listen: 0.0.0.0:7443
data_directory: /var/lib/sitrep-backend
server_names: [support.example.com, 192.0.2.7]
plans_file: /etc/sitrep/plans.yaml
limits:
  artifact_bytes: 10 GiB
  window_bytes: 16MiB
  tenant_bytes: 1 TiB
  kept_free_bytes: 0
  uploads: 3
  stale_upload_days: 30
tenants:
  - name: acme
    plan: basic
    time_zone: Europe/Berlin
    entitled_until: 2027-03-31
    holidays: [2026-12-25, 2026-12-26]
  - name: other
    entitled_until: "2027-01-01T00:00:00Z"
)",
                                  "backend.yaml");
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->listen, "0.0.0.0:7443");
  EXPECT_THAT(config->server_names, ElementsAre("support.example.com", "192.0.2.7"));
  EXPECT_EQ(config->limits.artifact_bytes, int64_t{10} << 30);
  EXPECT_EQ(config->limits.window_bytes, 16 << 20);
  EXPECT_EQ(config->limits.tenant_bytes, int64_t{1} << 40);
  EXPECT_EQ(config->limits.kept_free_bytes, 0);
  EXPECT_EQ(config->limits.uploads, 3);
  EXPECT_EQ(config->limits.stale_upload_days, 30);
  ASSERT_EQ(config->tenants.size(), 2u);
  EXPECT_EQ(config->tenants[0].plan, "basic");
  EXPECT_EQ(base::TimeToText(config->tenants[0].entitled_until), "2027-03-31T22:00:00.000Z");
  EXPECT_THAT(config->tenants[0].holidays,
              ElementsAre(absl::CivilDay(2026, 12, 25), absl::CivilDay(2026, 12, 26)));
  EXPECT_EQ(config->tenants[1].plan, "production");
  EXPECT_EQ(base::TimeToText(config->tenants[1].entitled_until), "2027-01-01T00:00:00.000Z");
}

TEST(Config, NamesTheLineOfAnUnknownKey) {
  EXPECT_EQ(ErrorOf("listen: 127.0.0.1:1\nlissten: x\n"), "backend.yaml:2: unknown key lissten");
  EXPECT_EQ(ErrorOf("limits:\n  window: 1\n"), "backend.yaml:2: unknown key window");
  EXPECT_EQ(ErrorOf("tenants:\n  - name: a\n    plam: basic\n"),
            "backend.yaml:3: unknown key plam");
}

TEST(Config, NamesTheLineOfAWrongType) {
  EXPECT_EQ(ErrorOf("\nlisten: [a, b]\n"), "backend.yaml:2: listen: expected one value");
  EXPECT_EQ(ErrorOf("tenants: acme\n"), "backend.yaml:1: tenants: expected a list");
  EXPECT_EQ(ErrorOf("tenants:\n  - acme\n"),
            "backend.yaml:2: expected keys with values\n"
            "backend.yaml:1: name: a tenant needs a name");
  EXPECT_EQ(ErrorOf("limits:\n  uploads: many\n"),
            "backend.yaml:2: uploads: expected a whole number from 1 to 10000, found \"many\"");
  EXPECT_EQ(ErrorOf("- a\n"), "backend.yaml:1: expected keys with values");
}

TEST(Config, NamesEveryMistakeAtOnce) {
  const std::string errors = ErrorOf("listen: nowhere\nlimits: {artifact_bytes: -1}\nx: y\n");
  EXPECT_THAT(errors, HasSubstr("backend.yaml:1: listen: expected host:port"));
  EXPECT_THAT(errors, HasSubstr("backend.yaml:2: artifact_bytes: expected bytes"));
  EXPECT_THAT(errors, HasSubstr("backend.yaml:3: unknown key x"));
}

TEST(Config, NamesTheLineWhereYamlDoesNotParse) {
  EXPECT_THAT(ErrorOf("listen: 127.0.0.1:1\n  bad: [\n"), HasSubstr("backend.yaml:2: "));
}

TEST(Config, RefusesAKeyGivenTwice) {
  EXPECT_EQ(ErrorOf("listen: a:1\nlisten: b:2\n"), "backend.yaml:2: listen is given twice");
  EXPECT_THAT(ErrorOf("tenants:\n  - name: a\n  - name: a\n"),
              HasSubstr("backend.yaml:3: name: tenant a is given twice"));
}

TEST(Config, RefusesWhatCannotBe) {
  EXPECT_THAT(ErrorOf("tenants: [{name: ../etc}]"), HasSubstr("is no tenant name"));
  EXPECT_THAT(ErrorOf("tenants: [{name: a, time_zone: Mars/Olympus}]"),
              HasSubstr("is no time zone"));
  EXPECT_THAT(ErrorOf("tenants: [{name: a, holidays: [tomorrow]}]"), HasSubstr("expected a day"));
  EXPECT_THAT(ErrorOf("tenants: [{name: a, entitled_until: soon}]"), HasSubstr("soon"));
  EXPECT_THAT(ErrorOf("limits: {window_bytes: 1 KiB}"), HasSubstr("expected 4194304 to"));
  EXPECT_THAT(ErrorOf("limits: {artifact_bytes: 9999999 TiB}"), HasSubstr("expected bytes"));
  EXPECT_THAT(ErrorOf("listen: 127.0.0.1:70000"), HasSubstr("expected host:port"));
}

TEST(Config, RefusesAFileThatIsTooLarge) {
  EXPECT_EQ(ErrorOf(std::string((1 << 20) + 1, '#')),
            "backend.yaml:1: the file is larger than 1 MiB");
}

TEST(Config, ReadsTheSampleThatShipsAndFindsTheDefaultsInIt) {
  const auto sample = LoadConfig(SITREP_SOURCE_DIR "/deploy/backend.yaml");
  ASSERT_TRUE(sample.ok()) << sample.status();
  const Config defaults;
  EXPECT_EQ(sample->listen, defaults.listen);
  EXPECT_EQ(sample->data_directory, defaults.data_directory);
  EXPECT_EQ(sample->limits.artifact_bytes, defaults.limits.artifact_bytes);
  EXPECT_EQ(sample->limits.window_bytes, defaults.limits.window_bytes);
  EXPECT_EQ(sample->limits.tenant_bytes, defaults.limits.tenant_bytes);
  EXPECT_EQ(sample->limits.kept_free_bytes, defaults.limits.kept_free_bytes);
  EXPECT_EQ(sample->limits.uploads, defaults.limits.uploads);
  ASSERT_EQ(sample->tenants.size(), 1u);
}

TEST(Config, SaysWhichFileIsMissing) {
  const auto config = LoadConfig("/nowhere/backend.yaml");
  EXPECT_EQ(config.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(config.status().message()), HasSubstr("/nowhere/backend.yaml"));
}

}  // namespace
}  // namespace sitrep::backend
