// From enrolment to what the engineer sees.

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <map>
#include <utility>

#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/site.h"

namespace sitrep::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Reviewed {
  std::string path;
  Findings findings;
};

Reviewed FirstArtifact(const std::string& review) {
  google::protobuf::Struct document;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(review, &document).ok())
      << review.substr(0, 300);
  const auto& artifact = document.fields().at("artifacts").list_value().values(0).struct_value();
  Reviewed reviewed;
  reviewed.path = artifact.fields().at("path").string_value();
  std::string json;
  EXPECT_TRUE(
      google::protobuf::util::MessageToJsonString(artifact.fields().at("findings"), &json).ok());
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &reviewed.findings).ok());
  return reviewed;
}

// Verdict and number of objects, by check.
std::map<std::string, std::pair<Verdict, int>> Verdicts(const Findings& findings) {
  std::map<std::string, std::pair<Verdict, int>> verdicts;
  for (const CheckResult& result : findings.results()) {
    verdicts[result.check()] = {result.verdict(), result.findings_size()};
  }
  EXPECT_FALSE(verdicts.empty());
  return verdicts;
}

class Attach : public testing::Test {
 protected:
  Attach() : site_("cli_attach") {
    site_.StartLab({"--scenario", "sick", "--bundle-size", "200000"});
    site_.StartBackendAndEnrol();
  }

  std::string OpenRequest(const std::string& title) {
    const ProcessResult opened =
        site_.Sitrep({"requests", "open", "--title", title, "--severity", "1", "--format", "json"});
    EXPECT_EQ(opened.exit_code, 0) << opened.err;
    return JsonField(opened.out, "id");
  }

  // Names of the lab are known from here on.
  std::string TakeSnapshot() {
    const std::string path = site_.Path("names.sitrep");
    EXPECT_EQ(site_.SitrepOnLab("snapshot", {"-o", path}).exit_code, 0);
    return path;
  }

  Site site_;
};

TEST_F(Attach, DeliversARawSnapshotRedactedAndBothSidesFindTheSame) {
  const std::string path = site_.Path("sick.sitrep");
  EXPECT_EQ(site_.SitrepOnLab("snapshot", {"-o", path}).exit_code, 0);
  EXPECT_EQ(site_.Sitrep({"check", path}).exit_code, 3);
  const std::string request = OpenRequest("Hosts disconnect");
  const ProcessResult attached =
      site_.Sitrep({"attach", request, path, "--wait", "--format", "json"});
  EXPECT_EQ(attached.exit_code, 0) << attached.out << attached.err;
  EXPECT_THAT(attached.err, HasSubstr("sending a redacted copy"));
  EXPECT_THAT(attached.out, HasSubstr("\"state\": \"delivered\""));
  EXPECT_TRUE(base::FileExists(path));
  EXPECT_EQ(site_.Sitrep({"spool", "list", "--format", "csv"}).out,
            "id,state,request,kind,name,bytes,spooled_at,reason\n");

  const ProcessResult shown = site_.Sitrep({"requests", "show", request});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("digest verified"));
  EXPECT_THAT(shown.out, HasSubstr("severity 1"));

  const ProcessResult review = site_.Backend({"review", request, "--format", "json"});
  EXPECT_EQ(review.exit_code, 3) << review.err;
  const Reviewed theirs = FirstArtifact(review.out);
  // What the backend computed is what the agent computes of the very file the backend has.
  EXPECT_EQ(theirs.findings.SerializeAsString(), site_.Check(theirs.path).SerializeAsString());
  // And the verdicts are those of the true data.
  EXPECT_EQ(Verdicts(theirs.findings), Verdicts(site_.Check(path)));
}

TEST_F(Attach, WhatCannotBeRedactedIsRefused) {
  TakeSnapshot();
  ASSERT_TRUE(base::WriteFileAtomically(site_.Path("core"), std::string("\x7f"
                                                                        "ELF\0\0\0",
                                                                        7))
                  .ok());
  ASSERT_TRUE(
      base::WriteFileAtomically(site_.Path("vmware.log"), "password=hunter2 from 10.1.2.3\n").ok());
  const std::string request = OpenRequest("A core and a log");
  const ProcessResult attached =
      site_.Sitrep({"attach", request, site_.Path("core"), site_.Path("vmware.log"), "--wait",
                    "--format", "csv"});
  EXPECT_EQ(attached.exit_code, 3) << attached.out << attached.err;
  EXPECT_THAT(attached.out, HasSubstr(",refused,"));
  EXPECT_THAT(attached.out, HasSubstr(",delivered,redacted,bundle,"));
  EXPECT_EQ(site_.Sitrep({"attach", "../escape", site_.Path("core")}).exit_code, 2);
  EXPECT_EQ(site_.Sitrep({"attach", request, site_.Path("absent")}).exit_code, 2);
}

