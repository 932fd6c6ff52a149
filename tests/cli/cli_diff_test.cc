// Two snapshots of one source, compared: nothing while nobody touches it, else exactly what was
// done to it.

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/many_labs.h"

namespace sitrep::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

void Change(LabProcess& lab, const std::string& action, const std::string& vm,
            const std::string& name = "") {
  std::string body = absl::StrCat(R"({"action": ")", action, R"(", "vm": ")", vm, "\"");
  if (!name.empty()) absl::StrAppend(&body, R"(, "name": ")", name, "\"");
  ASSERT_TRUE(lab.Post("change", body + "}").ok()) << action << " " << vm;
}

class Idle : public testing::TestWithParam<std::vector<std::string>> {
 protected:
  Idle() : labs_("idle") { labs_.Add("lab", GetParam()); }
  ManyLabs labs_;
};

TEST_P(Idle, NothingChangesWhileNobodyDoesAnything) {
  labs_.Sitrep({"snapshot", "lab", "-o", "a.sitrep"});
  // Five minutes pass, and machines run.
  ASSERT_TRUE(labs_.lab("lab").Post("set", R"({"clock_ahead_seconds": 300})").ok());
  const ProcessResult running =
      labs_.Sitrep({"query", "a.sitrep", "select name from vm where power_state = 'poweredOn'",
                    "--format", "csv"});
  for (absl::string_view name : absl::StrSplit(running.out, '\n', absl::SkipEmpty())) {
    if (name != "name") Change(labs_.lab("lab"), "usage", std::string(name));
  }
  labs_.Sitrep({"snapshot", "lab", "-o", "b.sitrep"});
  for (const char* flag : {"--fail-on=minor", "--runtime", "--across"}) {
    const ProcessResult diff = labs_.Sitrep({"diff", flag, "a.sitrep", "b.sitrep"});
    EXPECT_THAT(diff.out, HasSubstr("findings: 0 new, 0 worse, 0 no longer evaluated, 0 better, "
                                    "0 fixed"))
        << flag << diff.out << diff.err;
    EXPECT_THAT(diff.out, HasSubstr("rows: 0 added, 0 removed, 0 changed")) << flag << diff.out;
    EXPECT_EQ(diff.exit_code, 0) << flag << diff.out << diff.err;
  }
}

INSTANTIATE_TEST_SUITE_P(Sources, Idle,
                         testing::Values(std::vector<std::string>{"--scenario", "healthy"},
                                         std::vector<std::string>{"--scenario", "sick"},
                                         std::vector<std::string>{"--scenario", "sick", "--esx"}));

class Diff : public testing::Test {
 protected:
  Diff() : labs_("diff") { labs_.Add("lab", {"--scenario", "sick"}); }
  ManyLabs labs_;
};

TEST_F(Diff, ExactlyWhatWasDoneIsTold) {
  labs_.Sitrep({"snapshot", "lab", "-o", "a.sitrep"});
  LabProcess& lab = labs_.lab("lab");
  Change(lab, "snapshot", "web-01");
  Change(lab, "rename", "app-01", "renamed-1");
  Change(lab, "poweroff", "db-01");
  Change(lab, "clone", "web-01", "clone-1");
  labs_.Sitrep({"snapshot", "lab", "-o", "b.sitrep"});
  const ProcessResult diff = labs_.Sitrep({"diff", "a.sitrep", "b.sitrep"});
  EXPECT_THAT(diff.out, HasSubstr("added  1: clone-1\n"));
  EXPECT_THAT(diff.out, HasSubstr("name  app-01 -> renamed-1  1: renamed-1\n"));
  EXPECT_THAT(diff.out, HasSubstr("added  1: web-01: nightly backup\n"));
  EXPECT_THAT(diff.out, Not(HasSubstr("db-01")));
  EXPECT_THAT(diff.out, Not(HasSubstr("not compared")));
  const ProcessResult states = labs_.Sitrep({"diff", "--runtime", "a.sitrep", "b.sitrep"});
  EXPECT_THAT(states.out, HasSubstr("power_state  poweredOn -> poweredOff  1: db-01\n"));
  // The other way round, what came has gone.
  const ProcessResult back = labs_.Sitrep({"diff", "b.sitrep", "a.sitrep"});
  EXPECT_THAT(back.out, HasSubstr("removed  1: clone-1\n"));
  EXPECT_THAT(back.out, HasSubstr("name  renamed-1 -> app-01  1: app-01\n"));
}

