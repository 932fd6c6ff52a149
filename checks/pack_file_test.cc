#include "checks/pack_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/signature.h"

namespace sitrep::checks {
namespace {

// Made for these tests with `openssl genpkey -algorithm ed25519`.
constexpr char kKey[] = R"(-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIGCxHYmXYuYcbG3i9d+BFSVZ8JkGk0DpMU2JkaOKksdY
-----END PRIVATE KEY-----
)";
constexpr char kOtherKey[] = R"(-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIIwR7hzdmxBseClTRF7b0Q+4nkt7GCfNweQd0IJ5rp7d
-----END PRIVATE KEY-----
)";

constexpr char kCheck[] =
    "-- id: a-check\n-- title: t\n-- severity: info\n-- category: c\n-- object: host\n"
    "-- key: source, moid\n-- why: w\n-- fix: f\nselect source, moid from host\n";

std::vector<PackMember> Members(const std::string& description) {
  return {{"a-check.sql", kCheck}, {"pack.txt", description}};
}

std::string Sealed(const std::string& description = "name: site\nversion: 7\n") {
  const auto bytes = SealPack("site", Members(description), kKey);
  EXPECT_TRUE(bytes.ok()) << bytes.status();
  return bytes.ok() ? *bytes : "";
}

PackTrust Trusting(const char* key) { return {.public_keys = {*base::PublicKeyOf(key)}}; }

TEST(PackFile, GivesThePackThatWasSealed) {
  const auto pack = OpenPack(Sealed(), "site.sitrep-pack", Trusting(kKey));
  ASSERT_TRUE(pack.ok()) << pack.status();
  EXPECT_EQ(pack->name, "site");
  EXPECT_EQ(pack->version, "7");
  ASSERT_EQ(pack->checks.size(), 1u);
  EXPECT_EQ(pack->checks[0].id, "a-check");
  EXPECT_EQ(Sealed(), Sealed());
}

TEST(PackFile, IsTakenFromKnownKeysAloneUnlessAllowed) {
  const auto refused = OpenPack(Sealed(), "site.sitrep-pack", Trusting(kOtherKey));
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(std::string(refused.status().message()), testing::HasSubstr("--allow-unsigned"));
  EXPECT_FALSE(OpenPack(Sealed(), "site.sitrep-pack", {}).ok());
  EXPECT_TRUE(
      OpenPack(Sealed(), "site.sitrep-pack", {.public_keys = {}, .allow_unsigned = true}).ok());
  PackTrust both = Trusting(kOtherKey);
  both.public_keys.push_back(*base::PublicKeyOf(kKey));
  EXPECT_TRUE(OpenPack(Sealed(), "site.sitrep-pack", both).ok());
}

TEST(PackFile, IsRefusedWithAnyByteChangedOrCutOff) {
  const std::string whole = Sealed();
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x20);
    // Base64 has several spellings of a last byte; none makes another signature good.
    const auto pack = OpenPack(changed, "site.sitrep-pack", Trusting(kKey));
    EXPECT_TRUE(!pack.ok() || pack->checks[0].id == "a-check") << "byte " << i;
    EXPECT_TRUE(!pack.ok() || i < whole.find("\n\n")) << "byte " << i;
    EXPECT_FALSE(OpenPack(whole.substr(0, i), "site.sitrep-pack", Trusting(kKey)).ok());
  }
}

TEST(PackFile, SaysThatTheProgramIsTooOld) {
  const auto seal = SealPack("site", Members("name: site\nversion: 7\nrequires: 99.1\n"), kKey);
  EXPECT_EQ(seal.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(seal.status().message()), testing::HasSubstr("needs version 99.1"));
  EXPECT_TRUE(SealPack("site", Members("version: 7\nrequires: 0.1\n"), kKey).ok());
}

TEST(PackFile, IsNotMadeOfAPackThatDoesNotParse) {
  const auto seal = SealPack("site", {{"bad.sql", "select 1"}}, kKey);
  EXPECT_THAT(std::string(seal.status().message()), testing::HasSubstr("site/bad.sql:1"));
}

TEST(PackFile, MergesWithOthersUnlessTheyHoldTheSameCheck) {
  const auto pack = OpenPack(Sealed(), "site.sitrep-pack", Trusting(kKey));
  ASSERT_TRUE(pack.ok());
  const auto merged = MergePacks({BuiltInPack(), *pack});
  ASSERT_TRUE(merged.ok()) << merged.status();
  EXPECT_EQ(merged->checks.size(), BuiltInPack().checks.size() + 1);
  EXPECT_EQ(merged->name, "sitrep+site");
  EXPECT_NE(merged->Find("a-check"), nullptr);
  EXPECT_THAT(std::string(MergePacks({*pack, *pack}).status().message()),
              testing::HasSubstr("both hold check a-check"));
}

}  // namespace
}  // namespace sitrep::checks