TEST_F(Attach, NoLogLeavesBeforeNamesAreKnownOrBesideADamagedSnapshot) {
  const std::string log = site_.Path("vmware.log");
  ASSERT_TRUE(base::WriteFileAtomically(log, "a line\n").ok());
  const std::string request = OpenRequest("A log");
  const ProcessResult early = site_.Sitrep({"attach", request, log});
  EXPECT_EQ(early.exit_code, 3) << early.out << early.err;
  EXPECT_THAT(early.err, HasSubstr("take a snapshot first"));
  EXPECT_THAT(early.err, Not(HasSubstr("queued;")));

  const std::string path = TakeSnapshot();
  const std::string bad = site_.Path("bad.sitrep");
  ASSERT_TRUE(base::WriteFileAtomically(bad, base::ReadFile(path)->substr(0, 5000)).ok());
  const ProcessResult beside = site_.Sitrep({"attach", request, log, bad});
  EXPECT_EQ(beside.exit_code, 3) << beside.out << beside.err;
  EXPECT_THAT(beside.err, HasSubstr("bad.sitrep cannot be read as a snapshot"));
  EXPECT_THAT(beside.err, Not(HasSubstr("SELECT")));
  EXPECT_THAT(site_.Sitrep({"status"}).out, HasSubstr("0 pending"));

  ASSERT_TRUE(base::RemoveFile(path).ok());
  const ProcessResult later = site_.Sitrep({"attach", request, log});
  EXPECT_EQ(later.exit_code, 0) << later.out << later.err;
  EXPECT_THAT(later.err, HasSubstr("queued;"));
}

TEST_F(Attach, QueuesWithoutWaitAndSendsLater) {
  TakeSnapshot();
  ASSERT_TRUE(base::WriteFileAtomically(site_.Path("vmware.log"), "a line\n").ok());
  const std::string request = OpenRequest("A log");
  EXPECT_EQ(site_.Sitrep({"attach", request, site_.Path("vmware.log")}).exit_code, 0);
  EXPECT_THAT(site_.Sitrep({"status"}).out, HasSubstr("1 pending"));
  const ProcessResult sent = site_.Sitrep({"spool", "send"});
  EXPECT_EQ(sent.exit_code, 0) << sent.err;
  EXPECT_THAT(site_.Sitrep({"status"}).out, HasSubstr("0 pending"));
}

TEST_F(Attach, ABundleMadeHereIsSentAsItIs) {
  const std::string path = site_.Path("sick.sitrep");
  site_.SitrepOnLab("snapshot", {"-o", path, "--state-dir", site_.Path("elsewhere")});
  const ProcessResult hosts = site_.Sitrep(
      {"query", path,
       "select name from host where connection_state = 'connected' order by name limit 2",
       "--format", "csv"});
  std::string names = hosts.out.substr(hosts.out.find('\n') + 1);
  names.pop_back();
  names.replace(names.find('\n'), 1, ",");
  const std::string bundle = site_.Path("two.bundle.tar.zst");
  // A snapshot that knows little takes nothing away from what the source knows.
  const std::string poor = site_.Path("poor.sitrep");
  site_.SitrepOnLab("snapshot", {"-o", poor, "--tables", "datastore"});
  const ProcessResult made =
      site_.SitrepOnLab("bundle create", {"--hosts", names, "-o", bundle, "--snapshot", poor});
  EXPECT_EQ(made.exit_code, 0) << made.out << made.err;
  const ProcessResult listed = site_.Sitrep({"bundle", "list", bundle});
  EXPECT_THAT(listed.out, HasSubstr("sitrep-manifest.json"));
  EXPECT_THAT(listed.out, Not(HasSubstr(names.substr(0, names.find(',')))));
  const std::string request = OpenRequest("Logs");
  const ProcessResult attached =
      site_.Sitrep({"attach", request, bundle, "--wait", "--format", "csv"});
  EXPECT_EQ(attached.exit_code, 0) << attached.out << attached.err;
  EXPECT_THAT(attached.out, HasSubstr("made here earlier"));
  EXPECT_TRUE(base::FileExists(bundle));
}

TEST_F(Attach, WhatAPersonTypesIsRedacted) {
  const ProcessResult opened =
      site_.Sitrep({"requests", "open", "--title", "no answer from 10.20.30.40", "--description",
                    "mail joe@corp.example"});
  EXPECT_EQ(opened.exit_code, 0) << opened.err;
  EXPECT_THAT(opened.out, Not(HasSubstr("10.20.30.40")));
  EXPECT_THAT(opened.err, HasSubstr("the title is sent as"));
  EXPECT_THAT(opened.out, Not(HasSubstr("joe@corp")));
}

TEST_F(Attach, AliasesLeadBack) {
  const std::string path = site_.Path("sick.sitrep");
  site_.SitrepOnLab("snapshot", {"-o", path});
  const std::string request = OpenRequest("Names");
  EXPECT_EQ(site_.Sitrep({"attach", request, path}).exit_code, 0);
  const ProcessResult name =
      site_.Sitrep({"query", path, "select name from vm order by name limit 1", "--format", "csv"});
  std::string vm = name.out.substr(name.out.find('\n') + 1);
  vm.pop_back();
  std::string alias = site_.Sitrep({"alias", vm}).out;
  alias.pop_back();
  EXPECT_NE(alias, vm);
  EXPECT_EQ(site_.Sitrep({"reveal", alias}).out, vm + "\n");
  EXPECT_EQ(site_.Sitrep({"reveal", "n-000000000000"}).exit_code, 1);
}

TEST_F(Attach, EnrollingTwiceNeedsReplaceAndDoctorSeesTheBackend) {
  const ProcessResult again =
      site_.Sitrep({"enroll", "127.0.0.1:1", "--token-file", site_.Path("token.json")});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.err, HasSubstr("--replace"));
  const ProcessResult doctor = site_.Sitrep({"doctor", "--backend"});
  EXPECT_EQ(doctor.exit_code, 0) << doctor.out << doctor.err;
  EXPECT_THAT(doctor.out, HasSubstr("ok    desk"));
}

}  // namespace
}  // namespace sitrep::tests
