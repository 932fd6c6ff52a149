#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/decoder.h"
#include "tests/support/memory_sink.h"

// Rows that a method returns, and columns that look above, beside and at their element.
namespace sitrep::collectors {
namespace {

using testing::ElementsAre;
using testing::SizeIs;
using tests::MemorySink;

class ReturnedRowsTest : public testing::Test {
 protected:
  ReturnedRowsTest() : decoder_("S", sink_, gaps_) { scope_.instance_prefixes = {"xsi"}; }

  std::vector<TypePlan> Plans(const std::string& table) {
    return CompilePlans({tables::Catalog::Get().Find(table)});
  }
  void Decode(const TypePlan& plan, const std::string& xml, const Reference& owner = {}) {
    Chunk chunk{xml, scope_, owner};
    const absl::Status status =
        decoder_.Decode(plan, std::vector<bool>(plan.properties.size(), true), chunk);
    EXPECT_TRUE(status.ok()) << status;
  }

  MemorySink sink_;
  GapLedger gaps_;
  Decoder decoder_;
  XmlScope scope_;
};

TEST_F(ReturnedRowsTest, EachReturnedElementIsARow) {
  const std::vector<TypePlan> plans = Plans("permission");
  ASSERT_THAT(plans, SizeIs(1));
  EXPECT_EQ(plans[0].method, "RetrieveAllPermissions");
  EXPECT_THAT(plans[0].properties, SizeIs(0));
  const std::string one =
      "<returnval><entity type=\"Folder\">group-d1</entity><principal>LAB\\admin</principal>"
      "<group>false</group><roleId>-1</roleId><propagate>true</propagate></returnval>";
  const std::string two =
      "<returnval><entity type=\"Datacenter\">dc-2</entity><principal>LAB\\ops</principal>"
      "<group>true</group><roleId>7</roleId><propagate>false</propagate></returnval>";
  Decode(plans[0], one + two, {"AuthorizationManager", "AuthorizationManager"});
  EXPECT_THAT(sink_.Column("permission", "entity_type"),
              testing::UnorderedElementsAre("Folder", "Datacenter"));
  EXPECT_EQ(sink_.Cell("permission", "entity_moid", "dc-2", "role_id"), "7");
}

TEST_F(ReturnedRowsTest, AUnitThatIsReadAnewCountsItsRowsFromTheFirst) {
  std::vector<TypePlan> plans = Plans("permission");
  TablePlan& table = plans[0].tables[0];
  const tables::Table& declared = tables::Catalog::Get().table("permission");
  table.columns[static_cast<size_t>(declared.Find("role_id"))].from = ColumnPlan::From::kIndex;
  const std::string row =
      "<returnval><entity type=\"Folder\">group-d1</entity><principal>LAB\\admin</principal>"
      "<group>false</group><roleId>-1</roleId><propagate>true</propagate></returnval>";
  for (int reading = 1; reading <= 2; ++reading) {
    decoder_.Begin(plans[0]);
    Decode(plans[0], row, {"AuthorizationManager", "AuthorizationManager"});
    EXPECT_EQ(sink_.Cell("permission", "entity_moid", "group-d1", "role_id"), "0");
  }
}

TEST_F(ReturnedRowsTest, RowsInsideAReturnedElementKnowTheirOwnerAndWhatIsAbove) {
  const std::vector<TypePlan> plans = Plans("cluster_ha_heartbeat");
  ASSERT_THAT(plans, SizeIs(1));
  Decode(plans[0],
         "<returnval xsi:type=\"ClusterDasAdvancedRuntimeInfo\"><heartbeatDatastoreInfo>"
         "<datastore type=\"Datastore\">datastore-1</datastore>"
         "<hosts type=\"HostSystem\">host-1</hosts><hosts type=\"HostSystem\">host-2</hosts>"
         "</heartbeatDatastoreInfo></returnval>",
         {"ClusterComputeResource", "domain-c7"});
  EXPECT_THAT(sink_.Column("cluster_ha_heartbeat", "host_moid"), ElementsAre("host-1", "host-2"));
  EXPECT_THAT(sink_.Column("cluster_ha_heartbeat", "cluster_moid"),
              ElementsAre("domain-c7", "domain-c7"));
  EXPECT_THAT(sink_.Column("cluster_ha_heartbeat", "datastore_moid"),
              ElementsAre("datastore-1", "datastore-1"));
}

TEST_F(ReturnedRowsTest, TablesOfOneMethodAreOneCall) {
  const std::vector<TypePlan> plans =
      CompilePlans({tables::Catalog::Get().Find("cluster_ha_runtime"),
                    tables::Catalog::Get().Find("cluster_ha_heartbeat")});
  ASSERT_THAT(plans, SizeIs(1));
  EXPECT_THAT(plans[0].tables, SizeIs(2));
}

TEST_F(ReturnedRowsTest, PlacesCountOnOverTheElementsOfOneObjectAlone) {
  const std::vector<TypePlan> plans = Plans("vm_guest_address");
  ASSERT_THAT(plans, SizeIs(1));
  const auto object = [](const std::string& moid, const std::string& addresses) {
    return absl::StrCat(
        "<objects><obj type=\"VirtualMachine\">", moid,
        "</obj><propSet><name>guest.net</name><val xsi:type=\"ArrayOfGuestNicInfo\">"
        "<GuestNicInfo><macAddress>00:50:56:00:00:01</macAddress><deviceConfigId>4000"
        "</deviceConfigId><ipConfig>",
        addresses, "</ipConfig></GuestNicInfo></val></propSet></objects>");
  };
  const auto address = [](const std::string& text) {
    return absl::StrCat("<ipAddress><ipAddress>", text, "</ipAddress></ipAddress>");
  };
  Decode(plans[0], object("vm-1", address("10.0.0.1") + address("fe80::1")) +
                       object("vm-2", address("10.0.0.2")));
  EXPECT_THAT(sink_.Column("vm_guest_address", "position"), ElementsAre("0", "1", "0"));
  EXPECT_THAT(sink_.Column("vm_guest_address", "device_key"), ElementsAre("4000", "4000", "4000"));
}

TEST_F(ReturnedRowsTest, TheAnswerOfAMethodIsCutAfterWholeElements) {
  std::vector<std::string> chunks;
  ChunkCutter cutter(
      [&](Chunk& chunk) {
        chunks.push_back(chunk.xml);
        return absl::OkStatus();
      },
      /*target_bytes=*/1, CutAt::kReturned);
  const std::string answer =
      "<e:Envelope xmlns:e=\"x\"><e:Body><FetchDVPortsResponse xmlns=\"urn:vim25\">"
      "<returnval><key>1</key><returnvalue/></returnval><!-- returnval --><returnval/>"
      "<returnval><key>2</key></returnval></FetchDVPortsResponse></e:Body></e:Envelope>";
  for (const char c : answer) ASSERT_TRUE(cutter.Feed(std::string_view(&c, 1)).ok());
  const auto skeleton = cutter.Finish();
  ASSERT_TRUE(skeleton.ok()) << skeleton.status();
  EXPECT_EQ(skeleton->find("returnval><key"), std::string::npos);
  std::string all;
  for (const std::string& chunk : chunks) all += chunk;
  EXPECT_EQ(all,
            "<returnval><key>1</key><returnvalue/></returnval><!-- returnval --><returnval/>"
            "<returnval><key>2</key></returnval>");
}

TEST_F(ReturnedRowsTest, AColumnLeftOutOfTheRunIsNotAskedFor) {
  const tables::Catalog& catalog = tables::Catalog::Get();
  const int table = catalog.Find("host");
  const int column = catalog.table("host").Find("lockdown_mode");
  const Omissions omissions = {{{table, column}, {"denied", "NoPermission", "Some.Privilege"}}};
  const std::vector<TypePlan> plans = CompilePlans({table}, {}, omissions);
  ASSERT_THAT(plans, SizeIs(1));
  EXPECT_THAT(plans[0].properties, testing::Not(testing::Contains("config.lockdownMode")));
  const ColumnPlan& left = plans[0].tables[0].columns[static_cast<size_t>(column)];
  ASSERT_NE(left.omitted, nullptr);
  EXPECT_EQ(left.omitted->privilege, "Some.Privilege");
}

}  // namespace
}  // namespace sitrep::collectors
