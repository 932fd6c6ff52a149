#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "collectors/appliance/refused_logins.h"
#include "collectors/vsphere/collect.h"
#include "tables/catalog.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

namespace sitrep::tests {
namespace {

using collectors::Collect;
using collectors::CollectReport;
using collectors::Gap;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char kNow[] = "2026-11-22T12:00:00Z";

std::vector<std::string> ApplianceTables() {
  std::vector<std::string> names;
  for (const tables::Table& table : tables::Catalog::Get().tables()) {
    if (table.reader == "appliance") names.push_back(table.name);
  }
  return names;
}

class ApplianceTest : public testing::Test {
 protected:
  void Start(std::vector<std::string> flags = {}) {
    flags.insert(flags.end(), {"--now", kNow});
    auto lab = LabProcess::Start(std::move(flags));
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    source_ = lab_->source();
  }

  // What is read, and that no session stays behind.
  void Read(std::vector<std::string> tables = ApplianceTables()) {
    sink_ = MemorySink();
    auto report = Collect(source_, {.tables = std::move(tables)}, sink_, {}, clock_, interrupt_);
    ASSERT_TRUE(report.ok()) << report.status();
    report_ = *std::move(report);
    EXPECT_EQ(lab_->State("rest_sessions"), 0);
    EXPECT_EQ(lab_->State("sessions"), 0);
  }

  void Rule(const std::string& fields) {
    ASSERT_TRUE(lab_->Post("rule", absl::StrCat("{", fields, "}")).ok());
  }

  std::vector<std::string> GapTexts() const {
    std::vector<std::string> texts;
    for (const Gap& gap : report_.gaps) {
      texts.push_back(absl::StrCat(gap.table, ".", gap.column, " ", gap.status, " ", gap.reason));
    }
    return texts;
  }
  // The gap of a table as a whole; empty when it has none.
  std::string GapOf(const std::string& table) const {
    for (const Gap& gap : report_.gaps) {
      if (gap.table == table) return absl::StrCat(gap.status, " ", gap.reason);
    }
    return "";
  }

