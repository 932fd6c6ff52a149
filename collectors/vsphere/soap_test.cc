#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "collectors/vsphere/api_version.h"
#include "collectors/vsphere/cost.h"
#include "collectors/vsphere/envelope.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/method.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/soap_client.h"

namespace sitrep::collectors {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Envelope, EscapesWhatItIsGiven) {
  const std::string text = Element("password", "a<b>&\"c'\r\n");
  EXPECT_EQ(text, "<password>a&lt;b&gt;&amp;&quot;c'&#13;\n</password>");
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(text.c_str()));
  EXPECT_STREQ(document.child("password").child_value(), "a<b>&\"c'\r\n");
}

TEST(Envelope, CarriesOperationMethodAndSelf) {
  const std::string text =
      Envelope("sitrep-1-2", "CurrentTime", {"ServiceInstance", "S<1>"}, "<x/>");
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(text.c_str()));
  const pugi::xml_node envelope = document.child("soapenv:Envelope");
  EXPECT_STREQ(envelope.child("soapenv:Header").child_value("operationID"), "sitrep-1-2");
  const pugi::xml_node call = envelope.child("soapenv:Body").child("CurrentTime");
  EXPECT_STREQ(call.attribute("xmlns").value(), "urn:vim25");
  EXPECT_STREQ(call.first_child().name(), "_this");
  EXPECT_STREQ(call.child_value("_this"), "S<1>");
}

TEST(RetrieveArguments, KeepsTheOrderThatServersInsistOn) {
  RetrieveSpec spec;
  spec.type = "HostSystem";
  spec.paths = {"name", "parent"};
  spec.view = {"ContainerView", "view-1"};
  spec.objects = {{"HostSystem", "host-1"}};
  spec.max_objects = 7;
  EXPECT_EQ(RetrieveArguments(spec),
            "<specSet><propSet><type>HostSystem</type><pathSet>name</pathSet>"
            "<pathSet>parent</pathSet></propSet><objectSet><obj type=\"ContainerView\">view-1</obj>"
            "<skip>true</skip><selectSet xsi:type=\"TraversalSpec\"><name>view</name>"
            "<type>ContainerView</type><path>view</path><skip>false</skip></selectSet></objectSet>"
            "<objectSet><obj type=\"HostSystem\">host-1</obj><skip>false</skip></objectSet>"
            "<reportMissingObjectsInResults>true</reportMissingObjectsInResults></specSet>"
            "<options><maxObjects>7</maxObjects></options>");
}

TEST(RetrieveArguments, WithoutALimitLeavesItOut) {
  RetrieveSpec spec;
  spec.type = "Task";
  EXPECT_THAT(RetrieveArguments(spec), testing::EndsWith("</specSet><options></options>"));
}

std::string FaultAnswer(const std::string& fault) {
  return "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><s:Body><s:Fault>" +
         fault + "</s:Fault></s:Body></s:Envelope>";
}

TEST(ReadSoapFault, TakesTheTypeFromTheSchemaInstanceAttribute) {
  const auto fault = ReadSoapFault(FaultAnswer(
      "<faultcode>ServerFaultCode</faultcode><faultstring>Login failure</faultstring><detail>"
      "<InvalidLoginFault xmlns=\"urn:vim25\" xsi:type=\"InvalidLogin\"/></detail>"));
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->type, "InvalidLogin");
  EXPECT_EQ(fault->text, "Login failure");
  const absl::Status status = FaultStatus(*fault, "Login");
  EXPECT_TRUE(absl::IsUnauthenticated(status));
  EXPECT_TRUE(IsFault(status, "InvalidLogin"));
  EXPECT_FALSE(IsSessionLoss(status));
}

TEST(ReadSoapFault, FallsBackToTheElementsName) {
  const auto fault = ReadSoapFault(FaultAnswer(
      "<faultstring/><detail><NotAuthenticatedFault><privilegeId>System.View</privilegeId>"
      "</NotAuthenticatedFault></detail>"));
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->type, "NotAuthenticated");
  EXPECT_TRUE(IsSessionLoss(FaultStatus(*fault, "CurrentTime")));
}

