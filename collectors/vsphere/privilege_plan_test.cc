#include "collectors/vsphere/privilege_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

using tables::Catalog;
using testing::Contains;
using testing::Not;

std::vector<int> AllTables() {
  std::vector<int> all(Catalog::Get().tables().size());
  std::iota(all.begin(), all.end(), 0);
  return all;
}

TEST(PrivilegePlan, EveryDeclaredPrivilegeIsFoundOnceAndNoneThatEverybodyHolds) {
  const std::vector<std::string> privileges = PrivilegesOf(AllTables());
  for (const tables::Table& table : Catalog::Get().tables()) {
    if (table.privilege.empty() || table.privilege.find(',') != std::string::npos) continue;
    if (table.privilege.starts_with("System.")) continue;
    EXPECT_THAT(privileges, Contains(table.privilege)) << table.name;
  }
  EXPECT_THAT(privileges, testing::WhenSorted(testing::ElementsAreArray(privileges)));
  EXPECT_THAT(privileges, Not(Contains(testing::StartsWith("System."))));
  EXPECT_TRUE(PrivilegesOf({Catalog::Get().Find("datastore")}).empty());
}

TEST(PrivilegePlan, NothingIsDeniedToWhoHoldsEverything) {
  EXPECT_TRUE(DeniedParts(AllTables(), {}).empty());
  EXPECT_TRUE(DeniedParts(AllTables(), {"Some.Other"}).empty());
}

TEST(PrivilegePlan, WhatNeedsAMissingPrivilegeIsDeniedWithItsName) {
  const std::vector<int> all = AllTables();
  for (const std::string& privilege : PrivilegesOf(all)) {
    const Omissions parts = DeniedParts(all, {privilege});
    EXPECT_FALSE(parts.empty()) << privilege;
    for (const auto& [place, omission] : parts) {
      EXPECT_EQ(omission.status, "denied");
      EXPECT_EQ(omission.reason, "NoPermission");
      EXPECT_EQ(omission.privilege, privilege);
      const tables::Table& table = Catalog::Get().tables()[static_cast<size_t>(place.first)];
      const std::string declared = place.second < 0
                                       ? table.privilege
                                       : table.columns[static_cast<size_t>(place.second)].privilege;
      EXPECT_THAT(declared, testing::HasSubstr(privilege)) << table.name;
    }
  }
}

TEST(PrivilegePlan, ADeniedTableHasNoDeniedColumnsOfItsOwn) {
  const std::vector<std::string> every = PrivilegesOf(AllTables());
  const Omissions parts = DeniedParts(AllTables(), {every.begin(), every.end()});
  for (const auto& [place, omission] : parts) {
    const bool column = place.second >= 0;
    EXPECT_FALSE(column && parts.contains({place.first, -1}));
  }
}

TEST(PrivilegePlan, UsesBeginWithWhatEveryTableNeeds) {
  const std::vector<PrivilegeUse> plain =
      PrivilegeUses({Catalog::Get().Find("datastore")}, /*bundles=*/false);
  ASSERT_EQ(plain.size(), 2u);
  EXPECT_EQ(plain[0].privilege, "System.View");
  EXPECT_EQ(plain[1].privilege, "System.Read");
  EXPECT_TRUE(plain[1].required);
  const std::vector<PrivilegeUse> bundles =
      PrivilegeUses({Catalog::Get().Find("datastore")}, /*bundles=*/true);
  ASSERT_EQ(bundles.size(), 4u);
  EXPECT_EQ(bundles[2].privilege, "Global.CancelTask");
  EXPECT_EQ(bundles[3].privilege, "Global.Diagnostics");
  EXPECT_EQ(bundles[3].work, "log bundles");
  EXPECT_FALSE(bundles[3].required);
}

TEST(PrivilegePlan, GlobalPrivilegesAreHeldOnTheRootFolderOrNotAtAll) {
  EXPECT_TRUE(IsGlobalPrivilege("Global.Licenses"));
  EXPECT_TRUE(IsGlobalPrivilege("Sessions.TerminateSession"));
  EXPECT_FALSE(IsGlobalPrivilege("Datastore.Browse"));
  EXPECT_FALSE(IsGlobalPrivilege("System.Read"));
}

}  // namespace
}  // namespace sitrep::collectors
