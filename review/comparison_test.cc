#include "review/comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "checks/snapshot_fixture.h"
#include "review/change_list.h"

namespace sitrep::review {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class ComparisonTest : public testing::Test {
 protected:
  void Both(std::string_view sql) {
    before_.Insert(sql);
    after_.Insert(sql);
  }

  // By one check, which is enough for what is tested here.
  absl::StatusOr<ComparisonSummary> Try(ChangeList& list, CompareOptions options = {}) {
    options.evaluate.only = {"host-disconnected"};
    snapshot::SnapshotReader before = before_.Reader();
    snapshot::SnapshotReader after = after_.Reader();
    return Compare(before, after, checks::BuiltInPack(), options, list);
  }

  ComparisonSummary Run(ChangeList& list, const CompareOptions& options = {}) {
    auto summary = Try(list, options);
    EXPECT_TRUE(summary.ok()) << summary.status();
    return summary.ok() ? *summary : ComparisonSummary();
  }

  ChangeList Changes(const CompareOptions& options = {}) {
    ChangeList list;
    Run(list, options);
    return list;
  }

  checks::SnapshotFixture before_;
  checks::SnapshotFixture after_;
};

TEST_F(ComparisonTest, EqualSnapshotsHaveNoDifference) {
  Both(
      "insert into vm (source, moid, name, cpu_count) values ('s1', 'vm-1', 'web-1', 2);"
      "insert into host (source, moid, name, connection_state) values "
      "('s1', 'host-1', 'esx-1', 'disconnected')");
  ChangeList list;
  const ComparisonSummary summary = Run(list);
  EXPECT_THAT(list.findings(), IsEmpty());
  EXPECT_THAT(list.rows(), IsEmpty());
  EXPECT_THAT(list.not_compared(), IsEmpty());
  EXPECT_EQ(summary.Count(FindingState::kUnchanged), 1);
  EXPECT_FALSE(summary.failed || summary.warnings || summary.partial);
}

TEST_F(ComparisonTest, RowsComeGoAndChangeByColumn) {
  before_.Insert(
      "insert into vm (source, moid, name, cpu_count) values "
      "('s1', 'vm-1', 'web-1', 2), ('s1', 'vm-2', 'web-2', 2), ('s1', 'vm-4', 'db', 8)");
  after_.Insert(
      "insert into vm (source, moid, name, cpu_count) values "
      "('s1', 'vm-1', 'web-1', 4), ('s1', 'vm-3', 'web-3', 2), ('s1', 'vm-4', 'sql', 8)");
  ChangeList list;
  const ComparisonSummary summary = Run(list);
  EXPECT_THAT(list.rows(),
              ElementsAre("changed vm web-1 [vm-1]: cpu_count 2 -> 4", "removed vm web-2 [vm-2]",
                          "added vm web-3 [vm-3]", "changed vm sql [vm-4]: name db -> sql"));
  EXPECT_EQ(summary.rows_added, 1);
  EXPECT_EQ(summary.rows_removed, 1);
  EXPECT_EQ(summary.rows_changed, 2);
}

TEST_F(ComparisonTest, StatesAreComparedWhenAskedForAndCountersNever) {
  before_.Insert(
      "insert into vm (source, moid, name, power_state, uptime_seconds) values "
      "('s1', 'vm-1', 'web-1', 'poweredOn', 5)");
  after_.Insert(
      "insert into vm (source, moid, name, power_state, uptime_seconds) values "
      "('s1', 'vm-1', 'web-1', 'poweredOff', 9);"
      "insert into session (source, session_index) values ('s1', 0);"
      "insert into event (source, event_key) values ('s1', 7);"
      "insert into triggered_alarm (source, alarm_key, entity_moid) values "
      "('s1', 'a', 'vm-1')");
  EXPECT_THAT(Changes().rows(), IsEmpty());
  CompareOptions options;
  options.runtime = true;
  EXPECT_THAT(Changes(options).rows(),
              UnorderedElementsAre("changed vm web-1 [vm-1]: power_state poweredOn -> poweredOff",
                                   "added triggered_alarm a [a]"));
}

TEST_F(ComparisonTest, WhatAGuestSaysComesAndGoesWithIt) {
  Both(
      "insert into vm (source, moid, name) values ('s1', 'vm-1', 'web-1'), "
      "('s1', 'vm-2', 'web-2')");
  before_.Insert(
      "insert into vm_partition (source, vm_moid, path, capacity_bytes) values "
      "('s1', 'vm-1', '/', 10), ('s1', 'vm-2', '/', 10)");
  after_.Insert(
      "insert into vm_partition (source, vm_moid, path, capacity_bytes) values "
      "('s1', 'vm-2', '/', 20)");
  EXPECT_THAT(Changes().rows(),
              ElementsAre("changed vm_partition web-2: / [vm-2 /]: capacity_bytes 10 -> 20"));
}

TEST_F(ComparisonTest, WhatNamesAnObjectThatCameIsNotToldBesideIt) {
  Both(
      "insert into tag (source, tag_id, name) values ('s1', 'urn:t', 'gold');"
      "insert into vm (source, moid, name) values ('s1', 'vm-1', 'web-1')");
  after_.Insert(
      "insert into vm (source, moid, name) values ('s1', 'vm-2', 'web-2');"
      "insert into tag_assignment (source, tag_id, object_type, object_moid) values "
      "('s1', 'urn:t', 'VirtualMachine', 'vm-1'), ('s1', 'urn:t', 'VirtualMachine', 'vm-2')");
  EXPECT_THAT(Changes().rows(), ElementsAre("added vm web-2 [vm-2]",
                                            "added tag_assignment gold VirtualMachine web-1 "
                                            "[urn:t VirtualMachine vm-1]"));
}

TEST_F(ComparisonTest, AnotherObjectUnderTheSameReferenceIsToldByItsIdentity) {
  before_.Insert(
      "insert into vm (source, moid, name, instance_uuid) values "
      "('s1', 'vm-1', 'web-1', 'u1')");
  after_.Insert(
      "insert into vm (source, moid, name, instance_uuid) values "
      "('s1', 'vm-1', 'web-1', 'u2')");
  EXPECT_THAT(Changes().rows(), ElementsAre("changed vm web-1 [vm-1]: instance_uuid u1 -> u2"));
}

TEST_F(ComparisonTest, ReferencesAreToldByName) {
  Both(
      "insert into folder (source, moid, name) values ('s1', 'group-1', 'old'), "
      "('s1', 'group-2', 'new')");
  before_.Insert(
      "insert into vm (source, moid, name, parent_moid) values "
      "('s1', 'vm-1', 'web-1', 'group-1')");
  after_.Insert(
      "insert into vm (source, moid, name, parent_moid) values "
      "('s1', 'vm-1', 'web-1', 'group-2')");
  EXPECT_THAT(Changes().rows(), ElementsAre("changed vm web-1 [vm-1]: parent_moid old -> new"));
}

TEST_F(ComparisonTest, PartsOfAnObjectThatCameOrWentAreNotTold) {
  before_.Insert(
      "insert into vm (source, moid, name) values ('s1', 'vm-1', 'web-1'), "
      "('s1', 'vm-2', 'web-2');"
      "insert into vm_disk (source, vm_moid, device_key, label) values "
      "('s1', 'vm-1', 2000, 'Hard disk 1'), ('s1', 'vm-2', 2000, 'Hard disk 1'), "
      "('s1', 'vm-2', 2001, 'Hard disk 2')");
  after_.Insert(
      "insert into vm (source, moid, name) values ('s1', 'vm-2', 'web-2');"
      "insert into vm_disk (source, vm_moid, device_key, label) values "
      "('s1', 'vm-2', 2000, 'Hard disk 1')");
  EXPECT_THAT(Changes().rows(), ElementsAre("removed vm web-1 [vm-1]",
                                            "removed vm_disk web-2: Hard disk 2 [vm-2 2001]"));
}

TEST_F(ComparisonTest, AListIsComparedByItsValuesAndNotByTheirPlaces) {
  Both(
      "insert into host (source, moid, name) values ('s1', 'host-1', 'esx-1'), "
      "('s1', 'host-2', 'esx-2'), ('s1', 'host-3', 'esx-3')");
  before_.Insert(
      "insert into host_ntp_server (source, host_moid, position, address) values "
      "('s1', 'host-1', 0, 'a'), ('s1', 'host-1', 1, 'b'), ('s1', 'host-1', 2, 'c'), "
      "('s1', 'host-2', 0, 'a'), ('s1', 'host-3', 0, 'a'), ('s1', 'host-3', 1, 'b');"
      "insert into appliance_ntp (source, position, server) values "
      "('s1', 0, 'a'), ('s1', 1, 'b')");
  after_.Insert(
      "insert into host_ntp_server (source, host_moid, position, address) values "
      "('s1', 'host-1', 0, 'b'), ('s1', 'host-1', 1, 'c'), ('s1', 'host-2', 0, 'x'), "
      "('s1', 'host-3', 0, 'b'), ('s1', 'host-3', 1, 'a');"
      "insert into appliance_ntp (source, position, server) values ('s1', 0, 'b')");
  EXPECT_THAT(Changes().rows(),
              UnorderedElementsAre("removed host_ntp_server esx-1: 0 [host-1 0]",
                                   "changed host_ntp_server esx-2: 0 [host-2 0]: address a -> x",
                                   "removed appliance_ntp 0 [0]"));
}

TEST_F(ComparisonTest, WhatTheSourceNumberedAnewIsTheSame) {
  Both("insert into vm (source, moid, name) values ('s1', 'vm-1', 'web-1')");
  before_.Insert(
      "insert into vm_disk (source, vm_moid, device_key, label, file, unit_number) "
      "values ('s1', 'vm-1', 2000, 'Hard disk 1', 'a.vmdk', 0), "
      "('s1', 'vm-1', 2001, 'Hard disk 2', 'b.vmdk', 1)");
  after_.Insert(
      "insert into vm_disk (source, vm_moid, device_key, label, file, unit_number) "
      "values ('s1', 'vm-1', 2016, 'Hard disk 1', 'a.vmdk', 0), "
      "('s1', 'vm-1', 2017, 'Hard disk 2', 'b.vmdk', 5)");
  EXPECT_THAT(Changes().rows(),
              ElementsAre("changed vm_disk web-1: Hard disk 2 [vm-1 2017]: unit_number 1 -> 5"));
}

TEST_F(ComparisonTest, AMemberThatMovedFromOneRuleToAnotherIsNotTheSame) {
  Both(
      "insert into vm (source, moid, name) values ('s1', 'vm-1', 'web-1');"
      "insert into cluster (source, moid, name) values ('s1', 'domain-1', 'prod')");
  before_.Insert("insert into cluster_rule_vm values ('s1', 'domain-1', 1, 'vm-1')");
  after_.Insert("insert into cluster_rule_vm values ('s1', 'domain-1', 2, 'vm-1')");
  EXPECT_THAT(Changes().rows(),
              UnorderedElementsAre("removed cluster_rule_vm prod: 1 web-1 [domain-1 1 vm-1]",
                                   "added cluster_rule_vm prod: 2 web-1 [domain-1 2 vm-1]"));
}

TEST_F(ComparisonTest, AnInterruptEndsIt) {
  std::string sql = "insert into vm (source, moid) values ('s1', 'vm-0')";
  for (int i = 1; i < 3000; ++i) absl::StrAppend(&sql, ", ('s1', 'vm-", i, "')");
  Both(sql);
  CompareOptions options;
  options.interrupted = [] { return true; };
  ChangeList list;
  EXPECT_TRUE(absl::IsCancelled(Try(list, options).status()));
}

TEST_F(ComparisonTest, RawAndRedactedOrOtherKeysAreRefusedNamingBoth) {
  after_.Insert("update snapshot_info set redacted = 1, alias_key_id = 'k2'");
  ChangeList list;
  const absl::Status raw = Try(list).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(raw));
  EXPECT_THAT(raw.message(), HasSubstr(absl::StrCat(before_.path(), " is raw")));
  EXPECT_THAT(raw.message(), HasSubstr(absl::StrCat(after_.path(), " has aliases of key k2")));
  before_.Insert("update snapshot_info set redacted = 1, alias_key_id = 'k1'");
  const absl::Status keys = Try(list).status();
  EXPECT_THAT(keys.message(), HasSubstr("aliases of key k1"));
  EXPECT_THAT(keys.message(), HasSubstr("aliases of key k2"));
  before_.Insert("update snapshot_info set alias_key_id = 'k2'");
  EXPECT_TRUE(Try(list).ok());
}

TEST_F(ComparisonTest, SnapshotsWithoutACommonSourceAreRefusedWithTheRemedy) {
  after_.Insert("update source set source = 's2'");
  ChangeList list;
  const absl::Status status = Try(list).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status));
  EXPECT_THAT(status.message(), HasSubstr("s1"));
  EXPECT_THAT(status.message(), HasSubstr("s2"));
  EXPECT_THAT(status.message(), HasSubstr("--across"));
}

}  // namespace
}  // namespace sitrep::review
