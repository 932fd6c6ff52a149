// What a run asks for, and what it leaves out: privileges, tables, scope, history, passwords.

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/many_labs.h"

namespace sitrep::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

class Plan : public testing::Test {
 protected:
  Plan() : labs_("plan") { labs_.Add("lab", {"--scenario", "sick"}); }
  LabProcess& lab() { return labs_.lab("lab"); }

  ManyLabs labs_;
};

TEST_F(Plan, WhatNeedsAMissingPrivilegeIsNotAskedAndSaid) {
  ASSERT_TRUE(lab().Post("deny", R"({"privilege": "Global.Licenses"})").ok());
  // Were it asked for, it would be a failure.
  ASSERT_TRUE(lab()
                  .Post("rule", R"({"method": "RetrievePropertiesEx", "kind": "fault", "count": 0,
                                    "contains": "<pathSet>licenses</pathSet>",
                                    "fault": "RuntimeFault"})")
                  .ok());
  const ProcessResult taken = labs_.Sitrep({"snapshot", "lab", "-o", "a.sitrep"});
  EXPECT_EQ(taken.exit_code, 5) << taken.out << taken.err;
  EXPECT_THAT(taken.out, HasSubstr("license denied, needs privilege Global.Licenses"));
  EXPECT_EQ(labs_.Query("a.sitrep",
                        "select privilege from coverage where table_name = 'license' "
                        "and status = 'denied'"),
            "Global.Licenses");
  EXPECT_EQ(labs_.Query("a.sitrep",
                        "select count(*) from coverage where table_name = 'license' and "
                        "status != 'denied'"),
            "0");
}

TEST_F(Plan, TheDoctorNamesTablesAndChecksOfAMissingPrivilege) {
  ASSERT_TRUE(lab().Post("deny", R"({"privilege": "Global.Licenses"})").ok());
  const ProcessResult doctor = labs_.Sitrep({"doctor", "lab"});
  EXPECT_EQ(doctor.exit_code, 4) << doctor.out << doctor.err;
  EXPECT_THAT(doctor.out, HasSubstr("missing  Global.Licenses"));
  EXPECT_THAT(doctor.out, HasSubstr("license"));
  ASSERT_TRUE(lab().Post("deny", R"({"type": "Datacenter", "path": "overallStatus"})").ok());
  const ProcessResult part = labs_.Sitrep({"doctor", "lab"});
  EXPECT_EQ(part.exit_code, 5) << part.out;
  EXPECT_THAT(part.out, HasSubstr("but not on Frankfurt"));
  EXPECT_EQ(lab().State("sessions"), 0);
}

TEST_F(Plan, ARoleIsWrittenWithoutAskingTheSource) {
  const ProcessResult role =
      labs_.Sitrep({"doctor", "lab", "--role", "role.sh", "--role-format", "govc"});
  EXPECT_EQ(role.exit_code, 0) << role.err;
  const std::string text = base::ReadFile(labs_.Path("role.sh")).value_or("");
  EXPECT_THAT(text, HasSubstr("govc role.create 'SitrepCollector'"));
  EXPECT_THAT(text, HasSubstr("-principal 'sitrep@vsphere.local'"));
  EXPECT_THAT(text, Not(HasSubstr("Global.Diagnostics")));
  EXPECT_EQ(labs_.Sitrep({"doctor", "lab", "--role", "role.sh"}).exit_code, 2);
  EXPECT_EQ(labs_.Sitrep({"doctor", "lab", "--role-format", "govc"}).exit_code, 2);
  const ProcessResult bundles = labs_.Sitrep({"doctor", "lab", "--role", "-", "--bundles"});
  EXPECT_THAT(bundles.out, HasSubstr("Global.Diagnostics"));
  EXPECT_THAT(bundles.out, HasSubstr("New-VIPermission"));
  const ProcessResult few = labs_.Sitrep({"doctor", "lab", "--role", "-", "--tables", "vm"});
  EXPECT_THAT(few.out, Not(HasSubstr("Global.")));
  EXPECT_EQ(lab().State("logins"), 0);
}

