#include "redact/snapshot_redactor.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "redact/sample_snapshot.h"
#include "snapshot/reader.h"
#include "tables/catalog.h"

namespace sitrep::redact {
namespace {

class RedactSnapshotTo : public ::testing::Test {
 protected:
  RedactSnapshotTo()
      : folder_(::testing::TempDir() + "/snapshot-redactor-test"),
        aliaser_(*SiteKey::FromBytes(std::string(32, 'k'))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    map_ = *AliasMap::Open(folder_ + "/aliases.db", aliaser_.key_id());
  }
  ~RedactSnapshotTo() override { std::filesystem::remove_all(folder_); }

  std::string raw() const { return folder_ + "/a.sitrep"; }
  std::string redacted() const { return folder_ + "/a.redacted.sitrep"; }

  absl::Status Redact() {
    AliasBook book(aliaser_, map_.get());
    return RedactSnapshot(raw(), redacted(), book);
  }

  // The first column of the first row, or "NULL".
  std::string One(const std::string& sql) {
    auto reader = snapshot::SnapshotReader::Open(redacted());
    auto statement = reader->database().Prepare(sql);
    if (!statement.ok() || !*statement->Step()) return "no row";
    return statement->IsNull(0) ? "NULL" : std::string(statement->Text(0));
  }

