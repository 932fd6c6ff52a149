#include "collectors/vsphere/decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/table_choice.h"
#include "tests/support/memory_sink.h"

namespace sitrep::collectors {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using tests::MemorySink;

constexpr char kNull[] = "NULL";

class DecoderTest : public testing::Test {
 protected:
  DecoderTest() : decoder_("S", sink_, gaps_) {
    scope_.instance_prefixes = {"xsi"};
    plans_ = CompilePlans(TablesOfProfile(/*light=*/false));
  }

  const TypePlan& Plan(const std::string& type) {
    for (const TypePlan& plan : plans_) {
      if (plan.type == type && !plan.root_only && plan.method.empty()) return plan;
    }
    ADD_FAILURE() << "no plan for " << type;
    return plans_.front();
  }

  absl::Status DecodeText(const TypePlan& plan, const std::string& xml) {
    Chunk chunk{xml, scope_};
    const std::vector<bool> asked(plan.properties.size(), true);
    return decoder_.Decode(plan, asked, chunk);
  }
  // One object with the given content behind <obj>.
  void Decode(const std::string& type, const std::string& moid, const std::string& sets) {
    const std::string xml =
        absl::StrCat("<objects><obj type=\"", type, "\">", moid, "</obj>", sets, "</objects>");
    const absl::Status status = DecodeText(Plan(PlanType(type)), xml);
    EXPECT_TRUE(status.ok()) << status;
  }
  static std::string PlanType(const std::string& type) {
    return type == "DistributedVirtualPortgroup" ? "Network" : type;
  }
  static std::string Set(const std::string& name, const std::string& value,
                         const std::string& type = "xsd:string") {
    return absl::StrCat("<propSet><name>", name, "</name><val xsi:type=\"", type, "\">", value,
                        "</val></propSet>");
  }
  static std::string Missing(const std::string& path, const std::string& fault,
                             const std::string& content = "") {
    return absl::StrCat("<missingSet><path>", path, "</path><fault><fault xsi:type=\"", fault,
                        "\">", content, "</fault><localizedMessage>x</localizedMessage></fault>",
                        "</missingSet>");
  }
  std::string Cell(const std::string& table, const std::string& moid, const std::string& column) {
    return sink_.Cell(table, "moid", moid, column);
  }