TEST(ReadSoapFault, ReadsPrivilegeNameAndObject) {
  auto fault = ReadSoapFault(
      FaultAnswer("<detail><f xsi:type=\"NoPermission\"><object type=\"Folder\">group-d1</object>"
                  "<privilegeId>Global.Licenses</privilegeId></f></detail>"));
  EXPECT_EQ(fault->privilege, "Global.Licenses");
  EXPECT_EQ(fault->object, "group-d1");
  EXPECT_THAT(std::string(FaultStatus(*fault, "M").message()), HasSubstr("Global.Licenses"));
  fault = ReadSoapFault(
      FaultAnswer("<detail><f xsi:type=\"InvalidProperty\"><name>config.x</name></f></detail>"));
  EXPECT_EQ(fault->name, "config.x");
  fault =
      ReadSoapFault(FaultAnswer("<detail><f xsi:type=\"InvalidArgument\"><invalidProperty>"
                                "token</invalidProperty></f></detail>"));
  EXPECT_EQ(fault->name, "token");
}

TEST(ReadSoapFault, AVersionMismatchIsKnownByItsCode) {
  const auto fault = ReadSoapFault(FaultAnswer(
      "<faultcode>ns0:VersionMismatchFaultCode</faultcode><faultstring>Unsupported</faultstring>"));
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->type, "VersionMismatch");
}

TEST(ReadSoapFault, WhatIsNoFaultIsNone) {
  EXPECT_FALSE(ReadSoapFault("<html><body>503</body></html>"));
  EXPECT_FALSE(ReadSoapFault("not xml <"));
  EXPECT_FALSE(ReadSoapFault(""));
}

TEST(FaultStatus, KeepsTheWholeFault) {
  const Fault fault{
      .type = "NoPermission", .text = "t", .privilege = "p", .name = "n", .object = "o"};
  const auto kept = FaultOf(FaultStatus(fault, "M"));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->type, "NoPermission");
  EXPECT_EQ(kept->text, "t");
  EXPECT_EQ(kept->privilege, "p");
  EXPECT_EQ(kept->name, "n");
  EXPECT_EQ(kept->object, "o");
  EXPECT_FALSE(FaultOf(absl::UnavailableError("x")));
}

TEST(ReadApiVersions, TakesTheNamespaceOfTheApi) {
  const auto versions = ReadApiVersions(
      "<!-- c --><namespaces version=\"1.0\"><namespace><name>urn:vim2</name><version>2.0</version>"
      "</namespace><namespace><name>urn:vim25</name><version>8.0.3.0</version><priorVersions>"
      "<version>8.0.2.0</version><!-- x --><version>6.5</version></priorVersions></namespace>"
      "</namespaces>");
  ASSERT_TRUE(versions.ok());
  EXPECT_THAT(*versions, ElementsAre("8.0.3.0", "8.0.2.0", "6.5"));
  EXPECT_TRUE(absl::IsDataLoss(ReadApiVersions("<namespaces/>").status()));
  EXPECT_TRUE(absl::IsDataLoss(ReadApiVersions("<html>").status()));
}

TEST(ChooseApiVersion, IsTheNewestThatBothKnow) {
  EXPECT_EQ(ChooseApiVersion({"9.1.0.0", "9.0.0.0", "8.0.3.0", "8.0.2.0", "6.5"}), "8.0.3.0");
  EXPECT_EQ(ChooseApiVersion({"7.0.3.2", "7.0.3.1", "6.7"}), "7.0.3.2");
  EXPECT_EQ(ChooseApiVersion({"uA046D008", "8.0.2.0", "8.0.1.0"}), "8.0.2.0");
  EXPECT_EQ(ChooseApiVersion({"6.10", "6.9.1", "6.7.3"}), "6.10");
  EXPECT_EQ(ChooseApiVersion({"6.0", "5.5"}), "6.5");
  EXPECT_EQ(ChooseApiVersion({"9.1.0.0"}), "6.5");
  EXPECT_EQ(ChooseApiVersion({}), "6.5");
}

