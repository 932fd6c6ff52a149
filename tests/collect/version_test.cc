#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/collect.h"
#include "tables/catalog.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

// Every version of the API from 6.5 on, and hosts that stand alone: the same rows, and no gap but
// for what the version does not have.
namespace sitrep::tests {
namespace {

using collectors::Collect;
using collectors::CollectReport;
using collectors::Gap;
using testing::IsEmpty;

constexpr char kNow[] = "2026-11-22T12:00:00Z";
constexpr char kNewest[] = "8.0.3.0";  // the newest that is spoken

struct Collected {
  MemorySink sink;
  CollectReport report;
  // Tables, and table.column, that this version of the source does not have.
  std::set<std::string> lacking;
};

std::unique_ptr<LabProcess> StartLab(std::vector<std::string> flags) {
  for (const char* flag : {"--scenario", "sick", "--now", kNow}) flags.emplace_back(flag);
  auto lab = LabProcess::Start(flags);
  EXPECT_TRUE(lab.ok()) << lab.status();
  return lab.ok() ? *std::move(lab) : nullptr;
}

void CollectAll(LabProcess& lab, Collected& collected) {
  base::ManualClock clock(absl::FromUnixSeconds(1700000000));
  base::Interrupt interrupt;
  auto report = Collect(lab.source(), {}, collected.sink, {}, clock, interrupt);
  ASSERT_TRUE(report.ok()) << report.status();
  collected.report = *std::move(report);
  for (const Gap& gap : collected.report.gaps) {
    collected.lacking.insert(gap.column.empty() ? gap.table
                                                : absl::StrCat(gap.table, ".", gap.column));
    EXPECT_FALSE(gap.shortfall()) << gap.table << "." << gap.column << ": " << gap.status << " "
                                  << gap.reason;
  }
  EXPECT_TRUE(collected.report.complete()) << collected.report.ended;
  EXPECT_EQ(lab.State("sessions"), 0);
  EXPECT_EQ(lab.State("open_tokens"), 0);
}

// What says of itself which version it is of, or at which port it is.
bool TellsTheVersion(const tables::Table& table) {
  static const std::set<std::string> kTables = {"source", "setting", "appliance_version",
                                                "appliance_update", "appliance_update_state"};
  return kTables.contains(table.name);
}

void ExpectSameRow(const tables::Table& table, const MemorySink::TextRow& row,
                   const MemorySink::TextRow& other, const std::set<std::string>& lacking) {
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const std::string place = absl::StrCat(table.name, ".", table.columns[i].name);
    if (lacking.contains(place)) {
      EXPECT_EQ(row[i], MemorySink::kNull) << place;
    } else if (table.columns[i].expression.empty()) {
      EXPECT_EQ(row[i], other[i]) << place;
    }
  }
}

void ExpectSameRows(const Collected& one, const Collected& other) {
  int compared = 0;
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    if (table.objects.empty() || TellsTheVersion(table)) continue;
    if (one.lacking.contains(table.name)) {
      // Of what is read in parts, a version can lack some.
      EXPECT_LE(one.sink.count(table.name), other.sink.count(table.name)) << table.name;
      continue;
    }
    const MemorySink::Rows& mine = one.sink.rows(table.name);
    const MemorySink::Rows& theirs = other.sink.rows(table.name);
    ASSERT_EQ(mine.size(), theirs.size()) << table.name;
    for (auto at = mine.begin(), to = theirs.begin(); at != mine.end(); ++at, ++to) {
      ASSERT_EQ(at->first, to->first) << table.name;
      ExpectSameRow(table, at->second, to->second, one.lacking);
    }
    ++compared;
  }
  EXPECT_GT(compared, 100);
}

class VersionTest : public testing::TestWithParam<const char*> {};

TEST_P(VersionTest, EveryTableOfAVCenterIsReadButForWhatTheVersionLacks) {
  const auto newest = StartLab({"--api-version", kNewest});
  ASSERT_NE(newest, nullptr);
  Collected whole;
  CollectAll(*newest, whole);
  for (const Gap& gap : whole.report.gaps) EXPECT_EQ(gap.status, "not_asked") << gap.table;
  const auto lab = StartLab({"--api-version", GetParam()});
  ASSERT_NE(lab, nullptr);
  Collected collected;
  CollectAll(*lab, collected);
  EXPECT_THAT(collected.sink.Column("source", "api_version"), testing::Each(GetParam()));
  ExpectSameRows(collected, whole);
}

