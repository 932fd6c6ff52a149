#include "collectors/appliance/rest_resource.h"

#include <gtest/gtest.h>

#include <set>

#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

TEST(RestResource, EveryTableIsDeclaredForThisReader) {
  for (const RestResource& resource : RestResources()) {
    const int index = tables::Catalog::Get().Find(resource.table);
    ASSERT_GE(index, 0) << resource.table;
    EXPECT_EQ(tables::Catalog::Get().table(resource.table).reader, "appliance");
  }
}

TEST(RestResource, ResourcesOfOneTableStandTogether) {
  std::set<std::string_view> seen;
  std::string_view last;
  for (const RestResource& resource : RestResources()) {
    const bool together = resource.table == last || seen.insert(resource.table).second;
    EXPECT_TRUE(together) << resource.table;
    last = resource.table;
  }
}

TEST(RestResource, EveryColumnIsFedByAResourceOrByCode) {
  const std::set<std::string> code = {"appliance_certificate", "appliance_storage",
                                      "tag_assignment"};
  std::set<std::string> fed;
  for (const RestResource& resource : RestResources()) fed.emplace(resource.table);
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    if (table.reader != "appliance") continue;
    EXPECT_NE(fed.contains(table.name), code.contains(table.name)) << table.name;
    EXPECT_TRUE(table.vcenter_only) << table.name;
  }
}

TEST(RestResource, PathsHaveTheirOwnSpellingInTheOlderFamily) {
  constexpr RestPart kPart = {"", "cis/tagging/tag/{}", "com/vmware/cis/tagging/tag/id:{}"};
  EXPECT_EQ(PathOf(kPart, RestFamily::kApi), "cis/tagging/tag/{}");
  EXPECT_EQ(PathOf(kPart, RestFamily::kRest), "com/vmware/cis/tagging/tag/id:{}");
  constexpr RestPart kSame = {"", "appliance/ntp"};
  EXPECT_EQ(PathOf(kSame, RestFamily::kRest), "appliance/ntp");
}

TEST(RestResource, TheCostLedgerSeesTheSameNameInBothFamilies) {
  EXPECT_EQ(CostName("cis/tagging/tag/{}"), "cis.tagging.tag.id");
  EXPECT_EQ(CostName("com/vmware/cis/tagging/tag/id:{}"), "cis.tagging.tag.id");
  EXPECT_EQ(CostName("appliance/update/pending?source_type=LAST_CHECK"),
            "appliance.update.pending");
}

}  // namespace
}  // namespace sitrep::collectors
