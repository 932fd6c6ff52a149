#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "collectors/vsphere/chunk_cutter.h"
#include "collectors/vsphere/decoder.h"
#include "collectors/vsphere/table_choice.h"
#include "tests/support/memory_sink.h"

namespace sitrep::collectors {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::SizeIs;
using tests::MemorySink;

// Values of a real vCenter 8.0.3 (testdata/pyvmomi), where every property was asked for whole.
class RecordedAnswer : public testing::Test {
 protected:
  RecordedAnswer()
      : plans_(CompilePlans(TablesOfProfile(false),
                            {{"VirtualMachine", {"config", "guest", "runtime", "summary"}},
                             {"Datastore", {"summary"}}})) {}

  void Decode(const std::string& name, const std::string& type) {
    const auto text = base::ReadFile(
        absl::StrCat(SITREP_SOURCE_DIR, "/collectors/vsphere/testdata/pyvmomi/", name, ".xml"));
    ASSERT_TRUE(text.ok()) << text.status();
    Decoder decoder("S", sink_, gaps_);
    for (const TypePlan& plan : plans_) {
      if (plan.type != type || plan.root_only) continue;
      const std::vector<bool> asked(plan.properties.size(), true);
      ChunkCutter cutter([&](Chunk& chunk) { return decoder.Decode(plan, asked, chunk); }, 1);
      for (size_t at = 0; at < text->size(); at += 16384) {
        ASSERT_TRUE(cutter.Feed(text->substr(at, 16384)).ok());
      }
      ASSERT_TRUE(cutter.Finish().ok());
    }
    EXPECT_THAT(gaps_.Gaps(), SizeIs(0));
  }
  std::string Vm(const std::string& column) { return sink_.Cell("vm", "moid", "vm-19", column); }

