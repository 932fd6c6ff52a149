#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/method.h"
#include "tables/catalog.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

namespace sitrep::tests {
namespace {

using collectors::Collect;
using collectors::CollectOptions;
using collectors::CollectReport;
using testing::Contains;
using testing::Each;
using testing::Not;

struct Collected {
  MemorySink sink;
  CollectReport report;
};

void CollectFrom(LabProcess& lab, const CollectOptions& options, Collected& collected) {
  base::Interrupt interrupt;
  auto report = Collect(lab.source(), options, collected.sink, {}, base::Clock::Real(), interrupt);
  ASSERT_TRUE(report.ok()) << report.status();
  collected.report = *std::move(report);
}

// Tables that only come when they are named, and that a path leads to.
std::vector<std::string> TablesOnRequest() {
  std::vector<std::string> names;
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    if (table.profile == tables::ON_REQUEST && table.reader.empty()) names.push_back(table.name);
  }
  return names;
}

std::vector<std::string> TablesOfAVCenterAlone() {
  std::vector<std::string> names;
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    if (table.vcenter_only && table.profile != tables::ON_REQUEST) names.push_back(table.name);
  }
  return names;
}

// Name of the lab's count for a table: the managed type, or the table itself.
std::string CountName(const tables::Table& table) {
  if (table.relative() || table.name == "network") return table.name;
  return table.objects.front();
}

void ExpectLabsOwnCounts(LabProcess& lab, const MemorySink& sink) {
  const auto counts = lab.Get("counts");
  ASSERT_TRUE(counts.ok()) << counts.status();
  int compared = 0;
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    if (table.objects.empty() || table.name == "source") continue;
    if (table.profile == tables::ON_REQUEST) continue;
    const auto expected = counts->fields().find(CountName(table));
    if (expected == counts->fields().end()) continue;
    EXPECT_EQ(sink.count(table.name), static_cast<int64_t>(expected->second.number_value()))
        << table.name;
    ++compared;
  }
  EXPECT_GE(compared, 14);
}

TEST(CollectTables, EveryTableHasAsManyRowsAsTheLabHasObjects) {
  for (const char* scenario : {"healthy", "sick"}) {
    auto lab = LabProcess::Start({"--scenario", scenario});
    ASSERT_TRUE(lab.ok()) << lab.status();
    Collected collected;
    CollectFrom(**lab, {}, collected);
    ExpectLabsOwnCounts(**lab, collected.sink);
    EXPECT_TRUE(collected.report.complete()) << collected.report.gaps.size() << " gaps";
    EXPECT_EQ((*lab)->State("sessions"), 0);
    EXPECT_EQ((*lab)->State("views"), 0);
  }
}

TEST(CollectTables, EveryColumnHasAValueSomewhereOrAReasonWhyTheLabHasNone) {
  auto lab = LabProcess::Start({"--scenario", "sick", "--canary", "finch"});
  ASSERT_TRUE(lab.ok()) << lab.status();
  Collected collected;
  CollectFrom(**lab, {}, collected);
  ASSERT_TRUE((*lab)->Post("grant", R"({"privilege": "Sessions.TerminateSession"})").ok());
  Collected requested;
  CollectFrom(**lab, {.tables = TablesOnRequest()}, requested);
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    if (table.objects.empty()) continue;
    const bool on_request = table.profile == tables::ON_REQUEST;
    if (on_request && !table.reader.empty()) continue;  // such a reader has a test of its own
    const MemorySink& sink = on_request ? requested.sink : collected.sink;
    for (const tables::Column& column : table.columns) {
      if (!column.expression.empty() || !column.lab_absent.empty()) continue;
      EXPECT_THAT(sink.Column(table.name, column.name), Contains(Not(MemorySink::kNull)))
          << table.name << "." << column.name;
    }
  }
}

TEST(CollectTables, RowsAreTheSameWhateverThePageSize) {
  auto lab = LabProcess::Start({"--scenario", "sick", "--now", "2026-11-22T12:00:00Z"});
  ASSERT_TRUE(lab.ok()) << lab.status();
  Collected whole;
  CollectFrom(**lab, {}, whole);
  for (const int page : {1, 7, 99, 1000}) {
    Collected paged;
    CollectFrom(**lab, {.page_objects = page}, paged);
    EXPECT_EQ(paged.sink.DifferenceTo(whole.sink), "") << "page " << page;
  }
  Collected listed;
  CollectFrom(**lab, {.list_references = true}, listed);
  EXPECT_EQ(listed.sink.DifferenceTo(whole.sink), "");
}

