#include "checks/preflight.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checks/snapshot_fixture.h"

namespace sitrep::checks {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// An estate of 7.0.3 that is ready for 8.0.3.
constexpr char kReady[] = R"(
  update source set api_type = 'VirtualCenter', version = '7.0.3', os_type = 'linux-x64', product = 'vCenter';
  insert into host (source, moid, name, version, connection_state, max_evc_mode, memory_bytes, cpu_core_count,
                    scratch_location, tpm_supported)
    values ('s1', 'host-1', 'a', '7.0.3', 'connected', 'intel-icelake', 137438953472, 32, '/vmfs/volumes/1/.locker', 0);
  insert into host_nic (source, host_moid, device, driver) values ('s1', 'host-1', 'vmnic0', 'ixgben');
  insert into vm (source, moid, name, hardware_version, power_state) values ('s1', 'vm-1', 'b', 19, 'poweredOn');)";

class PreflightTest : public testing::Test {
 protected:
  PreflightReport Run(const char* release) {
    snapshot::SnapshotReader reader = fixture_.Reader();
    const auto report = RunPreflight(reader, **FindTarget(BuiltInTargets(), release));
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? *report : PreflightReport();
  }
  static std::vector<std::string> Names(const PreflightReport& report, ReadinessOutcome outcome) {
    std::vector<std::string> names;
    for (const RuleResult& rule : report.rules) {
      if (rule.outcome() == outcome) names.push_back(rule.result.check());
    }
    return names;
  }

  SnapshotFixture fixture_;
};

TEST_F(PreflightTest, IsGoWhenNothingBlocksAndNothingThatMattersIsUnknown) {
  fixture_.Insert(kReady);
  const PreflightReport report = Run("8.0.3");
  EXPECT_EQ(report.verdict, ReadinessVerdict::kGo);
  EXPECT_THAT(Names(report, ReadinessOutcome::kBlocker), IsEmpty());
  EXPECT_THAT(Names(report, ReadinessOutcome::kUnknown), IsEmpty());
  EXPECT_EQ(report.UnknownsThatMatter(), 0);
  EXPECT_EQ(report.as_of, "2026-01-31T00:00:00.000Z");
  EXPECT_GT(report.Count(ReadinessOutcome::kPassed), 5);
  EXPECT_GT(report.Count(ReadinessOutcome::kNotApplicable), 5);
}

TEST_F(PreflightTest, IsNoGoForABlockerAndSaysWhatTheTargetSaid) {
  fixture_.Insert(kReady);
  fixture_.Insert("update host set max_evc_mode = 'intel-westmere'");
  const PreflightReport report = Run("8.0.3");
  EXPECT_EQ(report.verdict, ReadinessVerdict::kNoGo);
  EXPECT_THAT(Names(report, ReadinessOutcome::kBlocker), ElementsAre("upgrade-host-cpu-removed"));
  for (const RuleResult& rule : report.rules) {
    if (rule.result.check() != "upgrade-host-cpu-removed") continue;
    ASSERT_GE(rule.facts.size(), 2u);
    EXPECT_THAT(rule.facts[0].value, HasSubstr("intel-westmere"));
    EXPECT_THAT(rule.facts[0].source, HasSubstr("https://"));
  }
}

TEST_F(PreflightTest, OnlyWarnsForWhatMayWait) {
  fixture_.Insert(kReady);
  fixture_.Insert("update host set max_evc_mode = 'intel-haswell', reboot_required = 1");
  const PreflightReport report = Run("8.0.3");
  EXPECT_EQ(report.verdict, ReadinessVerdict::kGo);
  EXPECT_THAT(Names(report, ReadinessOutcome::kWarning),
              ElementsAre("host-reboot-required", "upgrade-host-cpu-deprecated"));
}

TEST_F(PreflightTest, IsNoGoWhenWhatMattersIsUnknown) {
  fixture_.Insert(kReady);
  fixture_.Insert(
      "insert into coverage (source, table_name, column_name, status, missing, reason, privilege) "
      "values ('s1', 'host', 'max_evc_mode', 'denied', 1, 'NoPermission', 'System.Read')");
  const PreflightReport report = Run("8.0.3");
  EXPECT_EQ(report.verdict, ReadinessVerdict::kNoGo);
  EXPECT_THAT(Names(report, ReadinessOutcome::kBlocker), IsEmpty());
  EXPECT_EQ(report.UnknownsThatMatter(), 1);
}

TEST_F(PreflightTest, IsGoWhenWhatIsUnknownOnlyWarns) {
  fixture_.Insert(kReady);
  fixture_.Insert(
      "insert into coverage (source, table_name, column_name, status, missing, reason, privilege) "
      "values ('s1', 'host', 'tpm_version', 'denied', 1, 'NoPermission', 'System.Read')");
  const PreflightReport report = Run("8.0.3");
  EXPECT_EQ(report.verdict, ReadinessVerdict::kGo);
  EXPECT_THAT(Names(report, ReadinessOutcome::kUnknown), ElementsAre("upgrade-host-tpm-removed"));
}

