#include "agent/privilege_cost.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using collectors::PrivilegeUse;
using testing::Contains;
using testing::Not;

TEST(PrivilegeCost, APrivilegeCostsTheChecksThatReadWhatItGuards) {
  const std::vector<PrivilegeUse> uses = {
      {"System.Read", true, {}, {}, "every table"},
      {"A.Table", false, {"datastore"}, {}, ""},
      {"A.Column", false, {}, {"datastore.free_bytes"}, ""},
      {"Another", false, {"vm_snapshot"}, {}, ""},
      {"Nothing", false, {}, {}, "log bundles"},
  };
  const auto cost = ChecksCostBy(uses, checks::BuiltInPack());
  ASSERT_TRUE(cost.ok()) << cost.status();
  EXPECT_EQ(cost->at("System.Read").size(), checks::BuiltInPack().checks.size());
  EXPECT_THAT(cost->at("A.Table"), Contains("datastore-space-low"));
  EXPECT_THAT(cost->at("A.Column"), Contains("datastore-space-low"));
  EXPECT_THAT(cost->at("Another"), Not(Contains("datastore-space-low")));
  EXPECT_FALSE(cost->contains("Nothing"));
}

}  // namespace
}  // namespace sitrep::agent
