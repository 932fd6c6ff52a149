#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/vsphere/collect.h"
#include "tables/catalog.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

namespace sitrep::tests {
namespace {

using collectors::CollectOptions;
using collectors::CollectReport;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;

const char* const kTables[] = {"license",
                               "license_feature",
                               "license_evaluation",
                               "license_assignment",
                               "permission",
                               "role",
                               "role_privilege",
                               "extension",
                               "scheduled_task",
                               "setting",
                               "custom_attribute",
                               "custom_attribute_value"};

class AdministrationTest : public testing::Test {
 protected:
  void Start(std::vector<std::string> flags) {
    auto lab = LabProcess::Start(std::move(flags));
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
  }
  void Run(const std::vector<std::string>& names) {
    base::Interrupt interrupt;
    CollectOptions options;
    options.tables = names;
    auto report =
        collectors::Collect(lab_->source(), options, sink_, {}, base::Clock::Real(), interrupt);
    ASSERT_TRUE(report.ok()) << report.status();
    report_ = *std::move(report);
  }

  std::unique_ptr<LabProcess> lab_;
  MemorySink sink_;
  CollectReport report_;
};

TEST_F(AdministrationTest, EveryColumnHasAValueSomewhere) {
  Start({"--scenario", "sick"});
  Run({std::begin(kTables), std::end(kTables)});
  EXPECT_TRUE(report_.complete());
  for (const char* name : kTables) {
    for (const tables::Column& column : tables::Catalog::Get().table(name).columns) {
      if (!column.expression.empty() || !column.lab_absent.empty()) continue;
      EXPECT_THAT(sink_.Column(name, column.name), Contains(Not(MemorySink::kNull)))
          << name << "." << column.name;
    }
  }
  for (const auto& counted : report_.tables) {
    if (counted.table == "source") continue;
    EXPECT_EQ(counted.rows, sink_.count(counted.table)) << counted.table;
  }
}

TEST_F(AdministrationTest, LicencesHaveTheirEndsAndFeatures) {
  Start({"--now", "2026-11-22T12:00:00Z"});
  Run({"license", "license_feature", "license_assignment", "license_evaluation"});
  EXPECT_EQ(sink_.count("license"), 3);
  EXPECT_THAT(sink_.Column("license", "expires_at"), Contains("2027-12-27T12:00:00.000Z"));
  EXPECT_THAT(sink_.Column("license", "labels"), Contains("Hosts of Frankfurt, jdoe"));
  EXPECT_THAT(sink_.Column("license_feature", "feature_key"), IsSupersetOf({"drs", "vcenterHa"}));
  EXPECT_EQ(sink_.count("license_assignment"), 9);
  EXPECT_THAT(sink_.Column("license_evaluation", "hours_left"), ElementsAre("720"));
}

TEST_F(AdministrationTest, WithoutThePrivilegeLicencesAreNotAskedFor) {
  Start({});
  ASSERT_TRUE(lab_->Post("deny", R"({"privilege": "Global.Licenses"})").ok());
  Run({"license", "license_feature", "license_evaluation"});
  EXPECT_EQ(sink_.count("license"), 0);
  EXPECT_EQ(sink_.count("license_evaluation"), 1);
  for (const auto& gap : report_.gaps) {
    EXPECT_EQ(gap.status, "denied");
    EXPECT_EQ(gap.privilege, "Global.Licenses");
  }
  EXPECT_EQ(report_.gaps.size(), 2u);
}

TEST_F(AdministrationTest, SessionsAreReadOnlyWithThePrivilegeAndWithoutTheirKeys) {
  Start({});
  Run({"session"});
  EXPECT_EQ(sink_.count("session"), 0);
  ASSERT_EQ(report_.gaps.size(), 1u);
  EXPECT_EQ(report_.gaps[0].privilege, "Sessions.TerminateSession");
  ASSERT_TRUE(lab_->Post("grant", R"({"privilege": "Sessions.TerminateSession"})").ok());
  Run({"session"});
  EXPECT_TRUE(report_.complete());
  EXPECT_THAT(sink_.Column("session", "user_name"), Each("sitrep@vsphere.local"));
  EXPECT_THAT(sink_.Column("session", "address"), Each("127.0.0.1"));
}

TEST_F(AdministrationTest, ACustomValueStandsWithItsObjectWhateverItsType) {
  Start({});
  Run({"custom_attribute", "custom_attribute_value"});
  EXPECT_THAT(sink_.Column("custom_attribute", "name"), Contains("Owner"));
  EXPECT_THAT(sink_.Column("custom_attribute_value", "value"),
              IsSupersetOf({"jdoe", "R01", "Team Storage"}));
}

TEST_F(AdministrationTest, AStandaloneHostSaysWhatItDoesNotHave) {
  Start({"--esx"});
  Run({std::begin(kTables), std::end(kTables)});
  EXPECT_GT(sink_.count("role"), 0);
  EXPECT_GT(sink_.count("license"), 0);
  for (const auto& gap : report_.gaps) EXPECT_EQ(gap.status, "not_supported") << gap.table;
  EXPECT_EQ(report_.gaps.size(), 5u);
}

}  // namespace
}  // namespace sitrep::tests
