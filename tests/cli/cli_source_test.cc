// The commands that look at a source, as a person runs them: programs as processes, exit codes,
// streams.

#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/site.h"

namespace sitrep::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

int Number(const std::string& json, const std::string& name) {
  const size_t at = json.find("\"" + name + "\"");
  return at == std::string::npos ? -1 : std::stoi(json.substr(json.find(':', at) + 1));
}

class CommandLine : public testing::Test {
 protected:
  CommandLine() : site_("cli_source") { site_.StartLab({"--scenario", "healthy"}); }

  std::string Url() { return JsonField(*base::ReadFile(site_.Path("lab.json")), "url"); }
  std::vector<std::string> WithTrust(const std::string& command,
                                     const std::vector<std::string>& trust,
                                     const std::string& password) {
    std::vector<std::string> arguments = {command,           Url(),
                                          "--username",      "sitrep@vsphere.local",
                                          "--password-file", site_.Path(password)};
    arguments.insert(arguments.end(), trust.begin(), trust.end());
    return arguments;
  }
  void WriteWrongPassword() {
    ASSERT_TRUE(base::WriteFileAtomically(site_.Path("wrong"), "not this one\n").ok());
  }

  Site site_;
};

TEST_F(CommandLine, SnapshotCheckAndQueryOfAHealthySiteAreGood) {
  const std::string path = site_.Path("healthy.sitrep");
  const ProcessResult taken = site_.SitrepOnLab("snapshot", {"-o", path});
  EXPECT_EQ(taken.exit_code, 0) << taken.out << taken.err;
  EXPECT_THAT(taken.out, HasSubstr("gaps: none"));
  EXPECT_THAT(taken.out, HasSubstr("cost: "));
  EXPECT_THAT(taken.out, Not(HasSubstr("collecting")));

  const ProcessResult checked = site_.Sitrep({"check", path});
  EXPECT_EQ(checked.exit_code, 0) << checked.out << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("0 fail, 0 warn, 0 unknown"));

  const ProcessResult hosts =
      site_.Sitrep({"query", path, "select count(*) as hosts from host", "--format", "csv"});
  EXPECT_EQ(hosts.exit_code, 0) << hosts.err;
  EXPECT_EQ(hosts.out, "hosts\n8\n");
  EXPECT_EQ(site_.Sitrep({"query", path, "delete from host"}).exit_code, 2);
  EXPECT_EQ(site_.Sitrep({"query", path, "select nothing from nowhere"}).exit_code, 2);
  EXPECT_EQ(site_.Sitrep({"query", site_.Path("none.sitrep"), "select 1"}).exit_code, 1);
}

TEST_F(CommandLine, QuietPrintsResultsAlone) {
  const ProcessResult taken =
      site_.SitrepOnLab("snapshot", {"-o", site_.Path("q.sitrep"), "--quiet"});
  EXPECT_EQ(taken.exit_code, 0);
  EXPECT_EQ(taken.err, "");
  const ProcessResult json =
      site_.SitrepOnLab("snapshot", {"-o", site_.Path("j.sitrep"), "--format", "json"});
  EXPECT_THAT(json.out, HasSubstr("\"complete\": true"));
}

TEST_F(CommandLine, CheckOfASourceLeavesNoSnapshotBehind) {
  const ProcessResult checked = site_.SitrepOnLab("check", {"--format", "json"});
  EXPECT_EQ(checked.exit_code, 0) << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("\"verdict\": \"PASS\""));
  const auto names = base::ListDirectory(site_.state());
  ASSERT_TRUE(names.ok()) << names.status();
  for (const std::string& name : *names) {
    EXPECT_EQ(name.find("scratch"), std::string::npos) << name;
  }
  EXPECT_EQ(Number(site_.Lab("/state"), "sessions"), 0);
}

