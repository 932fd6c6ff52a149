#include "agent/role.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::HasSubstr;
using testing::Not;

Role Sample() {
  Role role;
  role.account = "sitrep@vsphere.local";
  role.uses = {{"System.View", true, {}, {}, "names"},
               {"System.Read", true, {}, {}, "every table"},
               {"Global.Licenses", false, {"license"}, {"host.key"}, ""}};
  return role;
}

TEST(Role, GovcMakesTheRoleAndGivesItOnTheRootFolder) {
  EXPECT_EQ(GovcCommands(Sample()),
            "# The least that the account needs.\n"
            "#   System.View: names\n"
            "#   System.Read: every table\n"
            "#   Global.Licenses: license, host.key (also allows managing licences)\n"
            "govc role.create 'SitrepCollector' \\\n"
            "  System.Anonymous \\\n  System.View \\\n  System.Read \\\n  Global.Licenses\n"
            "govc permissions.set -principal 'sitrep@vsphere.local' -role 'SitrepCollector' "
            "-propagate=true /\n");
}

TEST(Role, PowerCliSpellsTheAccountWithItsDomainFirst) {
  const std::string text = PowerCliCommands(Sample());
  EXPECT_THAT(text, HasSubstr("-Principal 'VSPHERE.LOCAL\\sitrep' -Role $role -Propagate:$true"));
  EXPECT_THAT(text, HasSubstr("Get-VIPrivilege -Id 'System.Anonymous',\n  'System.View',"));
  EXPECT_THAT(text, HasSubstr("New-VIPermission -Entity (Get-Folder -NoRecursion)"));
  Role domain = Sample();
  domain.account = "CORP\\svc";
  EXPECT_THAT(PowerCliCommands(domain), HasSubstr("-Principal 'CORP\\svc'"));
}

TEST(Role, JsonHoldsEveryPrivilegeWithItsReason) {
  EXPECT_THAT(RoleJson(Sample()), HasSubstr("\"privilege\": \"Global.Licenses\""));
  EXPECT_THAT(RoleJson(Sample()), HasSubstr("\"for\": \"license, host.key\""));
  EXPECT_THAT(RoleJson(Sample()), HasSubstr("\"propagate\": true"));
}

TEST(Role, AnAccountCannotSlipInAnotherCommand) {
  Role role = Sample();
  role.account = "a'; rm -rf ~\nrm";
  EXPECT_THAT(GovcCommands(role), HasSubstr("-principal 'a'\\''; rm -rf ~ rm' -role"));
  EXPECT_THAT(PowerCliCommands(role), HasSubstr("-Principal 'a''; rm -rf ~ rm' -Role"));
}

TEST(Role, WithoutAnAccountAPlaceholderStandsThere) {
  Role role = Sample();
  role.account.clear();
  EXPECT_THAT(GovcCommands(role), HasSubstr("-principal 'DOMAIN\\user'"));
  EXPECT_THAT(RoleJson(role), HasSubstr("\"account\": null"));
}

TEST(Role, TheApplianceNeedsAGroup) {
  Role role = Sample();
  EXPECT_THAT(GovcCommands(role), Not(HasSubstr(kApplianceGroup)));
  role.appliance = true;
  EXPECT_THAT(GovcCommands(role), HasSubstr("govc sso.group.update -a 'sitrep@vsphere.local' "
                                            "SystemConfiguration.ReadOnly\n"));
  EXPECT_THAT(PowerCliCommands(role), HasSubstr(kApplianceGroup));
}

}  // namespace
}  // namespace sitrep::agent