TEST_F(Diff, JsonIsOneDocumentAndCsvARowForEachChange) {
  labs_.Sitrep({"snapshot", "lab", "-o", "a.sitrep"});
  Change(labs_.lab("lab"), "rename", "app-01", "renamed-1");
  labs_.Sitrep({"snapshot", "lab", "-o", "b.sitrep"});
  const ProcessResult json = labs_.Sitrep({"diff", "a.sitrep", "b.sitrep", "--format", "json"});
  google::protobuf::Struct document;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json.out, &document).ok()) << json.out;
  const auto& members = document.fields();
  EXPECT_EQ(members.at("format").string_value(), "sitrep-comparison-1");
  EXPECT_EQ(members.at("not_compared").list_value().values_size(), 0);
  ASSERT_EQ(members.at("changes").list_value().values_size(), 1) << json.out;
  const auto& change = members.at("changes").list_value().values(0).struct_value().fields();
  EXPECT_EQ(change.at("state").string_value(), "changed");
  EXPECT_EQ(change.at("table").string_value(), "vm");
  EXPECT_EQ(change.at("name").string_value(), "renamed-1");
  const auto& summary = members.at("summary").struct_value().fields();
  EXPECT_EQ(summary.at("rows").struct_value().fields().at("changed").number_value(), 1);
  const ProcessResult csv = labs_.Sitrep({"diff", "a.sitrep", "b.sitrep", "--format", "csv"});
  EXPECT_THAT(csv.out, HasSubstr("kind,state,severity,check,table,object,key,column,class,before,"
                                 "after,reason"));
  EXPECT_THAT(csv.out, HasSubstr(",name,configuration,app-01,renamed-1,"));
}

TEST_F(Diff, AMissingPrivilegeIsAPartThatIsNotCompared) {
  labs_.Sitrep({"snapshot", "lab", "-o", "a.sitrep"});
  ASSERT_TRUE(labs_.lab("lab").Post("deny", R"({"privilege": "Global.Licenses"})").ok());
  labs_.Sitrep({"snapshot", "lab", "-o", "b.sitrep"});
  const ProcessResult diff = labs_.Sitrep({"diff", "a.sitrep", "b.sitrep"});
  EXPECT_EQ(diff.exit_code, 5) << diff.out << diff.err;
  EXPECT_THAT(diff.out, HasSubstr("after: license denied, needs privilege Global.Licenses"));
  EXPECT_THAT(diff.out, HasSubstr("rows: 0 added, 0 removed, 0 changed"));
}

TEST_F(Diff, WhatIsNoPairOfSnapshotsIsAnError) {
  labs_.Sitrep({"snapshot", "lab", "-o", "a.sitrep"});
  EXPECT_EQ(labs_.Sitrep({"diff", "a.sitrep"}).exit_code, 2);
  EXPECT_EQ(labs_.Sitrep({"diff", "a.sitrep", "b.sitrep"}).exit_code, 1);
  EXPECT_EQ(labs_.Sitrep({"diff", "--fail-on", "x", "a.sitrep", "a.sitrep"}).exit_code, 2);
  EXPECT_EQ(labs_.Sitrep({"diff", "a.sitrep", "a.sitrep"}).exit_code, 0);
  EXPECT_EQ(labs_.Sitrep({"diff", "a.sitrep", "b.sitrep", "--format", "json"}).out, "");
}

}  // namespace
}  // namespace sitrep::tests
