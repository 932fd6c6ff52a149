// Which hop the doctor names when the way to a source is broken, one break a test.
#include "collectors/vsphere/doctor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "base/file.h"
#include "base/tls_identity.h"
#include "tables/catalog.h"
#include "tests/support/canned_server.h"
#include "tests/support/lab_process.h"

namespace sitrep::tests {
namespace {

using collectors::Diagnosis;
using collectors::PrivilegeNeed;
using collectors::SourceOptions;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kOtherThumbprint[] =
    "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:"
    "99";

std::vector<int> AllTables() {
  std::vector<int> all(tables::Catalog::Get().tables().size());
  std::iota(all.begin(), all.end(), 0);
  return all;
}

class Doctor : public testing::Test {
 protected:
  void StartLab(std::vector<std::string> flags = {}) {
    auto lab = LabProcess::Start(std::move(flags));
    ASSERT_TRUE(lab.ok()) << lab.status();
    lab_ = *std::move(lab);
    options_ = lab_->source();
  }
  void SetUp() override {
    options_.url = "https://127.0.0.1:1";
    options_.trust.thumbprints = {kOtherThumbprint};
    options_.call_timeout = absl::Seconds(10);
  }

  Diagnosis Diagnosed() {
    return collectors::Diagnose(options_, collectors::PrivilegeUses(AllTables(), true),
                                base::Clock::Real(), interrupt_);
  }
  // "tcp: why": the hop that failed.
  std::string Failure() {
    const Diagnosis diagnosis = Diagnosed();
    EXPECT_FALSE(diagnosis.ok());
    if (diagnosis.steps.empty()) return "no hop at all";
    return absl::StrCat(diagnosis.steps.back().hop, ": ", diagnosis.steps.back().detail);
  }
  static std::vector<std::string> Hops(const Diagnosis& diagnosis) {
    std::vector<std::string> hops;
    for (const auto& step : diagnosis.steps) {
      EXPECT_TRUE(step.ok) << step.hop << ": " << step.detail;
      hops.push_back(step.hop);
    }
    return hops;
  }