TEST(CollectTables, CompressedAnswersGiveTheSameRowsForFewerBytes) {
  auto lab = LabProcess::Start({"--scenario", "sick", "--now", "2026-11-22T12:00:00Z"});
  ASSERT_TRUE(lab.ok()) << lab.status();
  Collected plain;
  CollectFrom(**lab, {}, plain);
  ASSERT_TRUE((*lab)->Post("set", R"({"gzip": true})").ok());
  Collected compressed;
  CollectFrom(**lab, {}, compressed);
  EXPECT_EQ(compressed.sink.DifferenceTo(plain.sink), "");
  EXPECT_LT(compressed.report.received_bytes * 3, plain.report.received_bytes);
}

TEST(CollectTables, OnlyTheNamedTablesAndThoseTheyReferToAreRead) {
  auto lab = LabProcess::Start({"--scenario", "sick"});
  ASSERT_TRUE(lab.ok()) << lab.status();
  Collected collected;
  CollectFrom(**lab, {.tables = {"alarm"}}, collected);
  EXPECT_GT(collected.sink.count("alarm"), 0);
  EXPECT_GT(collected.sink.count("triggered_alarm"), 0);
  EXPECT_EQ(collected.sink.count("source"), 1);
  EXPECT_EQ(collected.sink.count("host"), 0);
  EXPECT_EQ(collected.sink.count("vm"), 0);
}

TEST(CollectTables, ATableThatDoesNotExistIsRefusedBeforeAnythingIsAsked) {
  auto lab = LabProcess::Start();
  ASSERT_TRUE(lab.ok()) << lab.status();
  MemorySink sink;
  base::Interrupt interrupt;
  const auto report =
      Collect((*lab)->source(), {.tables = {"hosts"}}, sink, {}, base::Clock::Real(), interrupt);
  EXPECT_TRUE(absl::IsInvalidArgument(report.status()));
  EXPECT_EQ((*lab)->State("logins"), 0);
}

TEST(CollectTables, AStandaloneHostIsReadWithoutWhatOnlyAVCenterHas) {
  auto lab = LabProcess::Start({"--esx"});
  ASSERT_TRUE(lab.ok()) << lab.status();
  Collected collected;
  CollectFrom(**lab, {}, collected);
  EXPECT_EQ(collected.sink.count("host"), 1);
  EXPECT_GT(collected.sink.count("vm"), 0);
  EXPECT_EQ(collected.sink.Column("source", "source"),
            collected.sink.Column("host", "hardware_uuid"));
  EXPECT_THAT(collected.sink.Column("source", "api_type"), Each("HostAgent"));
  std::vector<std::string> unsupported;
  for (const auto& gap : collected.report.gaps) {
    EXPECT_EQ(gap.status, "not_supported") << gap.table << " " << gap.column << " " << gap.reason;
    unsupported.push_back(gap.table);
  }
  EXPECT_THAT(unsupported, testing::UnorderedElementsAreArray(TablesOfAVCenterAlone()));
  EXPECT_EQ((*lab)->State("sessions"), 0);
}

TEST(CollectTables, CostNamesEveryMethodCalledAndOnlyAllowedOnesWere) {
  auto lab = LabProcess::Start();
  ASSERT_TRUE(lab.ok()) << lab.status();
  Collected collected;
  CollectFrom(**lab, {}, collected);
  const auto state = (*lab)->Get("state");
  ASSERT_TRUE(state.ok());
  for (const auto& [method, calls] : state->fields().at("calls").struct_value().fields()) {
    if (method.find('/') != std::string::npos) continue;
    EXPECT_NE(collectors::FindMethod(method), nullptr) << method;
    EXPECT_EQ(collected.sink.Cell("cost", "method", method, "calls"),
              std::to_string(static_cast<int64_t>(calls.number_value())))
        << method;
  }
  EXPECT_LE((*lab)->State("requests_in_flight_max"), 2);
}

}  // namespace
}  // namespace sitrep::tests
