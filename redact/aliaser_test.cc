#include "redact/aliaser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "redact/shape.h"

namespace sitrep::redact {
namespace {

using ::testing::MatchesRegex;
using ::testing::StartsWith;

constexpr uint64_t kSeed = 20261122;

Aliaser Make(char key = 'k') { return Aliaser(*SiteKey::FromBytes(std::string(32, key))); }
std::string Of(std::string_view text) { return Make().Alias(text); }

TEST(Aliaser, IsStableAndDependsOnTheKey) {
  EXPECT_EQ(Make().Alias("web01"), Make().Alias("web01"));
  EXPECT_NE(Make('k').Alias("web01"), Make('j').Alias("web01"));
  const Aliaser first = Make();
  const Aliaser copy = first;
  EXPECT_EQ(copy.Alias("10.1.2.3"), first.Alias("10.1.2.3"));
  EXPECT_EQ(Of(""), "");
}

TEST(Aliaser, GivesNamesASingleWordThatIsAValidHostLabel) {
  EXPECT_THAT(Of("Prod DB 01"), MatchesRegex("n-[0-9a-z]{12}"));
  EXPECT_TRUE(Aliaser::LooksLikeAlias(Of("Prod DB 01")));
  EXPECT_FALSE(Aliaser::LooksLikeAlias("n-a"));
  EXPECT_FALSE(Aliaser::LooksLikeAlias("n-illegible000"));
}

TEST(Aliaser, KeepsTheFormatsThatProgramsRead) {
  EXPECT_THAT(Of("5014A1B2-0000-4111-8222-333344445555"),
              MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_THAT(Of("5f3e2c1a-12345678-abcd-0123456789ab"),
              MatchesRegex("[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{12}"));
  EXPECT_THAT(Of("vm-123"), MatchesRegex("vm-[0-9]{1,12}"));
  EXPECT_THAT(Of("domain-c7"), MatchesRegex("domain-c[0-9]{1,12}"));
  EXPECT_THAT(Of("group-d1"), MatchesRegex("group-d[0-9]{1,12}"));
  EXPECT_THAT(Of("datastore-5"), MatchesRegex("datastore-[0-9]{1,12}"));
  EXPECT_THAT(Of("host-12"), MatchesRegex("host-[0-9]{1,12}"));
  EXPECT_THAT(Of("resgroup-8"), MatchesRegex("resgroup-[0-9]{1,12}"));
  EXPECT_THAT(Of("dvportgroup-3"), MatchesRegex("dvportgroup-[0-9]{1,12}"));
  EXPECT_THAT(Of("vm-99999999999999999"), MatchesRegex("vm-[0-9]{13,19}"));
  EXPECT_THAT(Of("00-50-56-AA-BB-CC"),
              MatchesRegex("00:50:56:[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}"));
  EXPECT_THAT(Of("naa.600508b1001c4d5e600508b1001c4d5e"), MatchesRegex("naa.6[0-9a-f]{31}"));
  EXPECT_THAT(Of("jane@corp.example.com"), MatchesRegex("n-.{12}@n-.{12}\\.n-.{12}\\.com"));
  EXPECT_THAT(Of("CORP\\jane"), MatchesRegex("n-.{12}\\\\n-.{12}"));
  EXPECT_THAT(Of("[ds1] web01/web01-000002.vmdk"),
              MatchesRegex("\\[n-.{12}\\] n-.{12}/n-.{12}-000002\\.vmdk"));
  EXPECT_THAT(Of("ds:///vmfs/volumes/5f3e2c1a-12345678-abcd-0123456789ab/"),
              MatchesRegex("ds:///vmfs/volumes/[0-9a-f-]{35}/"));
}

TEST(Aliaser, GivesTheSameThingTheSameAliasWhereverItStands) {
  const std::string web = Of("web01");
  EXPECT_THAT(Of("web01.corp.example.com"), StartsWith(web + "."));
  EXPECT_EQ(Of("[ds1] web01/web01.vmx"), absl::StrCat("[", Of("ds1"), "] ", web, "/", web, ".vmx"));
  EXPECT_EQ(Of("WEB01.Corp.Example.COM"), Of("web01.corp.example.com"));
  EXPECT_EQ(Of("alarm-1.host-2"), absl::StrCat(Of("alarm-1"), ".", Of("host-2")));
  EXPECT_EQ(Of("00:50:56:aa:bb:cc"), Of("0050.56AA.BBCC"));
  EXPECT_EQ(Of("10.1.2.3:443"), Of("10.1.2.3") + ":443");
  EXPECT_EQ(Of("Dev%2fTest"), Of("dev/test"));
  EXPECT_EQ(Of("56 4d 1a 2b 3c 4d 5e 6f-70 81 92 a3 b4 c5 d6 e7").substr(0, 2),
            Of("564d1a2b-3c4d-5e6f-7081-92a3b4c5d6e7").substr(0, 2));
}

TEST(Aliaser, KeepsTheFormatsOfStorageAndNetworks) {
  EXPECT_THAT(Of("21:00:f4:e9:d4:01:02:03"), MatchesRegex("2[0-9a-f](:[0-9a-f]{2}){7}"));
  EXPECT_THAT(Of("fc.2000f4e9d4010203:2100f4e9d4010203"),
              MatchesRegex("fc.2[0-9a-f]{15}:2[0-9a-f]{15}"));
  EXPECT_THAT(Of("eui.0025388b710116c5"), MatchesRegex("eui.0[0-9a-f]{15}"));
  EXPECT_THAT(Of("t10.ATA_____DELLBOSS_VD_0123456789abcdef"), MatchesRegex("t10.n-.{12}"));
  EXPECT_THAT(Of("iqn.1998-01.com.vmware:esx01-6b1f2c3d"),
              MatchesRegex("iqn.1998-01.com.vmware:n-.{12}"));
  EXPECT_THAT(Of("2001:db8:12::7/64"), MatchesRegex("[0-9a-f:]+/64"));
  EXPECT_THAT(Of("fe80::250:56ff:fe9a:1122%vmk0"), MatchesRegex("[0-9a-f:]+%vmk0"));
  EXPECT_THAT(Of("[2001:db8::7]:443"), MatchesRegex("\\[[0-9a-f:]+\\]:443"));
  EXPECT_THAT(Of("tcp://log01.acme-site.com:514"), MatchesRegex("tcp://n-.{12}.n-.{12}.com:514"));
  EXPECT_EQ(Of("nas01.acme-site.com:/export/vol1"),
            absl::StrCat(Of("nas01.acme-site.com"), ":/", Of("export"), "/", Of("vol1")));
}

TEST(Aliaser, LetsNothingThroughOfAShapeThatHoldsNames) {
  for (const char* text : {"zyzzyva",
                           "Zyzzyva Ltd.",
                           "zyzzyva://server/share",
                           "https://user:zyzzyva@10.0.0.1/",
                           "https://zyzzyva.example.com/zyzzyva?zyzzyva=zyzzyva#zyzzyva",
                           "fe80::1%zyzzyva",
                           "10.0.0.1%zyzzyva1",
                           "10.0.0.1/zyzzyva",
                           "2001:db8::1/zyzzyva",
                           "[::1]:zyzzyva",
                           "iqn.2001-05.com.zyzzyva:zyzzyva.zyzzyva",
                           "iqn.2001-05.zyzzyva:x",
                           "iqn.zyzzyva",
                           "naa.zyzzyva",
                           "t10.zyzzyva",
                           "eui.zyzzyva",
                           "vml.zyzzyva",
                           "zyzzyva:443",
                           "CN=zyzzyva,OU=zyzzyva,O=zyzzyva,C=DE",
                           "CN=zyzzyva, OU=a b, O=zyzzyva",
                           "E=zyzzyva@zyzzyva.com,O=zyzzyva",
                           "/C=DE/O=zyzzyva/CN=zyzzyva.example.com",
                           "OU=http://zyzzyva/,CN=x",
                           "ZYZZYVA\\john",
                           "CORP\\zyzzyva zyzzyva",
                           "zyzzyva\\zyzzyva\\zyzzyva",
                           "zyzzyva@vsphere.local",
                           "[zyzzyva] zyzzyva/zyzzyva.vmx",
                           "[ds] a/zyzzyva.zyzzyva",
                           "[ds] vmware-zyzzyva.log",
                           "[zyzzyva",
                           "ds:///zyzzyva/",
                           "C:\\zyzzyva\\",
                           "/zyzzyva/zyzzyva:zyzzyva",
                           "zyzzyva.vmdk",
                           "host-zyzzyva",
                           "VMware-zyzzyva",
                           "HaNetwork-zyzzyva",
                           "key-vim.host.PhysicalNic-zyzzyva",
                           "urn:vmomi:InventoryServiceTag:zyzzyva:GLOBAL",
                           "com.zyzzyva.backup",
                           "zyzzyva.com",
                           "n-zyzzyva",
                           "zyzzyva%2fzyzzyva%5czyzzyva",
                           "1.0-zyzzyva",
                           "zyzzyva\nzyzzyva"}) {
    EXPECT_EQ(Of(text).find("zyzzyva"), std::string::npos) << text << " became " << Of(text);
  }
}

TEST(Aliaser, KeepsNamesThatIdentifyNobody) {
  for (const char* name : {"root", "localhost", "Datacenters", "host", "ha-host"}) {
    EXPECT_EQ(Of(name), name);
  }
  EXPECT_EQ(Of("ROOT"), "root");
  EXPECT_EQ(Of("root@localhost"), "root@localhost");
}

TEST(Aliaser, GivesDifferentStringsDifferentAliases) {
  SCOPED_TRACE(testing::Message() << "seed " << kSeed);
  const Aliaser aliaser = Make();
  std::mt19937_64 random(kSeed);
  std::map<std::string, std::string> seen;  // alias -> normalised
  const auto check = [&](const std::string& text) {
    const auto [found, fresh] = seen.emplace(aliaser.Alias(text), Aliaser::Normalise(text));
    ASSERT_TRUE(fresh || found->second == Aliaser::Normalise(text))
        << text << " and " << found->second;
  };
  for (int i = 0; i < 20000; ++i) {
    const uint32_t number = static_cast<uint32_t>(random());
    check(absl::StrCat("vm-", i));
    check(absl::StrCat("machine ", number));
    check(FormatIpv4(number));
    check(absl::StrCat("00:50:56:", absl::Hex(number & 255, absl::kZeroPad2), ":",
                       absl::Hex(number >> 8 & 255, absl::kZeroPad2), ":",
                       absl::Hex(number >> 16 & 255, absl::kZeroPad2)));
    check(absl::StrCat("h", number, ".example.com"));
    check(absl::StrCat(absl::Hex(number, absl::kZeroPad8), "-0000-4000-8000-",
                       absl::Hex(random() >> 16, absl::kZeroPad12)));
  }
  EXPECT_GT(seen.size(), 100000u);
}

std::string RandomText(std::mt19937_64& random) {
  constexpr std::string_view kBytes = "abAB09.:/-_@\\[]% {}\n\xc3\xa9\x00";
  std::string text;
  for (size_t i = random() % 24; i > 0; --i) {
    text += random() % 8 == 0 ? static_cast<char>(random()) : kBytes[random() % kBytes.size()];
  }
  return text;
}

TEST(Aliaser, IsTotalAndIgnoresCase) {
  SCOPED_TRACE(testing::Message() << "seed " << kSeed);
  const Aliaser aliaser = Make();
  std::mt19937_64 random(kSeed);
  for (int i = 0; i < 50000; ++i) {
    const std::string text = RandomText(random);
    const std::string alias = aliaser.Alias(text);
    ASSERT_EQ(alias.empty(), text.empty());
    ASSERT_EQ(alias, aliaser.Alias(ToLower(text))) << testing::PrintToString(text);
  }
}

TEST(Aliaser, VisitsEveryPartThatGotAnAlias) {
  std::map<std::string, std::string> parts;
  const std::string alias = Make().Alias(
      "web01.corp.example.com",
      [&](std::string_view original, std::string_view part) { parts.emplace(original, part); });
  EXPECT_EQ(parts.size(), 3u);
  EXPECT_EQ(alias, absl::StrCat(parts["web01"], ".", parts["corp"], ".", parts["example"], ".com"));
}

}  // namespace
}  // namespace sitrep::redact
