#include "agent/site_file.h"

#include <algorithm>

#include "checks/snapshot_fixture.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A pack with a threshold and two checks that ask for the same list.
checks::Pack SamplePack() {
  checks::Pack pack;
  pack.checks.resize(3);
  pack.checks[0].id = "vm-old";
  pack.checks[0].key = {"source", "vm_moid"};
  pack.checks[0].parameters = {{"days", checks::ParameterType::kInteger, int64_t{14}, "days", ""}};
  for (const size_t i : {1u, 2u}) {
    pack.checks[i].id = i == 1 ? "host-ntp" : "appliance-ntp";
    pack.checks[i].key = {"source", "moid"};
    pack.checks[i].parameters = {
        {"ntp_servers", checks::ParameterType::kList, std::vector<std::string>(), "", ""}};
  }
  return pack;
}

absl::StatusOr<HouseRules> Parse(std::string_view text) {
  static const checks::Pack pack = SamplePack();
  return ParseSiteFile(text, "site.yaml", pack);
}

std::string ErrorOf(std::string_view text) { return std::string(Parse(text).status().message()); }

TEST(SiteFile, AnEmptyFileHasNoRules) {
  for (const char* text : {"", "\n# nothing yet\n", "accept:\nhide:\n"}) {
    const auto rules = Parse(text);
    ASSERT_TRUE(rules.ok()) << rules.status();
    EXPECT_TRUE(rules->parameters.empty() && rules->acceptances.empty() && rules->hidden.empty());
  }
}

TEST(SiteFile, EverySectionIsRead) {
  const auto rules = Parse(R"(
parameters:
  vm-old.days: 30
expect:
  ntp_servers: [10.0.0.1, ntp.example.com]
accept:
  - check: vm-old
    object: build-7
    key: {vm_moid: vm-12}
    source: vc1
    until: 2026-12-31
    reason: needed for the audit
hide:
  - source: lab.example.com
  - table: vm
    name: template-1
    reason: never runs
  - {table: host, moid: host-9, source: vc1}
)");
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_EQ(rules->parameters.at("vm-old.days"), "30");
  EXPECT_EQ(rules->parameters.at("host-ntp.ntp_servers"), "10.0.0.1,ntp.example.com");
  EXPECT_EQ(rules->parameters.at("appliance-ntp.ntp_servers"), "10.0.0.1,ntp.example.com");
  ASSERT_EQ(rules->acceptances.size(), 1u);
  const Acceptance& acceptance = rules->acceptances[0];
  EXPECT_EQ(acceptance.check, "vm-old");
  EXPECT_EQ(acceptance.object, "build-7");
  EXPECT_EQ(acceptance.key.at("vm_moid"), "vm-12");
  EXPECT_EQ(acceptance.source, "vc1");
  EXPECT_EQ(acceptance.until, absl::CivilDay(2026, 12, 31));
  EXPECT_EQ(acceptance.reason, "needed for the audit");
  EXPECT_EQ(acceptance.line, 7);
  ASSERT_EQ(rules->hidden.size(), 3u);
  EXPECT_EQ(rules->hidden[0].source, "lab.example.com");
  EXPECT_EQ(rules->hidden[1].name, "template-1");
  EXPECT_EQ(rules->hidden[2].moid, "host-9");
}

// Checks that call different things `servers`, and two that mean the same by `vlans`.
checks::Pack PackOfLists() {
  checks::Pack pack;
  for (const auto& [id, list] : std::vector<std::pair<std::string, std::string>>{
           {"host-ntp-servers-unexpected", "servers"},
           {"appliance-ntp-unexpected", "servers"},
           {"appliance-dns-unexpected", "servers"},
           {"network-portgroup-vlan-unexpected", "vlans"},
           {"network-dvportgroup-vlan-unexpected", "vlans"}}) {
    checks::Check& check = pack.checks.emplace_back();
    check.id = id;
    check.parameters = {{list, checks::ParameterType::kList, std::vector<std::string>(), "", ""}};
  }
  return pack;
}

TEST(SiteFile, AnExpectedValueGoesByTheListsNameWithAWordOfTheCheck) {
  const checks::Pack pack = PackOfLists();
  const auto rules = ParseSiteFile("expect: {ntp_servers: [a], vlans: [0, 12]}", "site.yaml", pack);
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_THAT(rules->parameters,
              ElementsAre(std::make_pair("appliance-ntp-unexpected.servers", "a"),
                          std::make_pair("host-ntp-servers-unexpected.servers", "a"),
                          std::make_pair("network-dvportgroup-vlan-unexpected.vlans", "0,12"),
                          std::make_pair("network-portgroup-vlan-unexpected.vlans", "0,12")));
}