TEST_F(CommandLine, AWrongPasswordIsTriedOnce) {
  WriteWrongPassword();
  const std::vector<std::string> arguments = WithTrust(
      "snapshot", {"--ca-file", site_.Path("lab-ca.pem"), "-o", site_.Path("a.sitrep")}, "wrong");
  const ProcessResult first = site_.Sitrep(arguments);
  EXPECT_EQ(first.exit_code, 1) << first.err;
  EXPECT_THAT(first.err, HasSubstr("--retry-login"));
  const ProcessResult second = site_.Sitrep(arguments);
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.err, HasSubstr("no login was attempted"));
  EXPECT_EQ(Number(site_.Lab("/state"), "failed_logins"), 1);
  EXPECT_EQ(
      site_.Sitrep(WithTrust("doctor", {"--ca-file", site_.Path("lab-ca.pem")}, "wrong")).exit_code,
      1);
  EXPECT_EQ(Number(site_.Lab("/state"), "failed_logins"), 1);
  EXPECT_FALSE(base::FileExists(site_.Path("a.sitrep")));
  EXPECT_FALSE(base::FileExists(site_.Path("a.sitrep.partial")));

  std::vector<std::string> again = arguments;
  again.push_back("--retry-login");
  EXPECT_EQ(site_.Sitrep(again).exit_code, 1);
  EXPECT_EQ(Number(site_.Lab("/state"), "failed_logins"), 2);
  // The right password is another credential.
  EXPECT_EQ(site_.SitrepOnLab("snapshot", {"-o", site_.Path("a.sitrep")}).exit_code, 0);
}

TEST_F(CommandLine, APasswordRefusedHalfWayIsNotTriedByTheNextRun) {
  site_.Lab("/rule", R"({"method": "Login", "kind": "fault", "fault": "InvalidLogin", "skip": 1})");
  site_.Lab("/rule", R"({"method": "CreateContainerView", "kind": "fault",
                         "fault": "NotAuthenticated", "skip": 1, "count": 1})");
  const ProcessResult first = site_.SitrepOnLab("snapshot", {"-o", site_.Path("a.sitrep")});
  EXPECT_NE(first.exit_code, 0) << first.out << first.err;
  EXPECT_TRUE(base::FileExists(site_.Path("a.sitrep")));
  EXPECT_EQ(Number(site_.Lab("/state"), "Login"), 2);
  const ProcessResult second = site_.SitrepOnLab("snapshot", {"-o", site_.Path("b.sitrep")});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.err, HasSubstr("no login was attempted"));
  EXPECT_EQ(Number(site_.Lab("/state"), "Login"), 2);
}

TEST_F(CommandLine, NothingSecretIsSentToAServerThatIsNotTrusted) {
  const std::string other(64, 'a');
  const ProcessResult wrong =
      site_.Sitrep(WithTrust("snapshot", {"--thumbprint", other}, "password"));
  EXPECT_EQ(wrong.exit_code, 1);
  const std::string presented = JsonField(*base::ReadFile(site_.Path("lab.json")), "thumbprint");
  EXPECT_THAT(wrong.err, HasSubstr(presented));
  EXPECT_THAT(wrong.err, HasSubstr("--thumbprint"));
  const ProcessResult untold = site_.Sitrep(WithTrust("snapshot", {}, "password"));
  EXPECT_EQ(untold.exit_code, 1);
  EXPECT_THAT(untold.err, HasSubstr(presented));
  const std::string state = site_.Lab("/state");
  EXPECT_EQ(Number(state, "logins") + Number(state, "failed_logins"), 0);

  const ProcessResult right = site_.Sitrep(
      WithTrust("snapshot", {"--thumbprint", presented, "-o", site_.Path("t.sitrep")}, "password"));
  EXPECT_EQ(right.exit_code, 0) << right.err;
}

TEST_F(CommandLine, InsecureWarnsEvenWhenQuiet) {
  const ProcessResult result = site_.Sitrep(
      WithTrust("snapshot", {"--insecure", "--quiet", "-o", site_.Path("i.sitrep")}, "password"));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("NOT checked"));
}

