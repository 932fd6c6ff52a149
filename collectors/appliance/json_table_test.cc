#include "collectors/appliance/json_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/memory_sink.h"

namespace sitrep::collectors {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using tests::MemorySink;

class JsonTableTest : public testing::Test {
 protected:
  void Append(const char* table, std::string_view id, const char* text, size_t index = 0) {
    const auto json = ParseJson(text);
    ASSERT_TRUE(json.ok()) << text;
    JsonTable rows(table, "S", "Some.Group", sink_, gaps_);
    ASSERT_TRUE(rows.Append({.id = id, .index = index, .value = &*json}).ok());
  }
  std::vector<std::string> GapTexts() {
    std::vector<std::string> texts;
    for (const Gap& gap : gaps_.Gaps()) {
      texts.push_back(gap.table + "." + gap.column + " " + gap.status + " " + gap.reason + " " +
                      gap.privilege);
    }
    return texts;
  }

  MemorySink sink_;
  GapLedger gaps_;
};

TEST_F(JsonTableTest, ReadsTextsTimesNumbersAndLists) {
  Append("appliance_backup", "job-1", R"({"status": "SUCCEEDED", "size": 1048576.0,
      "duration": "412", "start_time": "2026-11-21T23:59:00.5+01:00", "end_time": null,
      "location": "sftp://backup"})");
  EXPECT_EQ(sink_.Cell("appliance_backup", "job_id", "job-1", "status"), "SUCCEEDED");
  EXPECT_EQ(sink_.Cell("appliance_backup", "job_id", "job-1", "size_bytes"), "1048576");
  EXPECT_EQ(sink_.Cell("appliance_backup", "job_id", "job-1", "duration_seconds"), "412");
  EXPECT_EQ(sink_.Cell("appliance_backup", "job_id", "job-1", "started_at"),
            "2026-11-21T22:59:00.500Z");
  EXPECT_EQ(sink_.Cell("appliance_backup", "job_id", "job-1", "ended_at"), "NULL");
  EXPECT_THAT(GapTexts(), IsEmpty());
}

TEST_F(JsonTableTest, WalksThroughMembersAndJoinsLists) {
  Append("appliance_backup_schedule", "default",
         R"({"enable": true, "recurrence_info": {"hour": 23, "days": ["MONDAY", "FRIDAY"]}})");
  EXPECT_EQ(sink_.Cell("appliance_backup_schedule", "schedule_id", "default", "days"),
            "MONDAY, FRIDAY");
  EXPECT_EQ(sink_.Cell("appliance_backup_schedule", "schedule_id", "default", "hour"), "23");
  EXPECT_EQ(sink_.Cell("appliance_backup_schedule", "schedule_id", "default", "minute"), "NULL");
  EXPECT_EQ(sink_.Cell("appliance_backup_schedule", "schedule_id", "default", "enabled"), "1");
}

TEST_F(JsonTableTest, AnElementThatIsAScalarIsItsText) {
  Append("appliance_ntp", "", "\"ntp-1\"", 0);
  Append("appliance_ntp", "", "\"ntp-2\"", 1);
  EXPECT_THAT(sink_.Column("appliance_ntp", "server"), ElementsAre("ntp-1", "ntp-2"));
}

TEST_F(JsonTableTest, MegabytesBecomeBytes) {
  Append("appliance_update", "", R"({"version": "8.0.3.00200", "size": 7385})");
  EXPECT_EQ(sink_.Cell("appliance_update", "version", "8.0.3.00200", "size_bytes"), "7743733760");
}

TEST_F(JsonTableTest, AValueOfAnotherKindIsNullAndAGap) {
  Append("appliance_backup", "job-1",
         R"({"status": {"x": 1}, "size": "many", "start_time": "yesterday"})");
  EXPECT_EQ(sink_.Cell("appliance_backup", "job_id", "job-1", "size_bytes"), "NULL");
  EXPECT_THAT(GapTexts(),
              testing::UnorderedElementsAre("appliance_backup.status failed malformed ",
                                            "appliance_backup.size_bytes failed malformed ",
                                            "appliance_backup.started_at failed malformed "));
}

TEST_F(JsonTableTest, ARowWithoutItsKeyIsLeftOut) {
  Append("appliance_update", "", R"({"size": 1})");
  EXPECT_EQ(sink_.count("appliance_update"), 0);
  EXPECT_THAT(GapTexts(), ElementsAre("appliance_update. failed malformed "));
}

TEST_F(JsonTableTest, ANumberThatIsTooLargeIsAGap) {
  Append("appliance_update", "", R"({"version": "1", "size": 9223372036854775807})");
  EXPECT_EQ(sink_.Cell("appliance_update", "version", "1", "size_bytes"), "NULL");
  EXPECT_THAT(GapTexts(), ElementsAre("appliance_update.size_bytes failed malformed "));
}

TEST_F(JsonTableTest, OnlyWhatIsDeniedNamesAPrivilege) {
  JsonTable table("appliance_time", "S", "Some.Group", sink_, gaps_);
  table.NoteMissing("time", "denied", "UNAUTHORIZED");
  table.NoteMissing("mode", "failed", "HTTP500");
  EXPECT_THAT(GapTexts(), testing::UnorderedElementsAre(
                              "appliance_time.timezone denied UNAUTHORIZED Some.Group",
                              "appliance_time.mode failed HTTP500 "));
}

}  // namespace
}  // namespace sitrep::collectors
