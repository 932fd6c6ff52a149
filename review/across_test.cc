// Objects that moved to another source are the same objects.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checks/snapshot_fixture.h"
#include "review/change_list.h"
#include "review/comparison.h"

namespace sitrep::review {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr char kOld[] =
    "update source set source = 'vc-old', api_type = 'VirtualCenter';"
    "insert into datacenter (source, moid, name, parent_moid) values "
    "('vc-old', 'datacenter-1', 'Frankfurt', 'group-d1');"
    "insert into folder (source, moid, name, parent_moid) values "
    "('vc-old', 'group-v1', 'vm', 'datacenter-1'), ('vc-old', 'group-h1', 'host', 'datacenter-1');"
    "insert into cluster (source, moid, name, parent_moid) values "
    "('vc-old', 'domain-c1', 'prod', 'group-h1');"
    "insert into host (source, moid, name, hardware_uuid, cluster_moid, version) values "
    "('vc-old', 'host-1', 'esx-1', 'h1', 'domain-c1', '7.0.3');"
    "insert into datastore (source, moid, name, vmfs_uuid, url) values "
    "('vc-old', 'datastore-1', 'ds-1', 'd1', 'ds:///1/'), "
    "('vc-old', 'datastore-2', 'nfs', null, 'ds:///2/');"
    "insert into network (source, moid, name) values ('vc-old', 'network-1', 'VM Network');"
    "insert into vm (source, moid, name, instance_uuid, parent_moid, cpu_count) values "
    "('vc-old', 'vm-1', 'web-1', 'v1', 'group-v1', 2), "
    "('vc-old', 'vm-2', 'web-2', 'v2', 'group-v1', 2);"
    "insert into vm_disk (source, vm_moid, device_key, label, datastore_moid) values "
    "('vc-old', 'vm-1', 2000, 'Hard disk 1', 'datastore-1'), "
    "('vc-old', 'vm-2', 2000, 'Hard disk 1', 'datastore-2');"
    "insert into vm_nic (source, vm_moid, device_key, label, network_moid) values "
    "('vc-old', 'vm-1', 4000, 'Network adapter 1', 'network-1');"
    "insert into vm_snapshot (source, vm_moid, snapshot_moid, name, created_at) values "
    "('vc-old', 'vm-1', 'snapshot-1', 'before', '2025-01-01T00:00:00.000Z');"
    "insert into setting (source, option_key, value) values ('vc-old', 'a.b', '1');"
    "insert into cluster_rule (source, cluster_moid, rule_key, name, enabled) values "
    "('vc-old', 'domain-c1', 1, 'apart', 1);"
    "insert into cluster_rule_vm values ('vc-old', 'domain-c1', 1, 'vm-1');"
    "insert into tag_category (source, category_id, name) values ('vc-old', 'urn:c1', 'tier');"
    "insert into tag (source, tag_id, name, category_id) values "
    "('vc-old', 'urn:t1', 'gold', 'urn:c1');"
    "insert into tag_assignment (source, tag_id, object_type, object_moid) values "
    "('vc-old', 'urn:t1', 'VirtualMachine', 'vm-1')";

// The same, as another vCenter numbers it.
constexpr char kNew[] =
    "update source set source = 'vc-new', api_type = 'VirtualCenter';"
    "insert into datacenter (source, moid, name, parent_moid) values "
    "('vc-new', 'datacenter-9', 'Frankfurt', 'group-d9');"
    "insert into folder (source, moid, name, parent_moid) values "
    "('vc-new', 'group-v9', 'vm', 'datacenter-9'), ('vc-new', 'group-h9', 'host', 'datacenter-9');"
    "insert into cluster (source, moid, name, parent_moid) values "
    "('vc-new', 'domain-c9', 'prod', 'group-h9');"
    "insert into host (source, moid, name, hardware_uuid, cluster_moid, version) values "
    "('vc-new', 'host-9', 'esx-1', 'h1', 'domain-c9', '7.0.3');"
    "insert into datastore (source, moid, name, vmfs_uuid, url) values "
    "('vc-new', 'datastore-8', 'nfs', null, 'ds:///2/'), "
    "('vc-new', 'datastore-9', 'ds-1', 'd1', 'ds:///1/');"
    "insert into network (source, moid, name) values ('vc-new', 'network-9', 'VM Network');"
    "insert into vm (source, moid, name, instance_uuid, parent_moid, cpu_count) values "
    "('vc-new', 'vm-8', 'web-2', 'v2', 'group-v9', 2), "
    "('vc-new', 'vm-9', 'web-1', 'v1', 'group-v9', 2);"
    "insert into vm_disk (source, vm_moid, device_key, label, datastore_moid) values "
    "('vc-new', 'vm-9', 2000, 'Hard disk 1', 'datastore-9'), "
    "('vc-new', 'vm-8', 2000, 'Hard disk 1', 'datastore-8');"
    "insert into vm_nic (source, vm_moid, device_key, label, network_moid) values "
    "('vc-new', 'vm-9', 4000, 'Network adapter 1', 'network-9');"
    "insert into vm_snapshot (source, vm_moid, snapshot_moid, name, created_at) values "
    "('vc-new', 'vm-9', 'snapshot-9', 'before', '2025-01-01T00:00:00.000Z');"
    "insert into setting (source, option_key, value) values ('vc-new', 'a.b', '1');"
    "insert into cluster_rule (source, cluster_moid, rule_key, name, enabled) values "
    "('vc-new', 'domain-c9', 7, 'apart', 1);"
    "insert into cluster_rule_vm values ('vc-new', 'domain-c9', 7, 'vm-9');"
    "insert into tag_category (source, category_id, name) values ('vc-new', 'urn:c9', 'tier');"
    "insert into tag (source, tag_id, name, category_id) values "
    "('vc-new', 'urn:t9', 'gold', 'urn:c9');"
    "insert into tag_assignment (source, tag_id, object_type, object_moid) values "
    "('vc-new', 'urn:t9', 'VirtualMachine', 'vm-9')";

class AcrossTest : public testing::Test {
 protected:
  AcrossTest() {
    before_.Insert(kOld);
    after_.Insert(kNew);
  }