TEST_F(CommandLine, UsageErrorsAreTwo) {
  EXPECT_EQ(site_.Sitrep({}).exit_code, 2);
  EXPECT_EQ(site_.Sitrep({"frobnicate"}).exit_code, 2);
  EXPECT_EQ(site_.Sitrep({"snapshot"}).exit_code, 2);
  EXPECT_EQ(site_.Sitrep({"snapshot", "nowhere"}).exit_code, 2);
  EXPECT_EQ(site_.Sitrep({"snapshot", "https://user:secret@host"}).exit_code, 2);
  EXPECT_EQ(site_.Sitrep({"check", "--only", "no-such-check", site_.Path("lab.json")}).exit_code,
            2);
  EXPECT_EQ(site_.Sitrep({"status", "--format", "junit"}).exit_code, 2);
  ASSERT_TRUE(base::WriteFileAtomically(site_.Path("bad.yaml"), "sources: 3\n").ok());
  const ProcessResult bad = site_.Sitrep({"config", "check", "--config", site_.Path("bad.yaml")});
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_THAT(bad.err, HasSubstr("bad.yaml:1:10: "));
}

TEST_F(CommandLine, ADeniedColumnIsAGapWithItsPrivilege) {
  site_.Lab("/deny", R"({"type": "Datastore", "path": "summary"})");
  const ProcessResult taken = site_.SitrepOnLab("snapshot", {"-o", site_.Path("denied.sitrep")});
  EXPECT_EQ(taken.exit_code, 5) << taken.out << taken.err;
  EXPECT_THAT(taken.out, HasSubstr("needs privilege"));
  const ProcessResult checked = site_.Sitrep({"check", site_.Path("denied.sitrep")});
  EXPECT_EQ(checked.exit_code, 5);
  EXPECT_THAT(checked.out, HasSubstr("unknown"));
}

TEST_F(CommandLine, TablesThatWereNotAskedForLeaveTheirChecksUnknown) {
  const ProcessResult taken =
      site_.SitrepOnLab("snapshot", {"-o", site_.Path("vm.sitrep"), "--tables", "vm,host"});
  EXPECT_EQ(taken.exit_code, 0) << taken.err;
  const ProcessResult checked = site_.Sitrep(
      {"check", site_.Path("vm.sitrep"), "--only", "datastore-space-low", "--format", "csv"});
  EXPECT_EQ(checked.exit_code, 5) << checked.out;
  EXPECT_THAT(checked.out, HasSubstr(",unknown,"));
}

TEST_F(CommandLine, DoctorWalksTheWayAndNamesThePrivileges) {
  const ProcessResult doctor = site_.SitrepOnLab("doctor", {});
  EXPECT_EQ(doctor.exit_code, 0) << doctor.out << doctor.err;
  EXPECT_THAT(doctor.out, HasSubstr("ok    login"));
  EXPECT_THAT(doctor.out, HasSubstr("System.Read"));
  EXPECT_EQ(Number(site_.Lab("/state"), "sessions"), 0);
}

TEST_F(CommandLine, OneDeadSourceDoesNotHinderTheOther) {
  std::vector<std::string> arguments =
      WithTrust("snapshot", {"--ca-file", site_.Path("lab-ca.pem"), "-o", site_.Path("two.sitrep")},
                "password");
  arguments.insert(arguments.begin() + 1, "https://127.0.0.1:1");
  const ProcessResult taken = site_.Sitrep(arguments);
  EXPECT_EQ(taken.exit_code, 5) << taken.out << taken.err;
  EXPECT_EQ(site_
                .Sitrep({"query", site_.Path("two.sitrep"), "--format", "csv",
                         "select count(*) as n from coverage where status = 'unreachable' and "
                         "table_name = 'host'"})
                .out,
            "n\n1\n");
  EXPECT_EQ(site_.Sitrep({"check", site_.Path("two.sitrep")}).exit_code, 5);
}

}  // namespace
}  // namespace sitrep::tests