  std::string folder_;
  Aliaser aliaser_;
  std::unique_ptr<AliasMap> map_;
};

TEST_F(RedactSnapshotTo, MapsEveryColumnByItsClass) {
  WriteSampleSnapshot(raw(), SampleSite());
  ASSERT_EQ(Redact(), absl::OkStatus());
  EXPECT_EQ(One("SELECT version FROM source"), "8.0.3");
  EXPECT_EQ(One("SELECT label FROM vm_disk"), "Hard disk 1");
  EXPECT_EQ(One("SELECT delta_file FROM vm_disk"), "1");
  EXPECT_EQ(One("SELECT annotation FROM vm WHERE annotation IS NOT NULL"), "no row");
  EXPECT_EQ(One("SELECT h.name FROM vm JOIN host h ON h.moid = vm.host_moid WHERE vm.name = '" +
                aliaser_.Alias("payroll-db") + "'"),
            aliaser_.Alias("esx01.corp.acme-site.com"));
  EXPECT_EQ(One("SELECT alarm_key FROM triggered_alarm"), aliaser_.Alias("alarm-1.host-12"));
  EXPECT_EQ(One("SELECT count(*) FROM triggered_alarm t JOIN host h ON h.moid = t.entity_moid"),
            "1");
}

TEST_F(RedactSnapshotTo, SaysThatItIsRedactedAndByWhichKey) {
  WriteSampleSnapshot(raw(), SampleSite());
  ASSERT_EQ(Redact(), absl::OkStatus());
  const snapshot::SnapshotFacts facts = snapshot::SnapshotReader::Open(redacted())->facts();
  EXPECT_TRUE(facts.redacted);
  EXPECT_EQ(facts.alias_key_id, aliaser_.key_id());
}

TEST_F(RedactSnapshotTo, LeavesNothingRawInTheFile) {
  WriteSampleSnapshot(raw(), SampleSite());
  ASSERT_EQ(Redact(), absl::OkStatus());
  const std::string bytes = absl::AsciiStrToLower(*base::ReadFile(redacted()));
  for (const char* canary :
       {"acme", "payroll", "esx01", "hunter2", "jroe", "10.20.30.40", "9a:11:22", "san-gold",
        "build agent", "5014aaaa", "5f0a1b2c", "host-12", "vm-101", "5f3e2c1a"}) {
    EXPECT_FALSE(absl::StrContains(bytes, canary)) << canary;
  }
}

TEST_F(RedactSnapshotTo, IsTheSameBytesEveryTime) {
  WriteSampleSnapshot(raw(), SampleSite());
  ASSERT_EQ(Redact(), absl::OkStatus());
  const std::string first = *base::ReadFile(redacted());
  std::filesystem::remove(redacted());
  ASSERT_EQ(Redact(), absl::OkStatus());
  EXPECT_EQ(*base::ReadFile(redacted()), first);
}

TEST_F(RedactSnapshotTo, RefusesARedactedInput) {
  WriteSampleSnapshot(raw(), SampleSite());
  ASSERT_EQ(Redact(), absl::OkStatus());
  std::filesystem::rename(redacted(), raw());
  EXPECT_EQ(Redact().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_FALSE(std::filesystem::exists(redacted()));
}

TEST_F(RedactSnapshotTo, RefusesARawFileThatHoldsAliases) {
  WriteSampleSnapshot(raw(), SampleSite());
  ASSERT_EQ(Redact(), absl::OkStatus());
  std::filesystem::remove(redacted());
  std::filesystem::remove(raw());
  std::vector<SampleRow> rows = SampleSite();
  rows[4].cells.back().second = aliaser_.Alias("payroll-db");
  WriteSampleSnapshot(raw(), rows);
  EXPECT_EQ(Redact().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_FALSE(std::filesystem::exists(redacted()));
}

TEST_F(RedactSnapshotTo, KeepsRowsApartWhoseKeysDifferOnlyInCase) {
  std::vector<SampleRow> rows = SampleSite();
  for (const char* name : {"/Data", "/data", "/DATA"}) {
    rows.push_back({"vm_partition", {{"source", "s"}, {"vm_moid", "vm-1"}, {"path", name}}});
  }
  WriteSampleSnapshot(raw(), rows);
  ASSERT_EQ(Redact(), absl::OkStatus());
  const std::string alias = aliaser_.Alias("/data");
  EXPECT_EQ(One("SELECT count(*) FROM vm_partition"), "3");
  EXPECT_EQ(One("SELECT group_concat(path) FROM vm_partition"),
            absl::StrCat(alias, ",", alias, "~2,", alias, "~3"));
  EXPECT_EQ(*map_->Reveal(absl::StrCat(alias, "~2")), "/DATA~2");
}

TEST_F(RedactSnapshotTo, AliasesWhatAPublicColumnHoldsThatNoPatternKnows) {
  std::vector<SampleRow> rows = SampleSite();
  const auto option = [](const char* name, const char* value) {
    return SampleRow{
        "cluster_ha_option",
        {{"source", "s"}, {"cluster_moid", "domain-c7"}, {"option_name", name}, {"value", value}}};
  };
  rows.push_back(option("das.heartbeatDsPerHost", "4"));
  rows.push_back(option("das.maxresets", "ask jroe"));
  rows.push_back(option("das.AcmeNote", "7"));
  WriteSampleSnapshot(raw(), rows);
  ASSERT_EQ(Redact(), absl::OkStatus());
  const std::string value = "SELECT public_value FROM cluster_ha_option WHERE option_name = ";
  EXPECT_EQ(One(value + "'das.heartbeatDsPerHost'"), "4");
  EXPECT_EQ(One(value + "'das.maxresets'"), aliaser_.Alias("ask jroe"));
  EXPECT_EQ(One(value + "'" + aliaser_.Alias("das.AcmeNote") + "'"), "NULL");
}

TEST_F(RedactSnapshotTo, RecordsAliasesThatLeadBack) {
  WriteSampleSnapshot(raw(), SampleSite());
  ASSERT_EQ(Redact(), absl::OkStatus());
  EXPECT_EQ(*map_->Reveal(One("SELECT ip_address FROM vm WHERE ip_address IS NOT NULL")),
            "10.20.30.40");
  EXPECT_EQ(*map_->Reveal(One("SELECT file FROM vm_disk")),
            "[san-gold] payroll-db/payroll-db-000002.vmdk");
  EXPECT_EQ(*map_->AliasOf("Finance %2f Payroll"), One("SELECT name FROM folder"));
}

}  // namespace
}  // namespace sitrep::redact