TEST_P(VersionTest, EveryTableOfAHostAloneIsReadButForWhatTheVersionLacks) {
  const auto newest = StartLab({"--esx", "--api-version", kNewest});
  ASSERT_NE(newest, nullptr);
  Collected whole;
  CollectAll(*newest, whole);
  const auto lab = StartLab({"--esx", "--api-version", GetParam()});
  ASSERT_NE(lab, nullptr);
  Collected collected;
  CollectAll(*lab, collected);
  EXPECT_EQ(collected.sink.count("host"), 1);
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    EXPECT_EQ(collected.sink.count(table.name) == 0, whole.sink.count(table.name) == 0)
        << table.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Versions, VersionTest,
                         testing::Values("6.5", "6.7", "6.7.3", "7.0", "7.0.3.2", "8.0.0.1",
                                         "8.0.3.0", "9.0.0.0", "9.1.0.0"),
                         [](const auto& version) {
                           std::string name = version.param;
                           for (char& c : name) c = c == '.' ? '_' : c;
                           return name;
                         });

class NegotiationTest : public testing::Test {
 protected:
  void SetUp() override { lab_ = StartLab({"--api-version", "6.7.3"}); }

  void Post(const std::string& rule) { ASSERT_TRUE(lab_->Post("rule", rule).ok()); }
  std::string Version() {
    base::Interrupt interrupt;
    const auto session = collectors::Session::Connect(lab_->source(), clock_, interrupt);
    EXPECT_TRUE(session.ok()) << session.status();
    return session.ok() ? (*session)->api_version() : "";
  }

  std::unique_ptr<LabProcess> lab_;
  base::ManualClock clock_{absl::FromUnixSeconds(1700000000)};
};

TEST_F(NegotiationTest, TheListsNewestIsSpoken) { EXPECT_EQ(Version(), "6.7.3"); }

TEST_F(NegotiationTest, AVersionNewerThanAnyTriedIsAnsweredInTheNewestThatWas) {
  ASSERT_TRUE(lab_->Post("set", R"({"api_version": "9.1.0.0"})").ok());
  EXPECT_EQ(Version(), kNewest);
}

TEST_F(NegotiationTest, WithoutAListTheOldestIsSpoken) {
  Post(R"({"path": "/sdk/vimServiceVersions.xml", "kind": "status", "status": 404})");
  EXPECT_EQ(Version(), "6.5");
}

TEST_F(NegotiationTest, AListThatIsNoneIsPassedOver) {
  Post(R"({"path": "/sdk/vimServiceVersions.xml", "kind": "replace", "pattern": "(?s).*",
           "with": "<html><body>Welcome"})");
  EXPECT_EQ(Version(), "6.5");
}

TEST_F(NegotiationTest, AListThatPromisesTooMuchIsMadeGoodByTheOldest) {
  Post(R"({"path": "/sdk/vimServiceVersions.xml", "kind": "replace",
           "pattern": "<version>6.7.3<", "with": "<version>8.0.3.0<"})");
  EXPECT_EQ(Version(), "6.5");
  EXPECT_EQ(lab_->Calls("RetrieveServiceContent"), 2);
}

TEST_F(NegotiationTest, AnotherNamespacesVersionIsNotTheApis) {
  Post(R"({"path": "/sdk/vimServiceVersions.xml", "kind": "replace",
           "pattern": "(internalvim25</name>\\s*<version>)[^<]*", "with": "${1}8.0.2.0"})");
  EXPECT_EQ(Version(), "6.7.3");
}

TEST_F(NegotiationTest, AListThatIsLateIsWaitedFor) {
  Post(R"({"path": "/sdk/vimServiceVersions.xml", "kind": "status", "status": 503, "count": 2})");
  EXPECT_EQ(Version(), "6.7.3");
}

}  // namespace
}  // namespace sitrep::tests