TEST_F(PreflightTest, IsNoGoWhereTheWayLeadsThroughAnotherRelease) {
  fixture_.Insert(kReady);
  fixture_.Insert("update source set version = '6.5.0'; update host set version = '6.5.0'");
  const PreflightReport report = Run("8.0.3");
  EXPECT_EQ(report.verdict, ReadinessVerdict::kNoGo);
  EXPECT_THAT(report.plans[0].path, ElementsAre("7.0.3", "8.0.3"));
  EXPECT_THAT(Names(report, ReadinessOutcome::kBlocker),
              ElementsAre("upgrade-host-version-not-manageable", "upgrade-host-version-too-old",
                          "upgrade-vcenter-version-too-old"));
}

TEST_F(PreflightTest, SaysThatThereIsNothingToDo) {
  fixture_.Insert(kReady);
  fixture_.Insert("update source set version = '8.0.3'; update host set version = '8.0.3'");
  const PreflightReport report = Run("8.0.3");
  EXPECT_EQ(report.verdict, ReadinessVerdict::kNothingToDo);
  EXPECT_THAT(report.rules, IsEmpty());
  EXPECT_EQ(Run("8.0.1").verdict, ReadinessVerdict::kNothingToDo);
}

TEST_F(PreflightTest, JudgesNoSourceThatWasNotRead) {
  fixture_.Insert(kReady);
  fixture_.Insert(
      "insert into coverage (source, table_name, column_name, status, privilege) "
      "values ('s2', 'source', '', 'failed', '')");
  const PreflightReport report = Run("8.0.3");
  EXPECT_EQ(report.verdict, ReadinessVerdict::kNoGo);
  ASSERT_EQ(report.plans.size(), 2u);
  EXPECT_EQ(report.plans[1].standing, Standing::kUnknown);
}

TEST_F(PreflightTest, RefusesAHostWhoseVersionIsNotKnown) {
  fixture_.Insert(kReady);
  fixture_.Insert("insert into host (source, moid, name) values ('s1', 'host-2', 'c')");
  EXPECT_EQ(Run("8.0.3").verdict, ReadinessVerdict::kNoGo);
}

TEST_F(PreflightTest, TrustsNoSnapshotThatWasInterrupted) {
  fixture_.Insert(kReady);
  fixture_.Insert("update snapshot_info set partial = 1");
  const PreflightReport report = Run("8.0.3");
  EXPECT_TRUE(report.partial);
  EXPECT_EQ(report.verdict, ReadinessVerdict::kNoGo);
  EXPECT_EQ(report.UnknownsThatMatter(), 1);
}

TEST_F(PreflightTest, SaysTheSameOfARedactedSnapshot) {
  fixture_.Insert(kReady);
  fixture_.Insert(
      "update host set max_evc_mode = 'intel-westmere', reboot_required = 1;"
      "insert into dvswitch (source, moid, name, version) values ('s1', 'dvs-1', 'x', '5.5.0');");
  const PreflightReport named = Run("8.0.3");
  fixture_.Rename([](std::string_view name) { return "z-" + std::string(name); });
  const PreflightReport aliased = Run("8.0.3");
  EXPECT_EQ(named.verdict, aliased.verdict);
  for (const auto outcome : {ReadinessOutcome::kBlocker, ReadinessOutcome::kWarning,
                             ReadinessOutcome::kUnknown, ReadinessOutcome::kPassed}) {
    EXPECT_EQ(Names(named, outcome), Names(aliased, outcome));
  }
  EXPECT_EQ(named.plans[0].path, aliased.plans[0].path);
}

TEST_F(PreflightTest, LeavesOutRulesThatTheTargetDoesNotHave) {
  fixture_.Insert(kReady);
  fixture_.Insert(
      "insert into opaque_network (source, moid, opaque_type) values ('s1', 'o-1', "
      "'nsx.LogicalSwitch')");
  EXPECT_EQ(Run("7.0.3").verdict, ReadinessVerdict::kNothingToDo);
  const PreflightReport eight = Run("8.0.3");
  EXPECT_THAT(Names(eight, ReadinessOutcome::kWarning), ElementsAre("upgrade-network-opaque"));
  const PreflightReport nine = Run("9.0");
  EXPECT_THAT(Names(nine, ReadinessOutcome::kBlocker), testing::Contains("upgrade-network-opaque"));
}

TEST_F(PreflightTest, RefusesATargetThatNamesWhatIsNotThere) {
  fixture_.Insert(kReady);
  Target target = **FindTarget(BuiltInTargets(), "8.0.3");
  target.also.push_back({"no-such-check", true});
  snapshot::SnapshotReader reader = fixture_.Reader();
  EXPECT_EQ(RunPreflight(reader, target).status().code(), absl::StatusCode::kInvalidArgument);
  target.also.clear();
  target.skip.push_back("no-such-rule");
  EXPECT_EQ(RunPreflight(reader, target).status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sitrep::checks