  std::unique_ptr<LabProcess> lab_;
  collectors::SourceOptions source_;
  MemorySink sink_;
  CollectReport report_;
  base::ManualClock clock_{absl::FromUnixSeconds(1700000000)};
  base::Interrupt interrupt_;
};

TEST_F(ApplianceTest, EveryTableIsReadOverOneSession) {
  Start();
  Read();
  EXPECT_THAT(GapTexts(), IsEmpty());
  EXPECT_EQ(lab_->State("rest_logins"), 1);
  EXPECT_EQ(sink_.count("appliance_health"), 8);
  EXPECT_THAT(sink_.Column("appliance_health", "health"), Each("green"));
  EXPECT_EQ(sink_.Cell("appliance_health", "component", "system", "checked_at"),
            "2026-11-22T11:57:00.000Z");
  EXPECT_EQ(sink_.Cell("appliance_health", "component", "mem", "checked_at"), "NULL");
  EXPECT_THAT(sink_.Column("appliance_version", "version"), ElementsAre("8.0.3.00100"));
  EXPECT_THAT(sink_.Column("appliance_version", "uptime_seconds"), ElementsAre("1036800"));
  EXPECT_THAT(sink_.Column("appliance_version", "host_name"), ElementsAre("vcenter.lab.example"));
  EXPECT_EQ(sink_.Cell("appliance_service", "service", "vpxd", "state"), "STARTED");
  EXPECT_EQ(sink_.Cell("appliance_service", "service", "vcha", "health"), "NULL");
  EXPECT_THAT(sink_.Column("appliance_ntp", "position"), ElementsAre("0", "1"));
  EXPECT_EQ(sink_.count("appliance_dns"), 2);
  EXPECT_EQ(sink_.Cell("appliance_network", "name", "nic0", "ipv4_prefix_bits"), "24");
  EXPECT_EQ(sink_.Cell("appliance_access", "way", "ssh", "enabled"), "0");
  EXPECT_EQ(sink_.Cell("appliance_access", "way", "shell", "timeout_seconds"), "0");
  EXPECT_THAT(sink_.Column("appliance_time", "mode"), ElementsAre("NTP"));
  EXPECT_THAT(sink_.Column("appliance_time", "timezone"), ElementsAre("Etc/UTC"));
}

TEST_F(ApplianceTest, BackupsSchedulesAndFileSystemsHaveTheirFigures) {
  Start();
  Read();
  EXPECT_EQ(sink_.count("appliance_backup"), 3);
  EXPECT_THAT(sink_.Column("appliance_backup", "status"), Each("SUCCEEDED"));
  EXPECT_THAT(sink_.Column("appliance_backup", "duration_seconds"), Each("412"));
  EXPECT_THAT(sink_.Column("appliance_backup_schedule", "days"),
              ElementsAre("MONDAY, WEDNESDAY, FRIDAY"));
  EXPECT_EQ(sink_.Cell("appliance_storage", "partition", "log", "disk"), "5");
  EXPECT_EQ(sink_.Cell("appliance_storage", "partition", "log", "capacity_bytes"), "10434699264");
  EXPECT_EQ(sink_.Cell("appliance_storage", "partition", "log", "used_bytes"), "4278225920");
}

TEST_F(ApplianceTest, CertificatesAreReadWholeWithTheirChains) {
  Start();
  Read();
  EXPECT_THAT(sink_.Column("appliance_certificate", "kind"),
              ElementsAre("sts_signing", "sts_signing", "tls", "trusted_root"));
  EXPECT_THAT(sink_.Column("appliance_certificate", "position"), ElementsAre("0", "1", "0", "0"));
  EXPECT_THAT(sink_.Cell("appliance_certificate", "kind", "tls", "subject"),
              HasSubstr("vcenter.lab.example"));
  EXPECT_THAT(sink_.Column("appliance_certificate", "not_after_at"), Not(Contains("NULL")));
  EXPECT_THAT(sink_.Column("appliance_certificate", "key_bits"), Not(Contains("NULL")));
  EXPECT_THAT(sink_.Column("appliance_certificate", "signature_algorithm"), Each("ED25519"));
}

TEST_F(ApplianceTest, TagsAreReadWithTheirObjects) {
  Start();
  Read({"tag_category", "tag", "tag_assignment"});
  EXPECT_THAT(GapTexts(), IsEmpty());
  EXPECT_THAT(sink_.Column("tag_category", "name"),
              testing::UnorderedElementsAre("Environment", "Backup", "Owner"));
  EXPECT_EQ(sink_.Cell("tag_category", "name", "Environment", "associable_types"),
            "VirtualMachine, HostSystem");
  EXPECT_EQ(sink_.Cell("tag_category", "name", "Owner", "associable_types"), "NULL");
  EXPECT_EQ(sink_.count("tag"), 5);
  const std::string production = sink_.Cell("tag", "name", "production", "tag_id");
  EXPECT_EQ(sink_.Cell("tag", "name", "production", "category_id"),
            sink_.Cell("tag_category", "name", "Environment", "category_id"));
  EXPECT_THAT(sink_.Column("tag_assignment", "tag_id"), Contains(production));
  const auto types = sink_.Column("tag_assignment", "object_type");
  EXPECT_EQ(std::set<std::string>(types.begin(), types.end()),
            (std::set<std::string>{"VirtualMachine", "HostSystem", "Datastore"}));
  // Two lists, one question for each of 3 categories and 5 tags, one list and one question for all.
  EXPECT_EQ(sink_.Cell("cost", "method", "GET cis.tagging.tag.id", "calls"), "5");
  EXPECT_EQ(sink_.Cell("cost", "method", "POST cis.tagging.tag-association", "calls"), "1");
}

TEST_F(ApplianceTest, PendingUpdatesAreThoseOfTheLastCheck) {
  Start({"--scenario", "sick"});
  Read();
  EXPECT_THAT(GapTexts(), IsEmpty());
  EXPECT_THAT(sink_.Column("appliance_update", "severity"), ElementsAre("MODERATE"));
  EXPECT_THAT(sink_.Column("appliance_update", "size_bytes"), ElementsAre("7743733760"));
  EXPECT_THAT(sink_.Column("appliance_update_state", "state"), ElementsAre("UPDATES_PENDING"));
}

TEST_F(ApplianceTest, OlderVersionsAreAskedInTheirOwnSpelling) {
  for (const char* version : {"6.5", "6.7", "6.7.3", "7.0", "7.0.3.0", "8.0.3.0", "9.0.0.0"}) {
    Start({"--api-version", version});
    Read();
    const bool newer = version[0] >= '7';
    EXPECT_EQ(lab_->Calls("POST /api/session"), newer ? 1 : 0) << version;
    EXPECT_EQ(lab_->Calls("POST /rest/com/vmware/cis/session"), newer ? 0 : 1) << version;
    EXPECT_EQ(sink_.Cell("appliance_service", "service", "vpxd", "startup"), "AUTOMATIC")
        << version;
    EXPECT_EQ(sink_.count("appliance_health"), 8) << version;
    EXPECT_EQ(sink_.count("appliance_storage"), 8) << version;
    EXPECT_EQ(sink_.count("tag"), 5) << version;
    EXPECT_GT(sink_.count("tag_assignment"), 0) << version;
    for (const Gap& gap : report_.gaps) EXPECT_EQ(gap.status, "not_supported") << version;
    EXPECT_EQ(sink_.count("appliance_backup"), version == std::string("6.5") ? 0 : 3) << version;
  }
}

TEST_F(ApplianceTest, RowsAreTheSameInBothSpellings) {
  Start();
  Read();
  const MemorySink newer = sink_;
  // 7.0 and 7.0 U1 have no /api.
  Rule(R"("path": "/api/session", "kind": "status", "status": 404)");
  Read();
  EXPECT_EQ(lab_->Calls("POST /rest/com/vmware/cis/session"), 1);
  EXPECT_EQ(sink_.DifferenceTo(newer), "");
  EXPECT_THAT(GapTexts(), IsEmpty());
}

TEST_F(ApplianceTest, AStandaloneHostIsNotAsked) {
  Start({"--esx"});
  Read();
  for (const std::string& table : ApplianceTables()) {
    EXPECT_EQ(GapOf(table), "not_supported HostAgent") << table;
  }
  EXPECT_EQ(lab_->State("rest_logins") + lab_->State("rest_failed_logins"), 0);
}

TEST_F(ApplianceTest, ARefusedCredentialIsSentOnceAndNeverAgain) {
  Start();
  ASSERT_TRUE(lab_->Post("set", R"({"rest_unknown_account": true})").ok());
  Read();
  EXPECT_EQ(lab_->State("rest_failed_logins"), 1);
  for (const std::string& table : ApplianceTables()) EXPECT_EQ(GapOf(table), "denied login");
  Read();
  EXPECT_EQ(lab_->State("rest_failed_logins"), 1);
  EXPECT_EQ(GapOf("appliance_version"), "denied login");
}

TEST_F(ApplianceTest, AnotherPasswordIsAnotherCredential) {
  collectors::RefusedLogins refused;
  Start();
  refused.Add(source_);
  EXPECT_TRUE(refused.Holds(source_));
  source_.password += "new";
  EXPECT_FALSE(refused.Holds(source_));
}

TEST_F(ApplianceTest, AnAccountOutsideTheGroupLosesTheApplianceAlone) {
  Start();
  ASSERT_TRUE(lab_->Post("set", R"({"rest_denied": true})").ok());
  Read();
  EXPECT_EQ(GapOf("appliance_version"), "denied UNAUTHORIZED");
  EXPECT_EQ(GapOf("appliance_health"), "denied UNAUTHORIZED");
  EXPECT_EQ(GapOf("appliance_certificate"), "");
  EXPECT_EQ(GapOf("tag"), "");
  EXPECT_EQ(sink_.count("tag"), 5);
  EXPECT_EQ(sink_.count("appliance_certificate"), 4);
  EXPECT_THAT(sink_.Column("coverage", "privilege"), Each("SystemConfiguration.ReadOnly"));
}

TEST_F(ApplianceTest, OneResourceThatIsMissingLeavesTheOthersWhole) {
  Start();
  Rule(R"("path": "/api/appliance/ntp", "kind": "status", "status": 404)");
  Rule(R"("path": "/api/appliance/health/swap", "kind": "status", "status": 500)");
  Rule(R"("path": "/api/appliance/system/uptime", "kind": "status", "status": 403)");
  Rule(R"("path": "/api/appliance/monitoring/query", "kind": "status", "status": 400)");
  Read();
  EXPECT_THAT(GapTexts(),
              testing::UnorderedElementsAre("appliance_ntp. not_supported HTTP404",
                                            "appliance_health. failed HTTP500",
                                            "appliance_version.uptime_seconds denied HTTP403",
                                            "appliance_storage.capacity_bytes failed HTTP400",
                                            "appliance_storage.used_bytes failed HTTP400"));
  EXPECT_EQ(sink_.count("appliance_health"), 7);
  EXPECT_EQ(sink_.count("appliance_storage"), 8);
  EXPECT_THAT(sink_.Column("appliance_version", "version"), ElementsAre("8.0.3.00100"));
  EXPECT_THAT(sink_.Column("coverage_object", "moid"), ElementsAre("swap"));
}

TEST_F(ApplianceTest, WhatFailsOnceIsAskedAgain) {
  Start();
  Read();
  const MemorySink undisturbed = sink_;
  for (const char* kind :
       {R"("kind": "status", "status": 503)", R"("kind": "reset")",
        R"("kind": "cut", "cut_after": 3)", R"("kind": "reset", "after": true)"}) {
    Rule(absl::StrCat(R"("path": "/api/vcenter/services", "count": 1, )", kind));
    Read();
    EXPECT_EQ(sink_.DifferenceTo(undisturbed), "") << kind;
    EXPECT_THAT(GapTexts(), IsEmpty()) << kind;
  }
}

TEST_F(ApplianceTest, AnEndpointThatKeepsFailingIsLeftAlone) {
  Start();
  for (const char* path : {"load", "mem", "storage", "swap", "applmgmt"}) {
    Rule(absl::StrCat(R"("path": "/api/appliance/health/)", path,
                      R"(", "kind": "status", "status": 503)"));
  }
  source_.max_attempts = 2;
  Read();
  EXPECT_EQ(lab_->Calls("GET /api/appliance/health/swap"), 0);
  EXPECT_EQ(sink_.count("appliance_version"), 1);
  EXPECT_EQ(GapOf("tag"), "failed transport");
}

TEST_F(ApplianceTest, ASessionThatIsLostIsRenewedOnce) {
  Start();
  Read();
  const MemorySink undisturbed = sink_;
  ASSERT_TRUE(lab_->Post("zero", "{}").ok());
  Rule(R"("path": "/api/vcenter/services", "kind": "status", "status": 401, "count": 1)");
  Read();
  EXPECT_EQ(sink_.DifferenceTo(undisturbed), "");
  EXPECT_EQ(lab_->State("rest_logins"), 2);
  Rule(R"("path": "/api/vcenter/services", "kind": "status", "status": 401)");
  Read();
  EXPECT_EQ(lab_->State("rest_logins"), 4);
  EXPECT_EQ(GapOf("appliance_service"), "denied HTTP401");
  EXPECT_EQ(GapOf("tag"), "");
}

// Whatever becomes of login, questions and logout, nothing stays behind and the snapshot is made.
TEST_F(ApplianceTest, NoSessionStaysBehindWhateverFails) {
  Start();
  source_.call_timeout = absl::Milliseconds(400);
  source_.logout_timeout = absl::Milliseconds(400);
  for (const char* request : {"POST /api/session", "GET /api/appliance/system/version",
                              "GET /api/cis/tagging/tag", "DELETE /api/session"}) {
    for (const char* kind :
         {R"("kind": "status", "status": 503)", R"("kind": "status", "status": 500)",
          R"("kind": "reset")", R"("kind": "cut", "cut_after": 5)", R"("kind": "hang")"}) {
      Rule(absl::StrCat(R"("method": ")", request, R"(", "count": 1, )", kind));
      Read();
      ASSERT_TRUE(lab_->Post("clear", "{}").ok());
      EXPECT_EQ(lab_->State("rest_sessions"), 0) << request << " " << kind;
    }
  }
}

TEST_F(ApplianceTest, ALoginWhoseAnswerIsCutIsEndedByItsCookie) {
  Start();
  Rule(R"("method": "POST /api/session", "kind": "cut", "cut_after": 5)");
  Read();
  EXPECT_EQ(lab_->State("rest_logins"), 1);
  EXPECT_EQ(GapOf("appliance_version"), "unreachable transport");
}

TEST_F(ApplianceTest, AnInterruptLogsOut) {
  Start();
  MemorySink sink;
  auto progress = [&](const collectors::CollectProgress&) { interrupt_.Request(); };
  const auto report =
      Collect(source_, {.tables = ApplianceTables()}, sink, progress, clock_, interrupt_);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->interrupted);
  EXPECT_EQ(lab_->State("rest_logins"), 1);
  EXPECT_EQ(lab_->State("rest_sessions"), 0);
  EXPECT_EQ(lab_->State("sessions"), 0);
}

TEST_F(ApplianceTest, CostNamesResourcesWithoutPathsAndIds) {
  Start();
  Read();
  for (const std::string& method : sink_.Column("cost", "method")) {
    EXPECT_THAT(method, Not(HasSubstr("/")));
    EXPECT_THAT(method, Not(HasSubstr("urn:")));
  }
  EXPECT_EQ(sink_.Cell("cost", "method", "POST session", "calls"), "1");
  EXPECT_EQ(sink_.Cell("cost", "method", "DELETE session", "failed"), "0");
  EXPECT_EQ(sink_.Cell("cost", "method", "GET appliance.health.system", "calls"), "1");
  EXPECT_LE(lab_->State("requests_in_flight_max"), 2);
}

TEST_F(ApplianceTest, TheLightProfileMakesNoRestSession) {
  Start();
  const auto report = Collect(source_, {.light = true}, sink_, {}, clock_, interrupt_);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(lab_->State("rest_logins"), 0);
}

}  // namespace
}  // namespace sitrep::tests
