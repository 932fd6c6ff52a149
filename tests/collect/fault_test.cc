#include <gtest/gtest.h>

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
    auto lab = LabProcess::Start({"--page-limit", "20", "--now", "2026-11-22T12:00:00Z"});
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

  absl::StatusOr<collectors::CollectReport> Run(MemorySink& sink) {
    base::ManualClock clock(absl::FromUnixSeconds(1700000000));
    base::Interrupt interrupt;
    return Collect(lab_->source(), {}, sink, {}, clock, interrupt);
  }

  std::unique_ptr<LabProcess> lab_;
  MemorySink undisturbed_;
  std::map<std::string, int> calls_;
};

// The first, a middle and the last call of every method in turn fails once; nothing may stay behind
// at the source, and a run that says it is complete must have every row.
TEST_P(FaultTest, OfAnyCallOnceLeavesNothingBehind) {
  for (const auto& [method, calls] : calls_) {
    for (const int skip : std::set<int>{0, calls / 2, calls - 1}) {
      const std::string where = absl::StrCat(GetParam().name, " at ", method, " after ", skip);
      ASSERT_TRUE(lab_->Post("rule", absl::StrCat(R"({"method": ")", method, R"(", "skip": )", skip,
                                                  R"(, "count": 1, )", GetParam().rule, "}"))
                      .ok());
      MemorySink sink;
      const auto report = Run(sink);
      ASSERT_TRUE(lab_->Post("clear", "{}").ok());
      // A login whose answer is lost before its first byte leaves a session that nobody can name.
      const bool nameless = method == "Login" && absl::StrContains(GetParam().name, "lost");
      EXPECT_EQ(lab_->State("sessions"), nameless ? 1 : 0) << where;
      EXPECT_EQ(lab_->State("views"), 0) << where;
      if (report.ok() && report->complete()) {
        EXPECT_EQ(sink.DifferenceTo(undisturbed_), "") << where;
      }
      ASSERT_TRUE(lab_->Post("expire", "{}").ok());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Trouble, FaultTest,
    testing::Values(Trouble{"fault", R"("kind": "fault", "fault": "SystemError")"},
                    Trouble{"status", R"("kind": "status", "status": 503)"},
                    Trouble{"reset", R"("kind": "reset")"},
                    Trouble{"cut", R"("kind": "cut", "cut_after": 700)"},
                    Trouble{"lost_answer", R"("kind": "reset", "after": true)"}),
    [](const auto& trouble) { return trouble.param.name; });

TEST(FaultsFor, GoodAtEachMethodStillLeaveNoSessionThatCanBeEnded) {
  for (const char* method : {"RetrievePropertiesEx", "ContinueRetrievePropertiesEx",
                             "CreateContainerView", "DestroyView", "CurrentTime"}) {
    auto lab = LabProcess::Start({"--page-limit", "20"});
    ASSERT_TRUE(lab.ok()) << lab.status();
    ASSERT_TRUE((*lab)
                    ->Post("rule", absl::StrCat(R"({"method": ")", method,
                                                R"(", "kind": "status", "status": 503})"))
                    .ok());
    MemorySink sink;
    base::ManualClock clock(absl::FromUnixSeconds(1700000000));
    base::Interrupt interrupt;
    const auto report = Collect((*lab)->source(), {}, sink, {}, clock, interrupt);
    EXPECT_EQ((*lab)->State("sessions"), 0) << method;
    EXPECT_EQ((*lab)->State("views"), 0) << method;
    if (report.ok() && std::string(method) != "DestroyView") {
      EXPECT_FALSE(report->complete()) << method;
    }
  }
}

}  // namespace
}  // namespace sitrep::tests
