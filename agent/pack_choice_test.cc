#include "agent/pack_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/exit_code.h"
#include "base/file.h"
#include "base/signature.h"
#include "checks/pack_file.h"

namespace sitrep::agent {
namespace {

// Made for this test with `openssl genpkey -algorithm ed25519`.
constexpr char kKey[] = R"(-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIGCxHYmXYuYcbG3i9d+BFSVZ8JkGk0DpMU2JkaOKksdY
-----END PRIVATE KEY-----
)";

constexpr char kCheck[] =
    "-- id: house-check\n-- title: t\n-- severity: info\n-- category: c\n-- object: host\n"
    "-- key: source, moid\n-- why: w\n-- fix: f\nselect source, moid from host\n";

class PackChoice : public testing::Test {
 protected:
  PackChoice() : folder_(testing::TempDir() + "/house-pack") {
    EXPECT_TRUE(base::MakeDirectories(folder_).ok());
    Write("house-check.sql", kCheck);
    EXPECT_TRUE(base::WriteFileAtomically(
                    file_, *checks::SealPack("house", {{"house-check.sql", kCheck}}, kKey))
                    .ok());
    EXPECT_TRUE(base::WriteFileAtomically(key_, *base::PublicKeyOf(kKey)).ok());
  }
  void Write(const std::string& name, const std::string& text) {
    EXPECT_TRUE(base::WriteFileAtomically(folder_ + "/" + name, text).ok());
  }

  std::string folder_;
  std::string file_ = testing::TempDir() + "/house.sitrep-pack";
  std::string key_ = testing::TempDir() + "/house.pem";
};

TEST_F(PackChoice, IsTheProgramsOwnWithoutOthers) {
  const auto pack = ChoosePack({}, {});
  ASSERT_TRUE(pack.ok());
  EXPECT_EQ(pack->checks.size(), checks::BuiltInPack().checks.size());
}

TEST_F(PackChoice, TakesASignedFileOfAConfiguredKey) {
  CheckConfig config;
  config.add_packs(file_);
  EXPECT_THAT(std::string(ChoosePack(config, {}).status().message()),
              testing::HasSubstr("signed by none of the configured keys"));
  config.add_pack_keys(key_);
  const auto pack = ChoosePack(config, {});
  ASSERT_TRUE(pack.ok()) << pack.status();
  EXPECT_NE(pack->Find("house-check"), nullptr);
  EXPECT_NE(pack->Find("host-disconnected"), nullptr);
  EXPECT_EQ(pack->name, "sitrep+house");
}

TEST_F(PackChoice, TakesAFolderWhenItIsTold) {
  const auto refused = ChoosePack({}, {.packs = {folder_}});
  EXPECT_THAT(std::string(refused.status().message()), testing::HasSubstr("--allow-unsigned"));
  EXPECT_TRUE(ChoosePack({}, {.packs = {folder_}, .allow_unsigned = true}).ok());
}

TEST_F(PackChoice, NamesTheFileThatIsNotThere) {
  const auto pack = ChoosePack({}, {.packs = {"/no/such.sitrep-pack"}});
  EXPECT_THAT(std::string(pack.status().message()), testing::HasSubstr("/no/such.sitrep-pack"));
}

}  // namespace
}  // namespace sitrep::agent