  ComparisonSummary Run(ChangeList& list) {
    snapshot::SnapshotReader before = before_.Reader();
    snapshot::SnapshotReader after = after_.Reader();
    CompareOptions options;
    options.across = true;
    options.evaluate.only = {"host-disconnected", "vm-snapshot-old"};
    auto summary = Compare(before, after, checks::BuiltInPack(), options, list);
    EXPECT_TRUE(summary.ok()) << summary.status();
    return summary.ok() ? *summary : ComparisonSummary();
  }

  ChangeList Changes() {
    ChangeList list;
    Run(list);
    return list;
  }

  checks::SnapshotFixture before_;
  checks::SnapshotFixture after_;
};

TEST_F(AcrossTest, AMoveThatChangedNothingHasNoDifference) {
  const ChangeList list = Changes();
  EXPECT_THAT(list.rows(), IsEmpty());
  EXPECT_THAT(list.findings(), IsEmpty());
  EXPECT_THAT(list.not_compared(), IsEmpty());
}

TEST_F(AcrossTest, ChangesOnTheWayAreTold) {
  after_.Insert(
      "update vm set cpu_count = 4 where moid = 'vm-9';"
      "update vm_disk set datastore_moid = 'datastore-8' where vm_moid = 'vm-9';"
      "update host set version = '8.0.3';"
      "update setting set value = '2';"
      "delete from vm where moid = 'vm-8'; delete from vm_disk where vm_moid = 'vm-8';"
      "insert into vm (source, moid, name, instance_uuid) values "
      "('vc-new', 'vm-7', 'web-7', 'v7');"
      "insert into vm_disk (source, vm_moid, device_key, label) values "
      "('vc-new', 'vm-7', 2000, 'Hard disk 1')");
  EXPECT_THAT(Changes().rows(),
              UnorderedElementsAre(
                  "changed vm web-1 [vm-9]: cpu_count 2 -> 4", "removed vm web-2 [vm-2]",
                  "added vm web-7 [vm-7]",
                  "changed vm_disk web-1: Hard disk 1 [vm-9 2000]: datastore_moid ds-1 -> nfs",
                  "changed host esx-1 [host-9]: version 7.0.3 -> 8.0.3",
                  "changed setting a.b [a.b]: value 1 -> 2"));
}

TEST_F(AcrossTest, NamesThatAreThereTwiceAreKnownByTheirPath) {
  before_.Insert(
      "insert into datacenter (source, moid, name) values "
      "('vc-old', 'datacenter-2', 'Berlin');"
      "insert into folder (source, moid, name, parent_moid, type) values "
      "('vc-old', 'group-v2', 'vm', 'datacenter-2', 'x')");
  after_.Insert(
      "insert into datacenter (source, moid, name) values "
      "('vc-new', 'datacenter-8', 'Berlin');"
      "insert into folder (source, moid, name, parent_moid, type) values "
      "('vc-new', 'group-v8', 'vm', 'datacenter-8', 'x');"
      "update vm set parent_moid = 'group-v8' where moid = 'vm-9'");
  EXPECT_THAT(Changes().rows(), ElementsAre("changed vm web-1 [vm-9]: parent_moid vm -> vm"));
}

TEST_F(AcrossTest, ACloneUnderTheSameUuidIsTakenForNobodyElse) {
  after_.Insert(
      "insert into vm (source, moid, name, instance_uuid) values "
      "('vc-new', 'vm-7', 'clone', 'v1')");
  EXPECT_THAT(Changes().rows(), Contains("removed vm web-1 [vm-1]"));
  EXPECT_THAT(Changes().rows(), Contains("added vm web-1 [vm-9]"));
  EXPECT_THAT(Changes().rows(), Contains("added vm clone [vm-7]"));
}

TEST_F(AcrossTest, AnObjectWhoseUuidOneSideCouldNotReadIsKnownByItsReference) {
  before_.Insert(
      "update source set source = 'vc'; update vm set source = 'vc', parent_moid = null");
  after_.Insert(
      "update source set source = 'vc'; update vm set source = 'vc', parent_moid = null;"
      "delete from vm where moid = 'vm-9'; update vm set moid = 'vm-2', "
      "instance_uuid = null");
  EXPECT_THAT(Changes().RowsOf("vm"), ElementsAre("removed vm web-1 [vm-1]"));
}

TEST_F(AcrossTest, AFindingMovesWithItsObject) {
  before_.Insert("update host set connection_state = 'disconnected'");
  after_.Insert("update host set connection_state = 'disconnected'");
  const ComparisonSummary summary = [&] {
    ChangeList list;
    return Run(list);
  }();
  EXPECT_EQ(summary.Count(FindingState::kUnchanged), 2);
  after_.Insert("update host set connection_state = 'connected'");
  EXPECT_THAT(Changes().findings(), ElementsAre("fixed host-disconnected host-1"));
}

TEST_F(AcrossTest, WhatIsLeftOfAnObjectThatIsGoneIsKnownByIt) {
  // The machine went while the tables were read.
  before_.Insert("update vm set source = 'vc'; update vm_snapshot set source = 'vc'");
  after_.Insert(
      "update vm set source = 'vc'; delete from vm where moid = 'vm-9';"
      "update vm_snapshot set source = 'vc', vm_moid = 'vm-1'");
  after_.Insert(
      "insert into source (source, version, observed_at) values "
      "('vc', '8.0.3', '2026-01-31T00:00:00.000Z')");
  before_.Insert(
      "insert into source (source, version, observed_at) values "
      "('vc', '8.0.3', '2026-01-31T00:00:00.000Z')");
  EXPECT_THAT(Changes().findings(), IsEmpty());
}

TEST_F(AcrossTest, AFindingOfAnObjectThatDidNotArriveIsFixedOnlyWhenAllWasSeen) {
  before_.Insert("update host set connection_state = 'disconnected'");
  after_.Insert("delete from host");
  EXPECT_THAT(Changes().findings(),
              ElementsAre("fixed host-disconnected host-1 (the object is gone)"));
  after_.Insert(
      "insert into coverage (source, table_name, column_name, status, privilege) values "
      "('vc-new', 'host', '', 'denied', '')");
  EXPECT_THAT(Changes().findings(),
              ElementsAre(HasSubstr("no_longer_evaluated host-disconnected host-1")));
}

TEST_F(AcrossTest, AGapHidesAnObjectWhereverItLies) {
  after_.Insert(
      "delete from vm_disk where vm_moid = 'vm-9';"
      "delete from vm_disk where vm_moid = 'vm-8';"
      "insert into coverage (source, table_name, column_name, status, privilege, "
      "missing) values ('vc-new', 'vm_disk', '', 'failed', '', 1);"
      "insert into coverage_object (source, table_name, column_name, moid) values "
      "('vc-new', 'vm_disk', '', 'vm-9')");
  EXPECT_THAT(Changes().rows(), ElementsAre("removed vm_disk web-2: Hard disk 1 [vm-2 2000]"));
  after_.Insert("update coverage set missing = null");
  EXPECT_THAT(Changes().rows(), IsEmpty());
}

TEST_F(AcrossTest, SettingsOfAnotherKindOfSourceAreNotCompared) {
  before_.Insert("update source set api_type = 'HostAgent'");
  const ChangeList list = Changes();
  EXPECT_THAT(list.RowsOf("setting"), IsEmpty());
  EXPECT_THAT(list.RowsOf("vm"), IsEmpty());
}

}  // namespace
}  // namespace sitrep::review
