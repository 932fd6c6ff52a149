#include "collectors/vsphere/gap_ledger.h"

#include <gtest/gtest.h>

#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

Gap OnlyGap(const GapLedger& ledger) {
  const std::vector<Gap> gaps = ledger.Gaps();
  EXPECT_EQ(gaps.size(), 1u);
  return gaps.empty() ? Gap() : gaps.front();
}

TEST(GapLedger, KeepsTheTypeOfAFaultAndThePrivilege) {
  GapLedger ledger;
  const int vm = tables::Catalog::Get().Find("vm");
  ledger.AddObject(vm, -1, "denied", "NoPermission", "Host.Config_2.Settings", "vm-1");
  EXPECT_EQ(OnlyGap(ledger).reason, "NoPermission");
  EXPECT_EQ(OnlyGap(ledger).privilege, "Host.Config_2.Settings");
}

TEST(GapLedger, TakesOverNoTextOfTheSource) {
  const int vm = tables::Catalog::Get().Find("vm");
  for (const std::string& text :
       {std::string("esx-01 is gone"), std::string("10.0.0.1:443"), std::string("a@example.com"),
        std::string("ho\xc3\xb6te"), std::string("a\nb"), std::string(65, 'x')}) {
    GapLedger whole;
    whole.AddWhole(vm, -1, "failed", text, text);
    EXPECT_EQ(OnlyGap(whole).reason, "unreadable");
    EXPECT_EQ(OnlyGap(whole).privilege, "unreadable");
    GapLedger object;
    object.AddObject(vm, 0, "denied", text, text, "vm-1");
    EXPECT_EQ(OnlyGap(object).reason, "unreadable");
    EXPECT_EQ(OnlyGap(object).privilege, "unreadable");
  }
}

TEST(GapLedger, LeavesAnAbsentPrivilegeEmptyAndKeepsTheLongestWord) {
  GapLedger ledger;
  ledger.AddWhole(tables::Catalog::Get().Find("vm"), -1, "failed", std::string(64, 'x'));
  EXPECT_EQ(OnlyGap(ledger).reason, std::string(64, 'x'));
  EXPECT_EQ(OnlyGap(ledger).privilege, "");
}

TEST(GapLedger, WhatNamesObjectsHandsItsGapsOn) {
  const int named_in = tables::Catalog::Get().Find("triggered_alarm");
  const int column = tables::Catalog::Get().table("triggered_alarm").Find("alarm_moid");
  const int alarm = tables::Catalog::Get().Find("alarm");
  GapLedger run;
  run.AddObject(named_in, -1, "denied", "NoPermission", "System.Read", "vm-1");
  run.AddWhole(named_in, column + 1, "unknown_path", "InvalidProperty");
  run.AddWhole(alarm + 1, -1, "failed", "SystemError");
  GapLedger unit;
  unit.Inherit(alarm, run, named_in, column);
  ASSERT_EQ(unit.Gaps().size(), 1u);
  EXPECT_EQ(unit.Gaps()[0].table, "alarm");
  EXPECT_EQ(unit.Gaps()[0].column, "");
  EXPECT_EQ(unit.Gaps()[0].status, "denied");
  EXPECT_EQ(unit.Gaps()[0].privilege, "System.Read");
  EXPECT_EQ(unit.Gaps()[0].missing, -1);
}

}  // namespace
}  // namespace sitrep::collectors