TEST(Methods, OnlyTheseMayBeCalled) {
  std::vector<std::string> names;
  for (const MethodRule& rule : AllowedMethods()) names.emplace_back(rule.name);
  // Whoever adds one says in the commit why it cannot change the source.
  EXPECT_THAT(
      names,
      testing::UnorderedElementsAre(
          "RetrieveServiceContent", "Login", "Logout", "CurrentTime", "HasPrivilegeOnEntities",
          "CreateContainerView", "DestroyView", "RetrievePropertiesEx",
          "ContinueRetrievePropertiesEx", "CancelRetrievePropertiesEx", "CreatePropertyCollector",
          "DestroyPropertyCollector", "CreateFilter", "DestroyPropertyFilter", "WaitForUpdatesEx",
          "CancelWaitForUpdates", "FetchDVPorts", "RetrieveDasAdvancedRuntimeInfo", "QueryOptions",
          "QueryPerf", "RetrieveAllPermissions", "QueryAssignedLicenses",
          "CreateCollectorForEvents", "CreateCollectorForTasks", "ReadNextEvents", "ReadNextTasks",
          "SetCollectorPageSize", "DestroyCollector", "VsanQueryVcClusterHealthSummary",
          "SearchDatastoreSubFolders_Task", "GenerateLogBundles_Task", "CancelTask"));
  EXPECT_FALSE(FindMethod("Login")->repeatable);
  EXPECT_FALSE(FindMethod("ReadNextEvents")->repeatable);
  EXPECT_FALSE(FindMethod("SearchDatastoreSubFolders_Task")->repeatable);
  EXPECT_FALSE(FindMethod("GenerateLogBundles_Task")->repeatable);
  EXPECT_EQ(FindMethod("Destroy_Task"), nullptr);
}

TEST(CostLedger, AddsUpByMethod) {
  CostLedger ledger;
  for (int i = 1; i <= 100; ++i) {
    ledger.Record("A",
                  {.sent_bytes = 10, .received_bytes = 100, .duration = absl::Milliseconds(i)});
  }
  ledger.Record("B", {.duration = absl::Microseconds(1600), .failed = true});
  const std::vector<MethodCost> methods = ledger.Methods();
  ASSERT_EQ(methods.size(), 2u);
  EXPECT_EQ(methods[0].calls, 100);
  EXPECT_EQ(methods[0].received_bytes, 10000);
  EXPECT_EQ(methods[0].duration_ms, 5050);
  EXPECT_EQ(methods[0].p95_ms, 95);
  EXPECT_EQ(methods[1].failed, 1);
  EXPECT_EQ(methods[1].p95_ms, 2);
  EXPECT_EQ(ledger.Total().calls, 101);
}

TEST(BackOff, DoublesFromOneToSixtySeconds) {
  EXPECT_EQ(BackOff(2, 1.0), absl::Seconds(1));
  EXPECT_EQ(BackOff(3, 1.0), absl::Seconds(2));
  EXPECT_EQ(BackOff(5, 1.0), absl::Seconds(8));
  EXPECT_EQ(BackOff(50, 1.0), absl::Seconds(60));
  EXPECT_EQ(BackOff(50, 0.0), absl::Seconds(30));
}

TEST(ReadServiceContent, NeedsTheObjectsThatEverythingStartsFrom) {
  EXPECT_TRUE(absl::IsDataLoss(ReadServiceContent("<html/>").status()));
  EXPECT_TRUE(absl::IsDataLoss(ReadServiceContent("<").status()));
}

}  // namespace
}  // namespace sitrep::collectors
