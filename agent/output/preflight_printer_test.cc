#include "agent/output/preflight_printer.h"

#include <sstream>

#include "agent/output/junit_suite.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

using checks::PreflightReport;
using checks::ReadinessVerdict;
using checks::RuleResult;
using testing::HasSubstr;
using testing::Not;

RuleResult Rule(const char* id, bool blocking, Verdict verdict, const char* object) {
  RuleResult rule;
  rule.blocking = blocking;
  rule.fix = "mend it";
  rule.links = {"https://example.org/rule"};
  rule.facts = {{"cpu_removed", "old", "https://example.org/a"}, {"x", "1", "not cited"}};
  rule.result.set_check(id);
  rule.result.set_title("A title");
  rule.result.set_severity(blocking ? MAJOR : MINOR);
  rule.result.set_category("hardware");
  rule.result.set_verdict(verdict);
  if (*object == '\0') return rule;
  Finding& finding = *rule.result.add_findings();
  Value& source = *finding.add_key();
  source.set_name("source");
  source.set_text("s1");
  Value& moid = *finding.add_key();
  moid.set_name("moid");
  moid.set_text(object);
  return rule;
}

class PreflightPrinterTest : public testing::Test {
 protected:
  PreflightPrinterTest() {
    target_ = **checks::FindTarget(checks::BuiltInTargets(), "8.0.3");
    report_.target = &target_;
    report_.as_of = "2026-01-31T00:00:00.000Z";
    report_.verdict = ReadinessVerdict::kNoGo;
    checks::UpgradeSource source;
    source.source = "s1";
    source.product = "vCenter <1>";
    source.version = "6.5.0";
    source.hosts = {{6005000, 2}};
    report_.plans.push_back(checks::PlanUpgrade(source, target_, checks::BuiltInTargets()));
    report_.rules = {
        Rule("a-blocker", true, FAIL, "host-<1>"), Rule("b-warning", false, WARN, "x"),
        Rule("c-unknown", true, UNKNOWN, ""),      Rule("d-unknown", false, UNKNOWN, ""),
        Rule("e-none", true, NOT_APPLICABLE, ""),  Rule("f-good", true, PASS, "")};
  }

  std::string Printed(Format format) const {
    std::ostringstream out;
    PrintPreflight(report_, format, out);
    return out.str();
  }

  checks::Target target_;
  PreflightReport report_;
};

TEST_F(PreflightPrinterTest, TextSaysTheWayTheReasonsAndTheVerdict) {
  const std::string text = Printed(Format::kText);
  EXPECT_THAT(text, HasSubstr("vCenter <1> 6.5.0 [s1]: not directly, but by way of 7.0.3, then "
                              "8.0.3\n"));
  EXPECT_THAT(text, HasSubstr("  3. Upgrade vCenter to 7.0.3.\n"
                              "  4. Upgrade 2 hosts to ESXi 7.0.3.\n"
                              "  5. Upgrade vCenter to 8.0.3.\n"));
  EXPECT_THAT(
      text,
      HasSubstr(
          "blockers\n  a-blocker  A title  [1 object]\n      host-<1>\n      "
          "do: mend it\n      see https://example.org/rule\n      see https://example.org/a\n"));
  EXPECT_THAT(text, HasSubstr("unknown, and it matters\n  c-unknown"));
  EXPECT_THAT(text, HasSubstr("unknown, but it would only warn\n  d-unknown"));
  EXPECT_THAT(text, HasSubstr("vSphere 8.0 Update 3 (8.0.3): NO-GO\n"
                              "1 blocker, 1 warning, 2 unknown, 1 not applicable, 1 passed; "
                              "1 unknown that matters\n"));
  EXPECT_THAT(text, Not(HasSubstr("not cited")));
}

TEST_F(PreflightPrinterTest, JsonHasTheVerdictTheWayAndEveryRule) {
  const std::string json = Printed(Format::kJson);
  EXPECT_THAT(json, HasSubstr("\"verdict\": \"no_go\""));
  EXPECT_THAT(json, HasSubstr("\"unknowns_that_matter\": 1"));
  EXPECT_THAT(json, HasSubstr("\"standing\": \"below\""));
  EXPECT_THAT(json, HasSubstr("\"rule\": \"f-good\""));
  EXPECT_THAT(json, HasSubstr("\"source\": \"https://example.org/a\""));
}

TEST_F(PreflightPrinterTest, CsvHasARowAFindingAndARuleWithout) {
  const std::string csv = Printed(Format::kCsv);
  EXPECT_THAT(csv, HasSubstr("outcome,rule,severity,title,object,matters,fix\n"));
  EXPECT_THAT(csv, HasSubstr("blocker,a-blocker,major,A title,host-<1>,0,mend it\n"));
  EXPECT_THAT(csv, HasSubstr("unknown,c-unknown,major,A title,\"\",1,mend it\n"));
}

TEST_F(PreflightPrinterTest, JunitFailsForBlockersAndTheWayAndErrsForWhatMatters) {
  const std::string xml = Printed(Format::kJunit);
  EXPECT_THAT(xml, HasSubstr("tests=\"7\" failures=\"2\" errors=\"1\" skipped=\"1\""));
  EXPECT_THAT(xml, HasSubstr("host-&lt;1&gt;"));
  EXPECT_THAT(xml, HasSubstr("name=\"vCenter &lt;1&gt; 6.5.0 [s1]\""));
}

TEST_F(PreflightPrinterTest, EndingFollowsTheVerdict) {
  EXPECT_EQ(ExitCodeOf(EndingOf(report_)), ExitCode::kFailed);
  report_.verdict = ReadinessVerdict::kGo;
  EXPECT_EQ(ExitCodeOf(EndingOf(report_)), ExitCode::kPartial);
  report_.rules.erase(report_.rules.begin() + 2, report_.rules.begin() + 4);
  EXPECT_EQ(ExitCodeOf(EndingOf(report_)), ExitCode::kWarnings);
  report_.rules.clear();
  EXPECT_EQ(ExitCodeOf(EndingOf(report_)), ExitCode::kOk);
}

TEST(JunitSuite, IsWellFormedWhateverTheTextsAre) {
  JunitCase test;
  test.group = "a\"b";
  test.name = "<n>&'";
  test.lines = {"\x01 \xff end"};
  const std::string xml = JunitSuite("s", {test});
  EXPECT_THAT(xml, HasSubstr("classname=\"a&quot;b\" name=\"&lt;n&gt;&amp;&apos;\""));
  EXPECT_THAT(xml, HasSubstr("<system-out>\\x01 \xEF\xBF\xBD end\n</system-out>"));
}

}  // namespace
}  // namespace sitrep::agent
