#include "agent/output/diagnosis_printer.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kOld[] = "AA:AA";
constexpr char kNew[] = "BB:BB";

collectors::Diagnosis Untrusted() {
  collectors::Diagnosis diagnosis;
  diagnosis.steps = {{"dns", true, "vc is 192.0.2.1"}, {"tls", false, "not trusted"}};
  diagnosis.subject = "CN=vc";
  diagnosis.issuer = "CN=ca";
  diagnosis.expected = {kOld};
  diagnosis.thumbprint = kNew;
  return diagnosis;
}

collectors::Diagnosis Lacking() {
  collectors::Diagnosis diagnosis;
  diagnosis.steps = {{"privileges", true, "2 of 3 held"}};
  diagnosis.privileges = {
      {{"System.Read", true, {}, {}, "every table"}, true, {"Lab"}},
      {{"Global.Licenses", false, {"license"}, {"host.key"}, ""}, false, {}},
      {{"Global.Diagnostics", false, {}, {}, "log bundles"}, true, {}},
  };
  return diagnosis;
}

std::string Printed(const collectors::Diagnosis& diagnosis, Format format = Format::kText) {
  DiagnosisNotes notes;
  notes.checks["Global.Licenses"] = {"license-expiring", "license-missing"};
  notes.accept = LinesToAccept(diagnosis.thumbprint, diagnosis.expected, "", "vc");
  std::ostringstream out;
  PrintDiagnosis(diagnosis, notes, format, out);
  return out.str();
}

TEST(DiagnosisPrinter, AnUntrustedCertificateShowsBothThumbprintsAndTheFlagThatAcceptsIt) {
  const std::string text = Printed(Untrusted());
  EXPECT_THAT(text, HasSubstr("FAIL  tls         not trusted\n"));
  EXPECT_THAT(text, HasSubstr("expected  SHA-256 AA:AA\n"));
  EXPECT_THAT(text, HasSubstr("presented SHA-256 BB:BB\n"));
  EXPECT_THAT(text, HasSubstr("  --thumbprint BB:BB\n"));
}

TEST(DiagnosisPrinter, ASourceOfTheConfigurationIsAcceptedByItsLines) {
  const std::string lines = LinesToAccept(kNew, {kOld}, "/etc/sitrep/config.yaml", "production");
  EXPECT_THAT(lines, HasSubstr("source production in /etc/sitrep/config.yaml"));
  EXPECT_THAT(lines, HasSubstr("    thumbprints:\n      - AA:AA\n      - BB:BB\n"));
}

TEST(DiagnosisPrinter, ATrustedCertificateNeedsNoAdvice) {
  collectors::Diagnosis diagnosis = Untrusted();
  diagnosis.trusted = true;
  diagnosis.expected = {kNew};
  EXPECT_THAT(Printed(diagnosis), Not(HasSubstr("--thumbprint")));
  EXPECT_THAT(Printed(diagnosis), Not(HasSubstr("expected")));
}

TEST(DiagnosisPrinter, AMissingPrivilegeNamesTablesColumnsAndChecks) {
  const std::string text = Printed(Lacking());
  EXPECT_THAT(text, HasSubstr("missing  Global.Licenses             for license, host.key\n"));
  EXPECT_THAT(text, HasSubstr("costs checks license-expiring, license-missing\n"));
  EXPECT_THAT(text, HasSubstr("held     System.Read                 for every table\n"));
  EXPECT_THAT(text, HasSubstr("but not on Lab\n"));
  EXPECT_THAT(text, HasSubstr("costs every check\n"));
  EXPECT_THAT(text, HasSubstr("--role"));
}

TEST(DiagnosisPrinter, JsonAndCsvHoldTheSame) {
  const std::string json = Printed(Untrusted(), Format::kJson);
  EXPECT_THAT(json, HasSubstr("\"failing_hop\": \"tls\""));
  EXPECT_THAT(json, HasSubstr("\"expected_sha256\": ["));
  EXPECT_THAT(json, HasSubstr("\"trusted\": false"));
  EXPECT_THAT(Printed(Lacking(), Format::kJson), HasSubstr("\"license-expiring\""));
  EXPECT_THAT(Printed(Lacking(), Format::kCsv),
              HasSubstr("privilege,Global.Licenses,0,license host.key,license-expiring "
                        "license-missing\n"));
}

}  // namespace
}  // namespace sitrep::agent