  std::unique_ptr<LabProcess> lab_;
  SourceOptions options_;
  base::Interrupt interrupt_;
};

TEST_F(Doctor, WalksEveryHopLogsInOnceAndOut) {
  StartLab();
  const Diagnosis diagnosis = Diagnosed();
  EXPECT_THAT(Hops(diagnosis),
              ElementsAre("dns", "tcp", "tls", "http", "version", "login", "privileges"));
  EXPECT_TRUE(diagnosis.ok());
  EXPECT_TRUE(diagnosis.trusted);
  EXPECT_EQ(diagnosis.thumbprint, options_.trust.thumbprints.front());
  EXPECT_THAT(diagnosis.expected, ElementsAre(diagnosis.thumbprint));
  EXPECT_FALSE(diagnosis.issuer.empty());
  EXPECT_EQ(diagnosis.api_version, "8.0.3.0");
  EXPECT_EQ(lab_->State("logins"), 1);
  EXPECT_EQ(lab_->State("sessions"), 0);
}

TEST_F(Doctor, WithoutAnAccountStopsBeforeTheLogin) {
  StartLab();
  options_.username.clear();
  EXPECT_THAT(Hops(Diagnosed()), ElementsAre("dns", "tcp", "tls", "http", "version"));
  EXPECT_EQ(lab_->Calls("Login"), 0);
}

TEST_F(Doctor, NamesWhatIsWrongWithTheAddress) {
  options_.url = "https://user:secret@host";
  EXPECT_THAT(Failure(), testing::StartsWith("address: "));
  EXPECT_THAT(Failure(), testing::Not(HasSubstr("secret")));
  options_.url = "https://host";
  options_.proxy = "ftp://proxy";
  EXPECT_THAT(Failure(), testing::StartsWith("address: proxy: "));
}

TEST_F(Doctor, ANameThatNobodyKnowsIsDns) {
  options_.url = "https://no-such-host.invalid";
  EXPECT_THAT(Failure(), testing::StartsWith("dns: no-such-host.invalid"));
  options_.proxy = "http://no-such-proxy.invalid:3128";
  EXPECT_THAT(Failure(), testing::StartsWith("proxy-dns: no-such-proxy.invalid"));
}

TEST_F(Doctor, APortWhereNobodyListensIsTcp) {
  EXPECT_THAT(Failure(), testing::StartsWith("tcp: 127.0.0.1 port 1"));
  options_.proxy = "http://127.0.0.1:1";
  EXPECT_THAT(Failure(), testing::StartsWith("proxy-tcp: 127.0.0.1 port 1"));
}

TEST_F(Doctor, AProxyThatRefusesIsNamedWithItsReason) {
  const CannedServer wants_login(
      "HTTP/1.1 407 Proxy Authentication Required\r\n"
      "Proxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n");
  options_.proxy = absl::StrCat("http://127.0.0.1:", wants_login.port());
  EXPECT_THAT(Failure(), testing::AllOf(testing::StartsWith("proxy: "), HasSubstr("407"),
                                        HasSubstr("user name")));
  const CannedServer forbids("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
  options_.proxy = absl::StrCat("http://127.0.0.1:", forbids.port());
  EXPECT_THAT(Failure(), testing::AllOf(testing::StartsWith("proxy: "), HasSubstr("403")));
  const CannedServer silent("");
  options_.proxy = absl::StrCat("http://127.0.0.1:", silent.port());
  EXPECT_THAT(Failure(), testing::AllOf(testing::StartsWith("proxy: "), HasSubstr("CONNECT")));
}

TEST_F(Doctor, BehindAProxyThatLetsThroughTheNextHopIsNamed) {
  const CannedServer proxy("HTTP/1.1 200 Connection established\r\n\r\n");
  options_.proxy = absl::StrCat("http://127.0.0.1:", proxy.port());
  const Diagnosis diagnosis = Diagnosed();
  ASSERT_EQ(diagnosis.steps.size(), 4u);
  EXPECT_EQ(diagnosis.steps[2].hop, "proxy");
  EXPECT_TRUE(diagnosis.steps[2].ok);
  EXPECT_EQ(diagnosis.steps[3].hop, "tls");
}

TEST_F(Doctor, ATlsAlertIsTls) {
  const CannedServer server(std::string("\x15\x03\x03\x00\x02\x02\x28", 7));
  options_.url = absl::StrCat("https://127.0.0.1:", server.port());
  EXPECT_THAT(Failure(), testing::AllOf(testing::StartsWith("tls: "), HasSubstr("handshake")));
}

TEST_F(Doctor, AServerThatSpeaksNoTlsIsTls) {
  const CannedServer server("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
  options_.url = absl::StrCat("https://127.0.0.1:", server.port());
  EXPECT_THAT(Failure(), testing::StartsWith("tls: "));
}

TEST_F(Doctor, AnotherCertificateIsTlsWithBothThumbprintsAndNothingIsSent) {
  StartLab();
  const std::string presented = options_.trust.thumbprints.front();
  options_.trust.thumbprints = {kOtherThumbprint};
  const Diagnosis diagnosis = Diagnosed();
  EXPECT_EQ(diagnosis.steps.back().hop, "tls");
  EXPECT_FALSE(diagnosis.trusted);
  EXPECT_EQ(diagnosis.thumbprint, presented);
  EXPECT_THAT(diagnosis.expected, ElementsAre(kOtherThumbprint));
  EXPECT_EQ(lab_->Calls("RetrieveServiceContent") + lab_->Calls("Login"), 0);
}

TEST_F(Doctor, ACertificateForAnotherNameIsTls) {
  StartLab({"--listen", "127.0.0.2:0"});
  options_.trust = {.ca_file = lab_->ca_file(), .thumbprints = {}, .insecure = false};
  EXPECT_THAT(Failure(), testing::AllOf(testing::StartsWith("tls: "), HasSubstr("127.0.0.2")));
}

TEST_F(Doctor, AnExpiredCertificateIsTls) {
  const std::string folder = testing::TempDir() + "/doctor_expired";
  ASSERT_TRUE(base::MakeDirectories(folder).ok());
  const absl::Time then = absl::Now() - absl::Hours(48);
  const auto authority = base::CreateAuthority("doctor", absl::Hours(24 * 365), then);
  ASSERT_TRUE(authority.ok()) << authority.status();
  const auto leaf = base::IssueServerCertificate(*authority, authority->key_pem, {}, {"127.0.0.1"},
                                                 absl::Hours(24), then);
  ASSERT_TRUE(leaf.ok()) << leaf.status();
  ASSERT_TRUE(base::WriteFileAtomically(folder + "/ca.pem", authority->certificate_pem).ok());
  ASSERT_TRUE(base::WriteFileAtomically(folder + "/leaf.pem", *leaf).ok());
  ASSERT_TRUE(base::WriteFileAtomically(folder + "/key.pem", authority->key_pem).ok());
  ProcessOptions server;
  server.arguments = {"/usr/bin/openssl",   "s_server", "-accept",
                      "127.0.0.1:0",        "-www",     "-cert",
                      folder + "/leaf.pem", "-key",     folder + "/key.pem"};
  const auto process = Process::Start(server);
  ASSERT_TRUE(process.ok()) << process.status();
  ASSERT_TRUE((*process)->WaitForOutput("ACCEPT 127.0.0.1:").ok());
  const std::string out = (*process)->out();
  const size_t at = out.find("ACCEPT 127.0.0.1:") + 17;
  options_.url = absl::StrCat("https://127.0.0.1:", std::stoi(out.substr(at)));
  options_.trust = {.ca_file = folder + "/ca.pem", .thumbprints = {}, .insecure = false};
  EXPECT_THAT(Failure(), testing::AllOf(testing::StartsWith("tls: "), HasSubstr("expired")));
}

TEST_F(Doctor, AnOverloadedServerIsHttp) {
  StartLab();
  ASSERT_TRUE(lab_->Post("rule", R"({"path": "/sdk/vimServiceVersions.xml", "kind": "status",
                                     "status": 503})")
                  .ok());
  EXPECT_THAT(Failure(), testing::AllOf(testing::StartsWith("http: "), HasSubstr("503")));
}

TEST_F(Doctor, AnApiThatIsTooOldIsVersion) {
  StartLab();
  ASSERT_TRUE(lab_->Post("set", R"({"api_version": "6.0"})").ok());
  EXPECT_THAT(Failure(), testing::AllOf(testing::StartsWith("version: "), HasSubstr("6.0, 5.5"),
                                        HasSubstr("6.5 to 8.0.3.0")));
}

TEST_F(Doctor, AnAddressWithoutTheApiIsVersion) {
  StartLab();
  options_.url += "/nothing/here";
  EXPECT_THAT(Failure(), testing::StartsWith("version: "));
}

TEST_F(Doctor, AWrongPasswordIsLoginAndTriedOnce) {
  StartLab();
  options_.password = "wrong";
  const Diagnosis diagnosis = Diagnosed();
  EXPECT_EQ(diagnosis.steps.back().hop, "login");
  EXPECT_TRUE(diagnosis.login_refused);
  EXPECT_EQ(lab_->Calls("Login"), 1);
}

TEST_F(Doctor, NoFreeSessionIsLogin) {
  StartLab();
  ASSERT_TRUE(lab_->Post("rule", R"({"method": "Login", "kind": "status", "status": 503})").ok());
  const Diagnosis diagnosis = Diagnosed();
  EXPECT_EQ(diagnosis.steps.back().hop, "login");
  EXPECT_FALSE(diagnosis.login_refused);
}

TEST_F(Doctor, AMissingPrivilegeIsNamedAndNoReasonToStop) {
  StartLab();
  ASSERT_TRUE(lab_->Post("deny", R"({"privilege": "Global.Diagnostics"})").ok());
  const Diagnosis diagnosis = Diagnosed();
  EXPECT_TRUE(diagnosis.ok());
  bool found = false;
  for (const PrivilegeNeed& need : diagnosis.privileges) {
    if (need.use.privilege != "Global.Diagnostics") continue;
    found = true;
    EXPECT_FALSE(need.granted);
    EXPECT_FALSE(need.use.required);
  }
  EXPECT_TRUE(found);
}

TEST_F(Doctor, WithoutSystemReadThePrivilegesHopFails) {
  StartLab();
  ASSERT_TRUE(lab_->Post("deny", R"({"privilege": "System.Read"})").ok());
  EXPECT_THAT(Failure(), testing::AllOf(testing::StartsWith("privileges: "),
                                        HasSubstr("System.Read"), HasSubstr("--role")));
}

TEST_F(Doctor, ADatacenterThatTheAccountMayNotReadIsNamed) {
  StartLab();
  ASSERT_TRUE(lab_->Post("deny", R"({"type": "Datacenter", "path": "overallStatus"})").ok());
  const Diagnosis diagnosis = Diagnosed();
  EXPECT_TRUE(diagnosis.ok());
  for (const PrivilegeNeed& need : diagnosis.privileges) {
    if (need.use.privilege != "System.Read") continue;
    EXPECT_THAT(need.lacking, ElementsAre("Frankfurt"));
  }
  EXPECT_THAT(diagnosis.steps.back().detail, HasSubstr("lacks System.Read on Frankfurt"));
}

}  // namespace
}  // namespace sitrep::tests
