#include "redact/dictionary.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "redact/sample_snapshot.h"
#include "redact/spelling.h"

namespace sitrep::redact {
namespace {

bool Finds(const Dictionary& dictionary, std::string_view name) {
  return dictionary.Find(name, 0).size == name.size();
}

TEST(Dictionary, TakesTheNamesOfASnapshot) {
  const std::string path = ::testing::TempDir() + "/dictionary-test.sitrep";
  std::filesystem::remove(path);
  WriteSampleSnapshot(path, SampleSite());
  auto reader = snapshot::SnapshotReader::Open(path);
  Dictionary dictionary;
  ASSERT_TRUE(dictionary.AddSnapshot(*reader).ok());
  for (const char* name :
       {"payroll-db", "Build Agent 7", "san-gold", "Prod Cluster", "Finance / Payroll",
        "Finance %2f Payroll", "esx01", "esx01.corp.acme-site.com", "acme-site", "jroe",
        "10.20.30.40", "vcsa01", "0050569a1122"}) {
    EXPECT_TRUE(Finds(dictionary, name)) << name;
  }
  for (const char* word : {"Hard disk 1", "8.0.3", "snapshot", "com", "vm"})
    EXPECT_FALSE(Finds(dictionary, word)) << word;
  EXPECT_EQ(dictionary.DomainAt("corp.acme-site.com", 0), 18u);
  EXPECT_EQ(dictionary.DomainAt("acme-site.com", 0), 13u);
  EXPECT_EQ(dictionary.DomainAt("com", 0), 0u);
  EXPECT_TRUE(dictionary.IsDomainLabel("CORP"));
  std::filesystem::remove(path);
}

TEST(Dictionary, LeavesCommonWordsUnlessAMachineIsCalledSo) {
  Dictionary dictionary;
  dictionary.AddText("backup");
  dictionary.AddText("ab");
  dictionary.AddText("12345");
  EXPECT_EQ(dictionary.size(), 0u);
  dictionary.AddName("backup");
  EXPECT_TRUE(Finds(dictionary, "backup"));
}

TEST(Dictionary, FindsTheLongestEntryAtWordBoundaries) {
  Dictionary dictionary;
  dictionary.AddName("web");
  dictionary.AddName("web-01");
  EXPECT_EQ(dictionary.Find("web-01.vmdk", 0).size, 6u);
  EXPECT_EQ(dictionary.Find("web-012", 0).size, 3u);
  EXPECT_EQ(dictionary.Find("website", 0).size, 0u);
  EXPECT_EQ(dictionary.Find("cobweb", 3).size, 0u);
}

TEST(Dictionary, NeverTakesNumbersOrPublicSuffixesForDomains) {
  Dictionary dictionary;
  dictionary.AddName("app-1.2.3");
  dictionary.AddDomain("co.uk");
  dictionary.AddDomain("com");
  dictionary.AddDomain("");
  EXPECT_EQ(dictionary.DomainAt("2.3", 0), 0u);
  EXPECT_EQ(dictionary.DomainAt("co.uk", 0), 0u);
  EXPECT_EQ(dictionary.DomainAt("com", 0), 0u);
  dictionary.AddDomain("site.local");
  EXPECT_EQ(dictionary.DomainAt("x.site.local", 2), 10u);
}

TEST(Dictionary, HoldsFiftyThousandNames) {
  Dictionary dictionary;
  for (int i = 0; i < 50'000; ++i) dictionary.AddName(absl::StrCat("machine-", i * 7919));
  EXPECT_TRUE(Finds(dictionary, absl::StrCat("machine-", 49'999 * 7919)));
  EXPECT_EQ(dictionary.Find("machine-x", 0).size, 0u);
}

TEST(OtherSpellings, AreThoseOfLogs) {
  const std::vector<std::string> spellings = OtherSpellings("a/b c");
  EXPECT_EQ(spellings, (std::vector<std::string>{"a%2fb c", "a%2fb%20c", "a%2fb+c"}));
  EXPECT_TRUE(OtherSpellings("plain").empty());
}

}  // namespace
}  // namespace sitrep::redact