  const std::vector<TypePlan> plans_;
  MemorySink sink_;
  GapLedger gaps_;
};

TEST_F(RecordedAnswer, OfMachinesDecodesIntoTheirColumns) {
  Decode("vm", "VirtualMachine");
  EXPECT_EQ(sink_.count("vm"), 2);
  EXPECT_EQ(Vm("name"), "vCLS-8f66678f-3d69-4b58-a4c7-bae62203b573");
  EXPECT_EQ(Vm("parent_moid"), "group-v8");
  EXPECT_EQ(Vm("host_moid"), "host-16");
  EXPECT_EQ(Vm("resource_pool_moid"), "resgroup-10");
  EXPECT_EQ(Vm("connection_state"), "connected");
  EXPECT_EQ(Vm("power_state"), "poweredOn");
  EXPECT_EQ(Vm("booted_at"), "2023-12-12T10:06:39.000Z");
  EXPECT_EQ(Vm("consolidation_needed"), "0");
  EXPECT_EQ(Vm("question_pending"), "0");
  EXPECT_EQ(Vm("bios_uuid"), "4220824e-c2eb-ed46-47db-8e5746f5bde4");
  EXPECT_EQ(Vm("instance_uuid"), "50201f05-b37c-db69-fda5-fb077e87af04");
  EXPECT_EQ(Vm("hardware_version"), "11");
  EXPECT_EQ(Vm("guest_full_name"), "Other 2.6.x Linux (64-bit)");
  EXPECT_EQ(Vm("template"), "0");
  EXPECT_EQ(Vm("configuration_file"),
            "[vsanDatastore] 3b307865-804d-7d05-3a9d-0625178fc4c6/"
            "vCLS-8f66678f-3d69-4b58-a4c7-bae62203b573.vmx");
  EXPECT_EQ(Vm("cpu_count"), "1");
  EXPECT_EQ(Vm("memory_bytes"), "134217728");
  EXPECT_EQ(Vm("cpu_limit_mhz"), MemorySink::kNull);
  EXPECT_EQ(Vm("memory_limit_bytes"), MemorySink::kNull);
  EXPECT_EQ(Vm("memory_reservation_bytes"), "0");
  EXPECT_EQ(Vm("firmware"), "bios");
  EXPECT_EQ(Vm("created_at"), "2023-12-12T10:04:43.377Z");
  EXPECT_EQ(Vm("tools_running_status"), "guestToolsRunning");
  EXPECT_EQ(Vm("tools_version_status"), "guestToolsUnmanaged");
  EXPECT_EQ(Vm("tools_version"), "12389");
  EXPECT_EQ(Vm("committed_bytes"), "2470445056");
  EXPECT_EQ(Vm("uncommitted_bytes"), "3271557120");
  EXPECT_EQ(Vm("uptime_seconds"), "174202");
  EXPECT_EQ(Vm("host_memory_usage_bytes"), "185597952");
  EXPECT_EQ(Vm("change_tracking_enabled"), "0");
  EXPECT_EQ(Vm("connected_removable_count"), "0");
}

TEST_F(RecordedAnswer, OfMachinesGivesTheirDisks) {
  Decode("vm", "VirtualMachine");
  EXPECT_THAT(sink_.Column("vm_disk", "vm_moid"), ElementsAre("vm-19", "vm-20"));
  EXPECT_THAT(sink_.Column("vm_disk", "device_key"), Each("2000"));
  EXPECT_THAT(sink_.Column("vm_disk", "capacity_bytes"), Each("2147483648"));
  EXPECT_EQ(sink_.Cell("vm_disk", "vm_moid", "vm-20", "file"),
            "[vsanDatastore] b2307865-aaf2-ac3f-8b19-062517c9e1a8/"
            "vCLS-32d7e67b-f3b4-485b-9685-b4b43c7f9c75.vmdk");
  EXPECT_THAT(sink_.Column("vm_disk", "backing_type"), Each("VirtualDiskFlatVer2BackingInfo"));
  EXPECT_EQ(sink_.count("vm_nic"), 0);
  EXPECT_EQ(sink_.count("vm_snapshot"), 0);
}

TEST_F(RecordedAnswer, OfADatastoreDecodesIntoItsColumns) {
  Decode("datastore", "Datastore");
  const auto cell = [&](const char* column) {
    return sink_.Cell("datastore", "moid", "datastore-17", column);
  };
  EXPECT_EQ(cell("name"), "vsanDatastore");
  EXPECT_EQ(cell("parent_moid"), "group-s6");
  EXPECT_EQ(cell("overall_status"), "green");
  EXPECT_EQ(cell("type"), "vsan");
  EXPECT_EQ(cell("url"), "ds:///vmfs/volumes/vsan:5281f817da2563b1-f53a57a4a4c49434/");
  EXPECT_EQ(cell("capacity_bytes"), "386479947776");
  EXPECT_EQ(cell("free_bytes"), "362348271376");
  EXPECT_EQ(cell("uncommitted_bytes"), "9797894144");
  EXPECT_EQ(cell("accessible"), "1");
  EXPECT_EQ(cell("multiple_host_access"), "1");
  EXPECT_EQ(cell("maintenance_mode"), "normal");
  EXPECT_EQ(cell("refreshed_at"), "2023-12-14T10:30:18.831Z");
  EXPECT_EQ(cell("vmfs_uuid"), MemorySink::kNull);
  EXPECT_THAT(sink_.Column("datastore_mount", "host_moid"),
              ElementsAre("host-12", "host-14", "host-15", "host-16"));
  EXPECT_THAT(sink_.Column("datastore_mount", "access_mode"), Each("readWrite"));
  EXPECT_THAT(sink_.Column("datastore_mount", "mounted"), Each("1"));
}

TEST_F(RecordedAnswer, OfADatacenterDecodesIntoItsColumns) {
  Decode("datacenter", "Datacenter");
  EXPECT_EQ(sink_.Cell("datacenter", "moid", "datacenter-3", "name"), "DataCenter");
  EXPECT_EQ(sink_.Cell("datacenter", "moid", "datacenter-3", "parent_moid"), "group-d1");
  EXPECT_EQ(sink_.Cell("datacenter", "moid", "datacenter-3", "overall_status"), "gray");
}

TEST_F(RecordedAnswer, OfANetworkDecodesIntoItsColumns) {
  Decode("network", "Network");
  EXPECT_EQ(sink_.Cell("network", "moid", "network-13", "type"), "Network");
  EXPECT_EQ(sink_.Cell("network", "moid", "network-13", "name"), "VM Network");
  EXPECT_EQ(sink_.Cell("network", "moid", "network-13", "accessible"), "1");
  EXPECT_EQ(sink_.Cell("network", "moid", "network-13", "host_count"), "4");
  EXPECT_EQ(sink_.Cell("network", "moid", "network-13", "vm_count"), "0");
}

}  // namespace
}  // namespace sitrep::collectors
