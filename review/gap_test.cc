// What could not be seen is not compared, and is told.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checks/snapshot_fixture.h"
#include "review/change_list.h"
#include "review/comparison.h"

namespace sitrep::review {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class GapTest : public testing::Test {
 protected:
  void Both(std::string_view sql) {
    before_.Insert(sql);
    after_.Insert(sql);
  }

  // By one check, which is enough unless a test names others.
  ComparisonSummary Run(ChangeList& list, CompareOptions options = {}) {
    if (options.evaluate.only.empty()) options.evaluate.only = {"host-disconnected"};
    snapshot::SnapshotReader before = before_.Reader();
    snapshot::SnapshotReader after = after_.Reader();
    auto summary = Compare(before, after, checks::BuiltInPack(), options, list);
    EXPECT_TRUE(summary.ok()) << summary.status();
    return summary.ok() ? *summary : ComparisonSummary();
  }

  checks::SnapshotFixture before_;
  checks::SnapshotFixture after_;
};

TEST_F(GapTest, AColumnThatOneSideCouldNotReadIsNotCompared) {
  before_.Insert(
      "insert into vm (source, moid, name, firmware, cpu_count) values "
      "('s1', 'vm-1', 'web-1', 'efi', 2)");
  after_.Insert(
      "insert into vm (source, moid, name, cpu_count) values ('s1', 'vm-1', 'web-1', 4);"
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('s1', 'vm', 'firmware', 'denied', 'System.Read')");
  ChangeList list;
  const ComparisonSummary summary = Run(list);
  EXPECT_THAT(list.rows(), ElementsAre("changed vm web-1 [vm-1]: cpu_count 2 -> 4"));
  EXPECT_THAT(list.not_compared(), ElementsAre("after vm.firmware denied"));
  EXPECT_TRUE(summary.partial);
}

TEST_F(GapTest, ATableThatOneSideCouldNotReadIsNotCompared) {
  before_.Insert(
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('s1', 'license', '', 'denied', 'Global.Licenses')");
  after_.Insert(
      "insert into license (source, license_key, license_name) values "
      "('s1', 'k', 'n')");
  ChangeList list;
  Run(list);
  EXPECT_THAT(list.rows(), IsEmpty());
  EXPECT_THAT(list.not_compared(), ElementsAre("before license denied"));
}

TEST_F(GapTest, AGapThatNamesItsObjectsHidesThoseAlone) {
  before_.Insert(
      "insert into host (source, moid, name, version) values "
      "('s1', 'host-1', 'esx-1', '8.0.2'), ('s1', 'host-2', 'esx-2', '8.0.2'), "
      "('s1', 'host-3', 'esx-3', '8.0.2');"
      "insert into host_nic (source, host_moid, device, driver) values "
      "('s1', 'host-1', 'vmnic0', 'a'), ('s1', 'host-2', 'vmnic0', 'a')");
  after_.Insert(
      "insert into host (source, moid, name, version) values "
      "('s1', 'host-1', 'esx-1', null), ('s1', 'host-2', 'esx-2', '8.0.3'), "
      "('s1', 'host-3', 'esx-3', '8.0.2');"
      "insert into host_nic (source, host_moid, device, driver) values "
      "('s1', 'host-2', 'vmnic0', 'b');"
      "insert into coverage (source, table_name, column_name, status, privilege, "
      "missing) values ('s1', 'host', 'version', 'failed', '', 1), "
      "('s1', 'host_nic', '', 'failed', '', 1);"
      "insert into coverage_object (source, table_name, column_name, moid) values "
      "('s1', 'host', 'version', 'host-1'), ('s1', 'host_nic', '', 'host-1')");
  ChangeList list;
  Run(list);
  EXPECT_THAT(list.rows(),
              ElementsAre("changed host esx-2 [host-2]: version 8.0.2 -> 8.0.3",
                          "changed host_nic esx-2: vmnic0 [host-2 vmnic0]: driver a -> b"));
  EXPECT_THAT(list.not_compared(),
              ElementsAre("after host.version failed 1", "after host_nic failed 1"));
}

TEST_F(GapTest, WhatIsComputedFromAHiddenColumnIsHidden) {
  before_.Insert(
      "insert into vm (source, moid, name, configuration_file) values "
      "('s1', 'vm-1', 'web-1', '[ds] other/web-1.vmx')");
  after_.Insert(
      "insert into vm (source, moid, name) values ('s1', 'vm-1', 'web-1');"
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('s1', 'vm', 'configuration_file', 'denied', '')");
  ChangeList list;
  Run(list);
  EXPECT_THAT(list.rows(), IsEmpty());
}

TEST_F(GapTest, ASourceThatOneSideIsNotOfIsToldOnce) {
  before_.Insert(
      "insert into source (source, version) values ('s2', '8.0.3');"
      "insert into vm (source, moid, name) values ('s2', 'vm-1', 'web-1')");
  ChangeList list;
  const ComparisonSummary summary = Run(list);
  EXPECT_THAT(list.not_compared(), ElementsAre("after s2 not_asked"));
  EXPECT_THAT(list.rows(), ElementsAre("removed source s2 [s2]"));
  EXPECT_TRUE(summary.partial);
}

TEST_F(GapTest, ATableThatTheSourceDoesNotOfferIsNoGap) {
  Both(
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('s1', 'cluster', '', 'not_supported', '')");
  ChangeList list;
  EXPECT_FALSE(Run(list).partial);
  EXPECT_THAT(list.not_compared(), IsEmpty());
}

TEST_F(GapTest, WhatNeitherRunWasToReadIsNoGap) {
  constexpr char kNotAsked[] =
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('s1', 'vm_disk', '', 'not_asked', '')";
  before_.Insert(kNotAsked);
  ChangeList one;
  EXPECT_TRUE(Run(one).partial);
  EXPECT_THAT(one.not_compared(), ElementsAre("before vm_disk not_asked"));
  after_.Insert(kNotAsked);
  ChangeList both;
  EXPECT_FALSE(Run(both).partial);
  EXPECT_THAT(both.not_compared(), IsEmpty());
}

TEST_F(GapTest, AnOlderFileWithoutTheColumnIsNotComparedThere) {
  Both("insert into vm (source, moid, name, firmware) values ('s1', 'vm-1', 'web-1', 'efi')");
  before_.Insert("alter table vm drop column firmware; drop table tag");
  after_.Insert("insert into tag (source, tag_id, name) values ('s1', 't', 'gold')");
  ChangeList list;
  Run(list);
  EXPECT_THAT(list.rows(), IsEmpty());
  EXPECT_THAT(list.not_compared(),
              UnorderedElementsAre("before vm.firmware not_supported", "before tag not_supported"));
}

constexpr char kDisconnected[] =
    "insert into host (source, moid, name, connection_state) values "
    "('s1', 'host-1', 'esx-1', 'disconnected')";

TEST_F(GapTest, AFindingIsNewOrFixed) {
  before_.Insert(kDisconnected);
  after_.Insert(
      "insert into host (source, moid, name, connection_state) values "
      "('s1', 'host-1', 'esx-1', 'connected'), ('s1', 'host-2', 'esx-2', 'disconnected')");
  ChangeList list;
  const ComparisonSummary summary = Run(list);
  EXPECT_THAT(list.findings(), ElementsAre("new host-disconnected host-2 (the object is new)",
                                           "fixed host-disconnected host-1"));
  EXPECT_TRUE(summary.failed);
  EXPECT_FALSE(summary.partial);
}

TEST_F(GapTest, WhatIsNewBelowTheThresholdOnlyWarns) {
  after_.Insert(kDisconnected);
  CompareOptions options;
  options.evaluate.only = {"host-disconnected"};
  ChangeList list;
  EXPECT_TRUE(Run(list, options).failed);
  before_.Insert("insert into host (source, moid, name) values ('s1', 'host-3', 'esx-3')");
  after_.Insert(
      "insert into host (source, moid, name, maintenance_mode) values "
      "('s1', 'host-3', 'esx-3', 1)");
  options.evaluate.only = {"host-maintenance-mode"};
  ChangeList mode;
  const ComparisonSummary summary = Run(mode, options);
  EXPECT_THAT(mode.findings(), ElementsAre("new host-maintenance-mode host-3"));
  EXPECT_FALSE(summary.failed);
  EXPECT_TRUE(summary.warnings);
}

TEST_F(GapTest, AFindingWhoseObjectIsGoneIsFixedAndSaysSo) {
  before_.Insert(kDisconnected);
  after_.Insert(
      "insert into host (source, moid, name, connection_state) values "
      "('s1', 'host-2', 'esx-2', 'connected')");
  ChangeList list;
  Run(list);
  EXPECT_THAT(list.findings(), ElementsAre("fixed host-disconnected host-1 (the object is gone)"));
}

TEST_F(GapTest, AFindingThatAGapHidesIsNoLongerEvaluatedAndNotFixed) {
  before_.Insert(kDisconnected);
  before_.Insert(
      "insert into host (source, moid, name, connection_state) values "
      "('s1', 'host-2', 'esx-2', 'disconnected')");
  after_.Insert(
      "insert into host (source, moid, name, connection_state) values "
      "('s1', 'host-1', 'esx-1', null), ('s1', 'host-2', 'esx-2', 'connected');"
      "insert into coverage (source, table_name, column_name, status, privilege, "
      "missing) values ('s1', 'host', 'connection_state', 'failed', '', 1);"
      "insert into coverage_object (source, table_name, column_name, moid) values "
      "('s1', 'host', 'connection_state', 'host-1')");
  CompareOptions options;
  options.evaluate.only = {"host-disconnected"};
  ChangeList list;
  const ComparisonSummary summary = Run(list, options);
  EXPECT_THAT(list.findings(), ElementsAre("no_longer_evaluated host-disconnected host-1 "
                                           "(host.connection_state failed for 1 object)",
                                           "fixed host-disconnected host-2"));
  EXPECT_TRUE(summary.partial);
  EXPECT_FALSE(summary.failed);
}

TEST_F(GapTest, AGapWithoutObjectsLeavesAllFindingsUnevaluated) {
  before_.Insert(kDisconnected);
  after_.Insert(
      "insert into host (source, moid, name) values ('s1', 'host-1', 'esx-1');"
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('s1', 'host', 'connection_state', 'denied', 'System.Read')");
  ChangeList list;
  Run(list);
  ASSERT_THAT(list.findings(), testing::SizeIs(1));
  EXPECT_THAT(list.findings()[0], HasSubstr("no_longer_evaluated host-disconnected host-1"));
  EXPECT_THAT(list.findings()[0], HasSubstr("System.Read"));
}

TEST_F(GapTest, WhatCouldNotBeSeenBeforeIsNewAndSaysSo) {
  before_.Insert(
      "insert into host (source, moid, name) values ('s1', 'host-1', 'esx-1');"
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('s1', 'host', 'connection_state', 'denied', '')");
  after_.Insert(kDisconnected);
  ChangeList list;
  EXPECT_TRUE(Run(list).failed);
  ASSERT_THAT(list.findings(), testing::SizeIs(1));
  EXPECT_THAT(list.findings()[0],
              HasSubstr("new host-disconnected host-1 (not evaluated before: "));
}

TEST_F(GapTest, ASourceThatWasNotReadHasNoFindingsFixed) {
  before_.Insert(
      "insert into source (source, version) values ('s2', '8.0.3');"
      "insert into host (source, moid, name, connection_state) values "
      "('s2', 'host-1', 'esx-1', 'disconnected')");
  ChangeList list;
  Run(list);
  EXPECT_THAT(list.findings(), ElementsAre("no_longer_evaluated host-disconnected host-1 "
                                           "(its source is not in the later snapshot)"));
}

TEST_F(GapTest, AStateThatTurnedRedIsWorse) {
  Both(
      "insert into vm (source, moid, name) values ('s1', 'vm-1', 'web-1'), "
      "('s1', 'vm-2', 'web-2');"
      "insert into alarm (source, moid, name) values ('s1', 'alarm-1', 'usage')");
  before_.Insert(
      "insert into triggered_alarm (source, alarm_key, alarm_moid, entity_moid, "
      "entity_type, overall_status, acknowledged, disabled) values "
      "('s1', 'a', 'alarm-1', 'vm-1', 'VirtualMachine', 'yellow', 0, 0), "
      "('s1', 'b', 'alarm-1', 'vm-2', 'VirtualMachine', 'red', 0, 0)");
  after_.Insert(
      "insert into triggered_alarm (source, alarm_key, alarm_moid, entity_moid, "
      "entity_type, overall_status, acknowledged, disabled) values "
      "('s1', 'a', 'alarm-1', 'vm-1', 'VirtualMachine', 'red', 0, 0), "
      "('s1', 'b', 'alarm-1', 'vm-2', 'VirtualMachine', 'yellow', 0, 0)");
  CompareOptions options;
  options.evaluate.only = {"alarm-triggered"};
  ChangeList list;
  const ComparisonSummary summary = Run(list, options);
  EXPECT_EQ(summary.Count(FindingState::kWorse), 1);
  EXPECT_EQ(summary.Count(FindingState::kBetter), 1);
  EXPECT_THAT(list.findings(), ElementsAre(HasSubstr("worse alarm-triggered vm-1"),
                                           HasSubstr("better alarm-triggered vm-2")));
}

TEST_F(GapTest, FreeSpaceThatFellByMuchIsWorseAndByLittleIsNot) {
  before_.Insert(
      "insert into datastore (source, moid, name, accessible, capacity_bytes, "
      "free_bytes) values ('s1', 'datastore-1', 'a', 1, 1000, 80), "
      "('s1', 'datastore-2', 'b', 1, 1000, 80)");
  after_.Insert(
      "insert into datastore (source, moid, name, accessible, capacity_bytes, "
      "free_bytes) values ('s1', 'datastore-1', 'a', 1, 1000, 20), "
      "('s1', 'datastore-2', 'b', 1, 1000, 70)");
  CompareOptions options;
  options.evaluate.only = {"datastore-space-low"};
  ChangeList list;
  Run(list, options);
  EXPECT_THAT(list.findings(),
              ElementsAre("worse datastore-space-low datastore-1 (free_percent 8 -> 2)"));
}

}  // namespace
}  // namespace sitrep::review