TEST_F(Plan, AMistypedTableIsUsageBeforeAnythingIsAsked) {
  const ProcessResult typo = labs_.Sitrep({"snapshot", "lab", "--tables", "datastor"});
  EXPECT_EQ(typo.exit_code, 2);
  EXPECT_THAT(typo.err, HasSubstr("did you mean datastore?"));
  EXPECT_EQ(labs_.Sitrep({"snapshot", "lab", "--tables", "nope"}).exit_code, 2);
  EXPECT_EQ(labs_.Sitrep({"doctor", "lab", "--tables", "nope"}).exit_code, 2);
  EXPECT_EQ(labs_.Sitrep({"snapshot", "lab", "--profile", "medium"}).exit_code, 2);
  EXPECT_EQ(labs_.Sitrep({"snapshot", "lab", "--scope", "planet=Earth"}).exit_code, 2);
  EXPECT_EQ(lab().State("logins"), 0);
}

TEST_F(Plan, ASnapshotWithoutAnyPageIsNoSnapshot) {
  ASSERT_TRUE(lab()
                  .Post("rule", R"({"method": "RetrievePropertiesEx", "kind": "fault",
                                    "fault": "RuntimeFault", "count": 0})")
                  .ok());
  const ProcessResult taken =
      labs_.Sitrep({"snapshot", "lab", "--tables", "vm,host", "-o", "a.sitrep"});
  EXPECT_EQ(taken.exit_code, 1) << taken.out << taken.err;
  EXPECT_THAT(taken.err, HasSubstr("nothing could be read"));
  EXPECT_FALSE(base::FileExists(labs_.Path("a.sitrep")));
  EXPECT_FALSE(base::FileExists(labs_.Path("a.sitrep.partial")));
}

TEST_F(Plan, AScopeReadsAPartAndAnUnknownOneIsNamed) {
  const ProcessResult whole = labs_.Sitrep({"snapshot", "lab", "-o", "whole.sitrep"});
  ASSERT_EQ(whole.exit_code, 0) << whole.out << whole.err;
  const std::string cluster =
      labs_.Query("whole.sitrep", "select name from cluster order by name limit 1");
  const ProcessResult part = labs_.Sitrep(
      {"snapshot", "lab", "--scope", absl::StrCat("cluster=", cluster), "-o", "part.sitrep"});
  EXPECT_EQ(part.exit_code, 0) << part.out << part.err;
  EXPECT_EQ(labs_.Query("part.sitrep", "select group_concat(name) from cluster"), cluster);
  const ProcessResult unknown =
      labs_.Sitrep({"snapshot", "lab", "--scope", "cluster=Nowhere", "-o", "none.sitrep"});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.err, HasSubstr("Nowhere"));
}

TEST_F(Plan, EventsGoOnWhereTheLastSealedSnapshotEnded) {
  const auto taken = [this](const std::string& file, const std::string& events) {
    const ProcessResult result =
        labs_.Sitrep({"snapshot", "lab", "--events", events, "--performance", "none", "-o", file});
    EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
    return labs_.Query(file, "select count(*) from event");
  };
  const std::string first = taken("first.sitrep", "last");
  EXPECT_NE(first, "0");
  EXPECT_TRUE(base::FileExists(labs_.state() + "/history"));
  EXPECT_EQ(taken("second.sitrep", "last"), "0");
  // A window of its own neither uses nor moves the checkpoint.
  EXPECT_NE(taken("day.sitrep", "7d"), "0");
  EXPECT_EQ(taken("third.sitrep", "last"), "0");
  EXPECT_EQ(taken("none.sitrep", "none"), "0");
  EXPECT_EQ(labs_.Query("none.sitrep", "select reason from coverage where table_name = 'event'"),
            "--events none");
}