  MemorySink sink_;
  GapLedger gaps_;
  Decoder decoder_;
  XmlScope scope_;
  std::vector<TypePlan> plans_;
};

TEST_F(DecoderTest, ReadsTextNumbersBooleansReferencesAndTimes) {
  Decode("VirtualMachine", "vm-7",
         Set("name", "web &amp; app &lt;1&gt;") +
             "<propSet><name>parent</name><val type=\"Folder\" xsi:type=\"ManagedObjectReference\">"
             "group-v3</val></propSet>" +
             Set("runtime.bootTime", "2026-11-22T13:38:06.653285026Z", "xsd:dateTime") +
             Set("config.createDate", "2026-11-22T15:38:06+02:00", "xsd:dateTime") +
             Set("config.hardware.memoryMB", "4096", "xsd:int") +
             Set("config.template", "false", "xsd:boolean") + Set("config.version", "vmx-19"));
  EXPECT_EQ(Cell("vm", "vm-7", "source"), "S");
  EXPECT_EQ(Cell("vm", "vm-7", "name"), "web & app <1>");
  EXPECT_EQ(Cell("vm", "vm-7", "parent_moid"), "group-v3");
  EXPECT_EQ(Cell("vm", "vm-7", "booted_at"), "2026-11-22T13:38:06.653Z");
  EXPECT_EQ(Cell("vm", "vm-7", "created_at"), "2026-11-22T13:38:06.000Z");
  EXPECT_EQ(Cell("vm", "vm-7", "memory_bytes"), "4294967296");
  EXPECT_EQ(Cell("vm", "vm-7", "template"), "0");
  EXPECT_EQ(Cell("vm", "vm-7", "hardware_version"), "19");
  EXPECT_THAT(gaps_.Gaps(), SizeIs(0));
}

TEST_F(DecoderTest, AnUnsetValueIsNullAndNoGap) {
  Decode("VirtualMachine", "vm-1", "<propSet><name>name</name></propSet>");
  EXPECT_EQ(Cell("vm", "vm-1", "name"), kNull);
  EXPECT_EQ(Cell("vm", "vm-1", "booted_at"), kNull);
  EXPECT_EQ(Cell("vm", "vm-1", "connected_removable_count"), kNull);
  EXPECT_EQ(Cell("vm", "vm-1", "question_pending"), "0");
  EXPECT_THAT(gaps_.Gaps(), SizeIs(0));
}

TEST_F(DecoderTest, TheYearOneIsAnUnsetTimeAndRubbishIsAGap) {
  Decode("VirtualMachine", "vm-1", Set("runtime.bootTime", "0001-01-01T00:00:00Z"));
  Decode("VirtualMachine", "vm-2", Set("runtime.bootTime", "yesterday"));
  EXPECT_EQ(Cell("vm", "vm-1", "booted_at"), kNull);
  EXPECT_EQ(Cell("vm", "vm-2", "booted_at"), kNull);
  ASSERT_THAT(gaps_.Gaps(), SizeIs(1));
  EXPECT_EQ(gaps_.Gaps()[0].status, "failed");
  EXPECT_EQ(gaps_.Gaps()[0].reason, "malformed_value");
  EXPECT_EQ(gaps_.Gaps()[0].column, "booted_at");
  EXPECT_EQ(gaps_.Gaps()[0].missing, 1);
}

TEST_F(DecoderTest, ALimitOfMinusOneIsNoLimit) {
  const std::string limit = "<limit>-1</limit><reservation>0</reservation>";
  Decode("VirtualMachine", "vm-1",
         Set("config.cpuAllocation", limit) + Set("config.memoryAllocation", "<limit>2</limit>"));
  EXPECT_EQ(Cell("vm", "vm-1", "cpu_limit_mhz"), kNull);
  EXPECT_EQ(Cell("vm", "vm-1", "cpu_reservation_mhz"), "0");
  EXPECT_EQ(Cell("vm", "vm-1", "memory_limit_bytes"), "2097152");
  EXPECT_EQ(Cell("vm", "vm-1", "memory_reservation_bytes"), kNull);
}

TEST_F(DecoderTest, AProductThatDoesNotFitIsAGapAndNoLie) {
  Decode("VirtualMachine", "vm-1", Set("config.hardware.memoryMB", "9223372036854775807"));
  EXPECT_EQ(Cell("vm", "vm-1", "memory_bytes"), kNull);
  EXPECT_THAT(gaps_.Gaps(), SizeIs(1));
}

constexpr char kDevices[] =
    "<VirtualDevice xsi:type=\"VirtualIDEController\"><key>200</key></VirtualDevice>"
    "<VirtualDevice xsi:type=\"VirtualDisk\"><key>2000</key><deviceInfo xsi:type=\"Description\">"
    "<label>Hard disk 1</label></deviceInfo><backing xsi:type=\"VirtualDiskFlatVer2BackingInfo\">"
    "<fileName>[ds] a/a.vmdk</fileName><datastore type=\"Datastore\">datastore-1</datastore>"
    "<diskMode>persistent</diskMode><thinProvisioned>true</thinProvisioned></backing>"
    "<controllerKey>1000</controllerKey><unitNumber>0</unitNumber>"
    "<capacityInKB>1024</capacityInKB></VirtualDevice>"
    "<VirtualDevice xsi:type=\"VirtualVmxnet3\"><key>4000</key>"
    "<macAddress>00:50:56:00:00:01</macAddress><backing xsi:type=\"X\"><port><portgroupKey>"
    "dvportgroup-9</portgroupKey></port></backing></VirtualDevice>"
    "<VirtualDevice xsi:type=\"VirtualCdrom\"><key>3000</key><connectable><connected>true"
    "</connected></connectable></VirtualDevice>"
    "<VirtualDevice xsi:type=\"VirtualCdrom\"><key>3001</key><connectable><connected>false"
    "</connected></connectable></VirtualDevice>"
    "<VirtualDevice xsi:type=\"VirtualFloppy\"><key>8000</key></VirtualDevice>";

TEST_F(DecoderTest, DevicesBecomeDisksNicsAndACount) {
  Decode("VirtualMachine", "vm-1", Set("config.hardware.device", kDevices, "ArrayOfVirtualDevice"));
  EXPECT_EQ(sink_.count("vm_disk"), 1);
  EXPECT_EQ(sink_.Cell("vm_disk", "device_key", "2000", "capacity_bytes"), "1048576");
  EXPECT_EQ(sink_.Cell("vm_disk", "device_key", "2000", "file"), "[ds] a/a.vmdk");
  EXPECT_EQ(sink_.Cell("vm_disk", "device_key", "2000", "datastore_moid"), "datastore-1");
  EXPECT_EQ(sink_.Cell("vm_disk", "device_key", "2000", "backing_type"),
            "VirtualDiskFlatVer2BackingInfo");
  EXPECT_EQ(sink_.Cell("vm_disk", "device_key", "2000", "thin_provisioned"), "1");
  EXPECT_EQ(sink_.count("vm_nic"), 1);
  EXPECT_EQ(sink_.Cell("vm_nic", "device_key", "4000", "adapter_type"), "VirtualVmxnet3");
  EXPECT_EQ(sink_.Cell("vm_nic", "device_key", "4000", "portgroup_key"), "dvportgroup-9");
  EXPECT_EQ(Cell("vm", "vm-1", "connected_removable_count"), "1");
}

TEST_F(DecoderTest, TypesAreFoundByNamespaceWhateverThePrefix) {
  std::string devices = kDevices;
  for (size_t at = 0; (at = devices.find(" xsi:type=", at)) != std::string::npos; at += 10) {
    devices.replace(at, 10,
                    " xmlns:XMLSchema-instance=\"http://www.w3.org/2001/XMLSchema-instance\""
                    " XMLSchema-instance:type=");
  }
  scope_.instance_prefixes.clear();
  Decode("VirtualMachine", "vm-1", Set("config.hardware.device", devices));
  EXPECT_EQ(sink_.count("vm_disk"), 1);
  // A prefix bound to something else says nothing, and a near declaration wins over one above.
  scope_.instance_prefixes = {"xsi"};
  Decode("VirtualMachine", "vm-2",
         Set("config.hardware.device",
             "<VirtualDevice foo:type=\"VirtualDisk\"><key>1</key></VirtualDevice>"
             "<VirtualDevice xmlns:xsi=\"urn:other\" xsi:type=\"VirtualDisk\"><key>2</key>"
             "</VirtualDevice><VirtualDevice type=\"VirtualDisk\"><key>3</key></VirtualDevice>"));
  EXPECT_EQ(sink_.count("vm_disk"), 1);
}

TEST_F(DecoderTest, PrefixedElementsAreReadByTheirLocalNames) {
  scope_.prefixed = true;
  const TypePlan& plan = Plan("Datacenter");
  ASSERT_TRUE(DecodeText(plan,
                         "<v:objects><v:obj type=\"v:Datacenter\">datacenter-2</v:obj><v:propSet>"
                         "<v:name>name</v:name><v:val xsi:type=\"xsd:string\">Kiel</v:val>"
                         "</v:propSet></v:objects>")
                  .ok());
  EXPECT_EQ(Cell("datacenter", "datacenter-2", "name"), "Kiel");
}

TEST_F(DecoderTest, SnapshotsAreReadAtAnyDepth) {
  Decode(
      "VirtualMachine", "vm-1",
      Set("snapshot",
          "<currentSnapshot type=\"VirtualMachineSnapshot\">snapshot-3</currentSnapshot>"
          "<rootSnapshotList><snapshot type=\"VirtualMachineSnapshot\">snapshot-1</snapshot>"
          "<name>one</name><id>1</id><childSnapshotList><snapshot>snapshot-2</snapshot>"
          "<name>two</name><childSnapshotList><snapshot>snapshot-3</snapshot></childSnapshotList>"
          "</childSnapshotList><childSnapshotList><snapshot>snapshot-4</snapshot>"
          "</childSnapshotList></rootSnapshotList>"
          "<rootSnapshotList><snapshot>snapshot-5</snapshot></rootSnapshotList>",
          "VirtualMachineSnapshotInfo"));
  EXPECT_THAT(sink_.Column("vm_snapshot", "snapshot_moid"),
              ElementsAre("snapshot-1", "snapshot-2", "snapshot-3", "snapshot-4", "snapshot-5"));
  EXPECT_EQ(sink_.Cell("vm_snapshot", "snapshot_moid", "snapshot-2", "name"), "two");
}

TEST_F(DecoderTest, ATypeComesFromTheReferenceItself) {
  Decode("DistributedVirtualPortgroup", "dvportgroup-1",
         Set("host",
             "<ManagedObjectReference type=\"HostSystem\">h1</ManagedObjectReference>"
             "<ManagedObjectReference type=\"HostSystem\">h2</ManagedObjectReference>") +
             Set("vm", ""));
  EXPECT_EQ(Cell("network", "dvportgroup-1", "type"), "DistributedVirtualPortgroup");
  EXPECT_EQ(Cell("network", "dvportgroup-1", "host_count"), "2");
  EXPECT_EQ(Cell("network", "dvportgroup-1", "vm_count"), "0");
}

TEST_F(DecoderTest, ALinkExistsOrDoesNot) {
  Decode("HostSystem", "host-1",
         Set("config.network.pnic",
             "<PhysicalNic><device>vmnic0</device><linkSpeed><speedMb>10000</speedMb></linkSpeed>"
             "</PhysicalNic><PhysicalNic><device>vmnic1</device></PhysicalNic>"));
  EXPECT_EQ(sink_.Cell("host_nic", "device", "vmnic0", "link_up"), "1");
  EXPECT_EQ(sink_.Cell("host_nic", "device", "vmnic0", "link_speed_mbit"), "10000");
  EXPECT_EQ(sink_.Cell("host_nic", "device", "vmnic1", "link_up"), "0");
  EXPECT_EQ(sink_.Cell("host_nic", "device", "vmnic1", "link_speed_mbit"), kNull);
}

TEST_F(DecoderTest, AMissingPropertyIsAGapForThatObjectAlone) {
  Decode("HostSystem", "host-1",
         Set("name", "esx1") + Missing("config.service", "NoPermission",
                                       "<object type=\"HostSystem\">host-1</object>"
                                       "<privilegeId>Host.Config.Settings</privilegeId>"));
  Decode("HostSystem", "host-2",
         Set("config.service", "<service><key>ntpd</key><running>true</running></service>"));
  EXPECT_EQ(Cell("host", "host-1", "name"), "esx1");
  EXPECT_THAT(sink_.Column("host_service", "host_moid"), ElementsAre("host-2"));
  const std::vector<Gap> gaps = gaps_.Gaps();
  ASSERT_THAT(gaps, SizeIs(1));
  EXPECT_EQ(gaps[0].table, "host_service");
  EXPECT_EQ(gaps[0].column, "");
  EXPECT_EQ(gaps[0].status, "denied");
  EXPECT_EQ(gaps[0].privilege, "Host.Config.Settings");
  EXPECT_EQ(gaps[0].missing, 1);
}

TEST_F(DecoderTest, AMissingPropertyNeverLooksLikeAbsence) {
  Decode("VirtualMachine", "vm-1",
         Missing("runtime.question", "NoPermission", "<privilegeId>System.Read</privilegeId>"));
  EXPECT_EQ(Cell("vm", "vm-1", "question_pending"), kNull);
}

TEST_F(DecoderTest, ASessionLossIsNoRowAndNoGap) {
  Decode("HostSystem", "host-1", Missing("name", "NotAuthenticated"));
  EXPECT_TRUE(decoder_.session_lost());
  EXPECT_EQ(sink_.count("host"), 0);
  EXPECT_THAT(gaps_.Gaps(), SizeIs(0));
  decoder_.Begin(Plan("HostSystem"));
  EXPECT_FALSE(decoder_.session_lost());
}

TEST_F(DecoderTest, AnObjectThatHasGoneIsLeftOut) {
  Decode("HostSystem", "host-1", Missing("name", "ManagedObjectNotFound"));
  EXPECT_EQ(sink_.count("host"), 0);
  EXPECT_THAT(gaps_.Gaps(), SizeIs(0));
}

TEST_F(DecoderTest, ARowWithoutItsKeyIsLeftOutAndNoted) {
  Decode("HostSystem", "host-1",
         Set("config.service",
             "<service><label>?</label></service>"
             "<service><key>ntpd</key></service>"));
  EXPECT_EQ(sink_.count("host_service"), 1);
  ASSERT_THAT(gaps_.Gaps(), SizeIs(1));
  EXPECT_EQ(gaps_.Gaps()[0].reason, "missing_key");
}

TEST_F(DecoderTest, TextInPiecesAndCdataIsOneText) {
  Decode("Datacenter", "datacenter-1", Set("name", "a<![CDATA[<b>]]>c<!-- not this -->d"));
  EXPECT_EQ(Cell("datacenter", "datacenter-1", "name"), "a<b>cd");
}

TEST_F(DecoderTest, MalformedXmlIsDataLossAndNoRow) {
  const absl::Status status = DecodeText(
      Plan("Datacenter"), "<objects><obj type=\"Datacenter\">d</obj></objects><objects><obj>");
  EXPECT_TRUE(absl::IsDataLoss(status));
  EXPECT_EQ(sink_.count("datacenter"), 0);
}

TEST_F(DecoderTest, WatchedValuesAreCollectedOnce) {
  const tables::Catalog& catalog = tables::Catalog::Get();
  const int table = catalog.Find("vm");
  const int column = catalog.table("vm").Find("host_moid");
  decoder_.Watch(table, column);
  for (const char* moid : {"vm-1", "vm-2"}) {
    Decode("VirtualMachine", moid, Set("runtime.host", "host-9"));
  }
  Decode("VirtualMachine", "vm-3", "");
  EXPECT_THAT(decoder_.watched(table, column), ElementsAre("host-9"));
}

}  // namespace
}  // namespace sitrep::collectors
