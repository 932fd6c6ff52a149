#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/collect.h"
#include "tables/catalog.h"
#include "tests/support/lab_process.h"
#include "tests/support/memory_sink.h"

// Objects that the source has lost touch with keep their rows, with their state, and NULL where
// nothing is known.
namespace sitrep::tests {
namespace {

using testing::Contains;
using testing::Not;

constexpr char kNow[] = "2026-11-22T12:00:00Z";

class StateTest : public testing::Test {
 protected:
  void Start(const std::vector<std::string>& more) {
    std::vector<std::string> flags = {"--scenario", "sick", "--now", kNow};
    flags.insert(flags.end(), more.begin(), more.end());
    auto lab = LabProcess::Start(flags);
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    base::Interrupt interrupt;
    auto report =
        collectors::Collect(lab_->source(), {}, sink_, {}, base::Clock::Real(), interrupt);
    ASSERT_TRUE(report.ok()) << report.status();
    // What nobody can know is no gap.
    EXPECT_TRUE(report->complete()) << report->ended;
  }
  std::string Of(const std::string& table, const std::string& name, const std::string& column) {
    return sink_.Cell(table, "name", name, column);
  }
  void ExpectNulls(const std::string& table, const std::string& name,
                   const std::vector<std::string>& columns) {
    for (const std::string& column : columns) {
      EXPECT_EQ(Of(table, name, column), MemorySink::kNull) << name << " " << column;
    }
  }
  // Rows of parts, of whatever table names its owner so.
  void ExpectNoParts(const std::string& table, const std::string& owner_column,
                     const std::string& moid) {
    EXPECT_GT(sink_.count(table), 0) << table;
    EXPECT_THAT(sink_.Column(table, owner_column), Not(Contains(moid))) << table;
  }

  std::unique_ptr<LabProcess> lab_;
  MemorySink sink_;
};

TEST_F(StateTest, ADisconnectedHostStaysWithoutWhatOnlyItKnows) {
  Start({});
  const std::string host = "esx-02.lab.example";
  EXPECT_EQ(Of("host", host, "connection_state"), "disconnected");
  EXPECT_NE(Of("host", host, "moid"), "no row");
  ExpectNulls("host", host,
              {"booted_at", "lockdown_mode", "certificate_not_after_at", "ntp_server_count",
               "bios_released_at"});
  const std::string moid = Of("host", host, "moid");
  for (const char* table : {"host_service", "host_sensor", "host_nic", "host_hba", "host_lun"}) {
    ExpectNoParts(table, "host_moid", moid);
  }
}

TEST_F(StateTest, AHostThatDoesNotRespondKeepsWhatWasLastKnown) {
  Start({});
  const std::string host = "esx-06.lab.example";
  EXPECT_EQ(Of("host", host, "connection_state"), "notResponding");
  EXPECT_NE(Of("host", host, "lockdown_mode"), MemorySink::kNull);
  EXPECT_THAT(sink_.Column("host_service", "host_moid"), Contains(Of("host", host, "moid")));
}

TEST_F(StateTest, AnInaccessibleMachineStaysWithoutItsConfiguration) {
  Start({});
  EXPECT_EQ(Of("vm", "file-02", "connection_state"), "inaccessible");
  ExpectNulls("vm", "file-02", {"cpu_count", "guest_host_name", "firmware", "disk_count"});
  const std::string moid = Of("vm", "file-02", "moid");
  ExpectNoParts("vm_disk", "vm_moid", moid);
  ExpectNoParts("vm_nic", "vm_moid", moid);
}

TEST_F(StateTest, AnOrphanedMachineStaysWithItsConfiguration) {
  Start({});
  EXPECT_EQ(Of("vm", "mon-04", "connection_state"), "orphaned");
  EXPECT_NE(Of("vm", "mon-04", "cpu_count"), MemorySink::kNull);
  EXPECT_THAT(sink_.Column("vm_disk", "vm_moid"), Contains(Of("vm", "mon-04", "moid")));
}

TEST_F(StateTest, AnInaccessibleDatastoreStaysWithItsMounts) {
  Start({});
  EXPECT_EQ(Of("datastore", "nfs-backup-01", "accessible"), "0");
  const std::string moid = Of("datastore", "nfs-backup-01", "moid");
  EXPECT_THAT(sink_.Column("datastore_mount", "datastore_moid"), Contains(moid));
  EXPECT_EQ(sink_.Cell("datastore_mount", "datastore_moid", moid, "accessible"), "0");
}

TEST_F(StateTest, AHostThatStandsAloneHasItsMachinesAndDatastores) {
  Start({"--esx"});
  EXPECT_EQ(sink_.count("host"), 1);
  EXPECT_THAT(sink_.Column("host", "connection_state"), testing::Each("connected"));
  EXPECT_THAT(sink_.Column("vm", "connection_state"), Contains("connected"));
  EXPECT_EQ(sink_.count("cluster"), 0);
  EXPECT_GT(sink_.count("datastore"), 0);
}

}  // namespace
}  // namespace sitrep::tests