TEST_F(Plan, ARunThatSealsNothingMovesNoCheckpoint) {
  ASSERT_TRUE(lab()
                  .Post("rule", R"({"method": "RetrievePropertiesEx", "kind": "fault",
                                    "fault": "RuntimeFault", "count": 0})")
                  .ok());
  EXPECT_EQ(labs_.Sitrep({"snapshot", "lab", "--tables", "vm", "--events", "last"}).exit_code, 1);
  EXPECT_FALSE(base::FileExists(labs_.state() + "/history"));
}

TEST_F(Plan, AChangedPasswordFileIsTriedAgainAndAnUnchangedOneIsNot) {
  const std::string right = lab().source().password;
  labs_.WritePassword("lab", "old");
  EXPECT_EQ(labs_.Sitrep({"snapshot", "lab", "-o", "a.sitrep"}).exit_code, 1);
  const ProcessResult again = labs_.Sitrep({"snapshot", "lab", "-o", "a.sitrep"});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.err, HasSubstr("no login was attempted"));
  EXPECT_EQ(lab().State("failed_logins"), 1);
  labs_.WritePassword("lab", "older");
  EXPECT_EQ(labs_.Sitrep({"snapshot", "lab", "-o", "a.sitrep"}).exit_code, 1);
  EXPECT_EQ(lab().State("failed_logins"), 2);
  labs_.WritePassword("lab", right);
  EXPECT_EQ(labs_.Sitrep({"snapshot", "lab", "-o", "a.sitrep"}).exit_code, 0);
}

TEST_F(Plan, APasswordRefusedWhileABundleIsMadeIsNotTriedByTheNextRun) {
  ASSERT_TRUE(lab()
                  .Post("rule", R"({"method": "Login", "kind": "fault", "fault": "InvalidLogin",
                                    "skip": 1})")
                  .ok());
  ASSERT_TRUE(lab()
                  .Post("rule", R"({"method": "CreateContainerView", "kind": "fault",
                                    "fault": "NotAuthenticated", "skip": 1, "count": 1})")
                  .ok());
  const std::vector<std::string> command = {"bundle", "create", "lab", "--hosts", "esx-01"};
  EXPECT_EQ(labs_.Sitrep(command).exit_code, 1);
  EXPECT_EQ(lab().Calls("Login"), 2);
  const ProcessResult next = labs_.Sitrep(command);
  EXPECT_EQ(next.exit_code, 1);
  EXPECT_THAT(next.err, HasSubstr("no login was attempted"));
  EXPECT_EQ(lab().Calls("Login"), 2);
}

TEST_F(Plan, TheNextCertificateMayBeKnownBeforeItComes) {
  labs_.Add("rotating", {}, {"  - " + std::string(64, 'a')});
  EXPECT_EQ(labs_.Sitrep({"snapshot", "rotating", "--profile", "light"}).exit_code, 0);
}

TEST_F(Plan, TheReportSaysWhatTheRunCost) {
  const ProcessResult text =
      labs_.Sitrep({"snapshot", "lab", "--in-flight", "1", "-o", "a.sitrep"});
  EXPECT_EQ(text.exit_code, 0) << text.out << text.err;
  EXPECT_THAT(text.out, HasSubstr("at most 1 at once"));
  EXPECT_THAT(text.out, HasSubstr("95 % of calls within"));
  const ProcessResult json =
      labs_.Sitrep({"snapshot", "lab", "-o", "b.sitrep", "--format", "json"});
  for (const char* field : {"calls", "sent_bytes", "received_bytes", "elapsed_ms", "p95_ms",
                            "most_in_flight", "retries", "slowdowns"}) {
    EXPECT_THAT(json.out, HasSubstr(absl::StrCat("\"", field, "\": "))) << field;
  }
}

}  // namespace
}  // namespace sitrep::tests
