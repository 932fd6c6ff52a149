#include <gtest/gtest.h>

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/method.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

namespace sitrep::tests {
namespace {

using collectors::Collect;

struct Trouble {
  const char* name;
  const char* rule;  // fields beside method and count
};

class FaultTest : public testing::TestWithParam<Trouble> {
 protected:
  void SetUp() override {
    // Small: the run is made some hundreds of times.
    auto lab = LabProcess::Start({"--clusters", "1", "--hosts", "2", "--vms", "2", "--page-limit",
                                  "3", "--now", "2026-11-22T12:00:00Z"});
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    ASSERT_TRUE(Run(undisturbed_).ok());
    const auto state = lab_->Get("state");
    ASSERT_TRUE(state.ok());
    for (const auto& [method, calls] : state->fields().at("calls").struct_value().fields()) {
      if (collectors::FindMethod(method) != nullptr) {
        calls_[method] = static_cast<int>(calls.number_value());
      }
    }
  }

  absl::StatusOr<collectors::CollectReport> Run(MemorySink& sink, int attempts = 4) {
    base::ManualClock clock(absl::FromUnixSeconds(1700000000));
    base::Interrupt interrupt;
    collectors::SourceOptions source = lab_->source();
    const bool hangs = absl::StrContains(GetParam().rule, "hang");
    source.call_timeout = hangs ? absl::Milliseconds(700) : absl::Seconds(20);
    source.logout_timeout = source.call_timeout;
    source.max_attempts = attempts;
    return Collect(source, {}, sink, {}, clock, interrupt);
  }

  // What the source holds for a session goes with it; only the session itself can stay behind.
  void ExpectNothingLeft(const std::string& where, int sessions) {
    EXPECT_EQ(lab_->State("sessions"), sessions) << where;
    for (const char* kept : {"views", "filters", "open_tokens", "collectors", "rest_sessions"}) {
      EXPECT_LE(lab_->State(kept), 0) << kept << ": " << where;
    }
  }

  // A snapshot results from all that goes wrong once the session is there, and says what is
  // missing.
  void ExpectSnapshot(const absl::StatusOr<collectors::CollectReport>& report,
                      const MemorySink& sink, const std::string& method, const std::string& where) {
    static const std::set<std::string> kBefore = {"RetrieveServiceContent", "Login", "CurrentTime"};
    if (!kBefore.contains(method)) {
      EXPECT_TRUE(report.ok()) << where << ": " << report.status();
    }
    if (!report.ok()) return;
    EXPECT_EQ(sink.count("source"), 1) << where;
    const std::string difference = sink.DifferenceTo(undisturbed_);
    if (report->complete()) {
      EXPECT_EQ(difference, "") << where;
    } else if (report->ended.ok()) {
      EXPECT_GT(sink.count("coverage"), 0) << where;
    }
    for (const collectors::Gap& gap : report->gaps) EXPECT_NE(gap.reason, "") << where;
  }

  std::unique_ptr<LabProcess> lab_;
  MemorySink undisturbed_;
  std::map<std::string, int> calls_;
};

// The first and the last call of every method in turn fails once; nothing may stay behind
// at the source, and a run that says it is complete must have every row.
TEST_P(FaultTest, OfAnyCallOnceLeavesNothingBehind) {
  for (const auto& [method, calls] : calls_) {
    for (const int skip : std::set<int>{0, calls - 1}) {
      const std::string where = absl::StrCat(GetParam().name, " at ", method, " after ", skip);
      ASSERT_TRUE(lab_->Post("rule", absl::StrCat(R"({"method": ")", method, R"(", "skip": )", skip,
                                                  R"(, "count": 1, )", GetParam().rule, "}"))
                      .ok());
      MemorySink sink;
      const auto report = Run(sink);
      ASSERT_TRUE(lab_->Post("clear", "{}").ok());
      // A login whose answer is lost before its first byte leaves a session that nobody can name.
      const bool nameless = method == "Login" && absl::StrContains(GetParam().name, "lost");
      // A source that says the session is gone, and keeps it, is believed.
      const bool untrue = method == "Logout" && absl::StrContains(GetParam().rule, "Not");
      ExpectNothingLeft(where, nameless || untrue ? 1 : 0);
      ExpectSnapshot(report, sink, method, where);
      ASSERT_TRUE(lab_->Post("expire", "{}").ok());
    }
  }
}

// Every call of a method in turn fails for good: what does not need it is there all the same.
TEST_P(FaultTest, OfAMethodForGoodCostsWhatNeedsItAlone) {
  for (const auto& [method, calls] : calls_) {
    const std::string where = absl::StrCat(GetParam().name, " at every ", method);
    ASSERT_TRUE(
        lab_->Post("rule", absl::StrCat(R"({"method": ")", method, R"(", )", GetParam().rule, "}"))
            .ok());
    MemorySink sink;
    const auto report = Run(sink, /*attempts=*/1);
    ASSERT_TRUE(lab_->Post("clear", "{}").ok());
    const bool kept = method == "Logout" || (method == "Login" && lab_->State("sessions") > 0);
    if (!kept) ExpectNothingLeft(where, 0);
    ExpectSnapshot(report, sink, method, where);
    ASSERT_TRUE(lab_->Post("expire", "{}").ok());
  }
}

INSTANTIATE_TEST_SUITE_P(
    Trouble, FaultTest,
    testing::Values(Trouble{"fault", R"("kind": "fault", "fault": "SystemError")"},
                    Trouble{"status", R"("kind": "status", "status": 503)"},
                    Trouble{"reset", R"("kind": "reset")"},
                    Trouble{"cut", R"("kind": "cut", "cut_after": 700)"},
                    Trouble{"hang", R"("kind": "hang")"},
                    Trouble{"session_loss", R"("kind": "fault", "fault": "NotAuthenticated")"},
                    Trouble{"object_removed",
                            R"("kind": "fault", "fault": "ManagedObjectNotFound")"},
                    Trouble{"lost_answer", R"("kind": "reset", "after": true)"}),
    [](const auto& trouble) { return trouble.param.name; });

}  // namespace
}  // namespace sitrep::tests
