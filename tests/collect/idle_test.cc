#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/collect.h"
#include "tables/catalog.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

// What a declaration calls steady stays as it is while nobody does anything, though time passes and
// machines run.
namespace sitrep::tests {
namespace {

class IdleTest : public testing::TestWithParam<std::vector<std::string>> {
 protected:
  void SetUp() override {
    auto lab = LabProcess::Start(GetParam());
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    // Of what is read on request only, some needs more than the account has.
    for (const char* privilege : {"Sessions.TerminateSession", "Certificate.Manage"}) {
      ASSERT_TRUE(lab_->Post("grant", absl::StrCat(R"({"privilege": ")", privilege, "\"}")).ok());
    }
  }

  void CollectInto(MemorySink& sink) {
    base::Interrupt interrupt;
    // Named: also those that nobody gets who does not ask.
    collectors::CollectOptions options;
    for (const tables::Table& table : tables::Catalog::Get().tables()) {
      if (!table.objects.empty() && table.name != "source") options.tables.push_back(table.name);
    }
    const auto report =
        collectors::Collect(lab_->source(), options, sink, {}, base::Clock::Real(), interrupt);
    ASSERT_TRUE(report.ok()) << report.status();
    ASSERT_TRUE(report->ended.ok()) << report->ended;
  }

  // Five minutes in the life of a source that nobody touches.
  void PassTime(const MemorySink& sink) {
    ASSERT_TRUE(lab_->Post("set", R"({"clock_ahead_seconds": 300})").ok());
    for (const std::string& name : sink.Column("vm", "name")) {
      if (sink.Cell("vm", "name", name, "power_state") != "poweredOn") continue;
      ASSERT_TRUE(
          lab_->Post("change", absl::StrCat(R"({"action": "usage", "vm": ")", name, "\"}")).ok());
    }
  }

  std::unique_ptr<LabProcess> lab_;
};

// Keys of what is written down as time passes: each sample, session and event is a row of its own.
bool GrowsByItself(const tables::Table& table) {
  return table.name == "performance_sample" || table.name == "session" || table.name == "event" ||
         table.name == "event_argument" || table.name == "task";
}

void ExpectSteady(const tables::Table& table, const MemorySink& before, const MemorySink& after) {
  const MemorySink::Rows& earlier = before.rows(table.name);
  const MemorySink::Rows& later = after.rows(table.name);
  EXPECT_TRUE(GrowsByItself(table) || earlier.size() == later.size()) << table.name;
  for (const auto& [key, row] : earlier) {
    const auto same = later.find(key);
    if (same == later.end()) {
      EXPECT_TRUE(GrowsByItself(table)) << table.name << ": a row went";
      continue;
    }
    for (size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i].change == tables::VOLATILE) continue;
      EXPECT_EQ(row[i], same->second[i]) << table.name << "." << table.columns[i].name;
    }
  }
}

TEST_P(IdleTest, TwoSnapshotsAreEqualInEveryColumnThatIsNotVolatile) {
  MemorySink before;
  CollectInto(before);
  PassTime(before);
  MemorySink after;
  CollectInto(after);
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    if (!table.objects.empty()) ExpectSteady(table, before, after);
  }
  // Time did pass.
  EXPECT_NE(before.Column("source", "observed_at"), after.Column("source", "observed_at"));
  EXPECT_NE(before.Column("vm", "uptime_seconds"), after.Column("vm", "uptime_seconds"));
}

INSTANTIATE_TEST_SUITE_P(Sources, IdleTest,
                         testing::Values(std::vector<std::string>{"--scenario", "healthy"},
                                         std::vector<std::string>{"--scenario", "sick"},
                                         std::vector<std::string>{"--scenario", "sick", "--esx"}));

}  // namespace
}  // namespace sitrep::tests