TEST(SiteFile, ANameThatMeansDifferentThingsIsRefusedWithBetterOnes) {
  const checks::Pack pack = PackOfLists();
  const auto rules = ParseSiteFile("expect: {servers: [a]}", "site.yaml", pack);
  EXPECT_THAT(std::string(rules.status().message()),
              HasSubstr("site.yaml:1:19: `servers` means different things to different checks; "
                        "write one of dns_servers, ntp_servers"));
  const auto none = ParseSiteFile("expect: {kms_servers: [a]}", "site.yaml", pack);
  EXPECT_THAT(std::string(none.status().message()),
              HasSubstr("no check asks for `kms_servers`; they ask for dns_servers, ntp_servers, "
                        "vlans"));
}

TEST(SiteFile, AParameterOfOneCheckComesBeforeWhatIsExpectedOfAll) {
  const auto rules =
      Parse("expect: {ntp_servers: [a]}\nparameters: {host-ntp.ntp_servers: [b, c]}\n");
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_EQ(rules->parameters.at("host-ntp.ntp_servers"), "b,c");
  EXPECT_EQ(rules->parameters.at("appliance-ntp.ntp_servers"), "a");
}

TEST(SiteFile, ErrorsNameFileLineAndRemedy) {
  const std::pair<const char*, const char*> cases[] = {
      {"tresholds:\n  a: 1\n", "site.yaml:1:1: unknown name `tresholds`; known are parameters"},
      {"parameters:\n  vm-new.days: 3\n",
       "site.yaml:2:16: there is no check `vm-new`; see sitrep "
       "check --list"},
      {"parameters:\n  vm-old.weeks: 3\n",
       "site.yaml:2:17: check vm-old has no parameter `weeks`; "
       "see sitrep check --explain vm-old"},
      {"parameters:\n  vm-old.days: soon\n", "site.yaml:2:16: parameter days: \"soon\""},
      {"parameters:\n  days: 3\n", "names no parameter; write CHECK.NAME: VALUE"},
      {"expect:\n  ntp: [a]\n", "no check asks for `ntp`; they ask for ntp_servers"},
      {"expect:\n  ntp_servers: ['a,b']\n", "site.yaml:2:17: `ntp_servers`: write each value"},
      {"accept:\n  - check: vm-old\n", "site.yaml:2:5: an acceptance needs `until`"},
      {"accept:\n  - check: vm-old\n    until: 2026-02-30\n    reason: x\n",
       "site.yaml:3:12: `until`: \"2026-02-30\" is no day; write it as 2026-12-31"},
      {"accept:\n  - {check: vm-old, until: 2026-02-03, reason: x, key: {moid: v}}\n",
       "`moid` is no part of the key of vm-old, which is source, vm_moid"},
      {"accept: vm-old\n", "`accept` is a list: begin each element with `- `"},
      {"hide:\n  - name: x\n", "site.yaml:2:5: hide an object with `table`"},
      {"hide:\n  - {table: vm, name: a, moid: b}\n", "hide an object with `table`"},
      {"hide:\n  - {table: coverage, name: a}\n", "`coverage` is no table of objects"},
      {"hide:\n  - {source: a, source: b}\n", "`source` is given twice; remove one"},
      {"accept: [\n", "site.yaml:2:1: "},
  };
  for (const auto& [text, message] : cases) EXPECT_THAT(ErrorOf(text), HasSubstr(message)) << text;
}

TEST(SiteFile, AllErrorsAreToldAtOnce) {
  const std::string errors = ErrorOf("parameters:\n  a.b: 1\n  c.d: 2\nhide: 3\n");
  EXPECT_EQ(std::count(errors.begin(), errors.end(), '\n'), 2) << errors;
}

TEST(SiteFile, WhatIsNoTextOrTooLargeIsRefused) {
  EXPECT_THAT(ErrorOf(std::string_view("a\0b", 3)), HasSubstr("NUL byte"));
  EXPECT_THAT(ErrorOf(std::string(2 << 20, ' ')), HasSubstr("larger than 1 MiB"));
}

TEST(SiteFile, NamesAreLookedUpInTheSnapshot) {
  checks::SnapshotFixture fixture;
  fixture.Insert(
      "UPDATE source SET address = 'vc1.example.com:443';"
      "INSERT INTO source (source, address) VALUES ('s2', 'vc2:443');"
      "INSERT INTO vm (source, moid, name) VALUES ('s1', 'vm-1', 'web'), ('s2', 'vm-1', 'web'), "
      "('s1', 'vm-2', 'db');");
  snapshot::SnapshotReader reader = fixture.Reader();
  HouseRules rules;
  rules.hidden = {{.table = "vm", .name = "web"}, {.table = "vm", .moid = "vm-2"}};
  auto names = FindNames(rules, reader);
  ASSERT_TRUE(names.ok()) << names.status();
  EXPECT_THAT(names->sources.at("s1"), ElementsAre("s1", "vc1.example.com", "vc1.example.com:443"));
  EXPECT_EQ(names->hidden.size(), 3u);
  rules.hidden = {{.source = "vc2", .table = "vm", .name = "web"}};
  names = FindNames(rules, reader);
  EXPECT_THAT(names->hidden, ElementsAre(std::make_tuple("s2", "vm", "vm-1")));
}

}  // namespace
}  // namespace sitrep::agent
