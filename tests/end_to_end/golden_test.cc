// The whole way from the wire to a verdict: the lab's scenarios have exactly the findings they were
// made to have, and what cannot be seen is unknown instead of healthy.
#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/file.h"
#include "tests/end_to_end/site.h"

namespace sitrep::tests {
namespace {

struct Expectation {
  std::string object;
  std::string part;
};

std::map<std::string, std::vector<Expectation>> Expected(Site& site) {
  google::protobuf::ListValue list;
  const auto status = google::protobuf::util::JsonStringToMessage(site.Lab("/expected"), &list);
  EXPECT_TRUE(status.ok()) << status.ToString();
  std::map<std::string, std::vector<Expectation>> expected;
  for (const auto& value : list.values()) {
    const auto& fields = value.struct_value().fields();
    const auto text = [&fields](const char* name) {
      return fields.contains(name) ? fields.at(name).string_value() : std::string();
    };
    expected[text("check")].push_back({text("object"), text("part")});
  }
  return expected;
}

std::set<std::string> Texts(const Finding& finding) {
  std::set<std::string> texts;
  for (const auto* values : {&finding.key(), &finding.evidence()}) {
    for (const Value& value : *values) {
      if (value.kind_case() == Value::kText) texts.insert(value.text());
    }
  }
  return texts;
}

const CheckResult& ResultOf(const Findings& findings, const std::string& check) {
  for (const CheckResult& result : findings.results()) {
    if (result.check() == check) return result;
  }
  ADD_FAILURE() << "no result for " << check;
  static const CheckResult none;
  return none;
}

std::vector<std::string> Verdicts(const Findings& findings, Verdict verdict) {
  std::vector<std::string> checks;
  for (const CheckResult& result : findings.results()) {
    if (result.verdict() == verdict) checks.push_back(result.check());
  }
  return checks;
}

// What else the same ills come to: a machine whose host died was restarted, too.
void ExpectOthers(const std::string& others) {
  const std::string path = SITREP_SOURCE_DIR "/tests/end_to_end/sick_others.txt";
  if (std::getenv("SITREP_UPDATE") != nullptr) {
    const absl::Status written = base::WriteFileAtomically(path, others, 0644);
    EXPECT_TRUE(written.ok()) << written;
  }
  const auto text = base::ReadFile(path);
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(*text, others) << "look at each, then run this test with SITREP_UPDATE=1";
}

TEST(Golden, SickHasExactlyTheFindingsItWasMadeToHave) {
  Site site("sick");
  site.StartLab({"--scenario", "sick", "--seed", "1"});
  const ProcessResult taken = site.SitrepOnLab("snapshot", {"-o", site.Path("sick.sitrep")});
  ASSERT_EQ(taken.exit_code, 0) << taken.err << taken.out;
  const Findings findings = site.Check(site.Path("sick.sitrep"));
  const auto expected = Expected(site);
  ASSERT_GE(expected.size(), 25u);
  std::string others;
  for (const CheckResult& result : findings.results()) {
    std::vector<std::set<std::string>> found;
    for (const Finding& finding : result.findings()) found.push_back(Texts(finding));
    const auto wanted = expected.find(result.check());
    if (wanted == expected.end()) {
      if (!found.empty()) absl::StrAppend(&others, found.size(), " ", result.check(), "\n");
      continue;
    }
    EXPECT_EQ(found.size(), wanted->second.size()) << result.ShortDebugString();
    for (const Expectation& expectation : wanted->second) {
      const auto named = std::find_if(
          found.begin(), found.end(),
          [&](const std::set<std::string>& texts) { return texts.contains(expectation.object); });
      EXPECT_NE(named, found.end()) << result.check() << " does not name " << expectation.object
                                    << " " << expectation.part << ": " << result.ShortDebugString();
      if (named != found.end()) found.erase(named);
    }
  }
  for (const auto& [check, unused] : expected) {
    EXPECT_THAT(ResultOf(findings, check).verdict(), ::testing::AnyOf(FAIL, WARN)) << check;
  }
  ExpectOthers(others);
}

TEST(Golden, HealthyHasNoFindingAndNothingUnknown) {
  Site site("healthy");
  site.StartLab({"--scenario", "healthy", "--seed", "1"});
  const ProcessResult taken = site.SitrepOnLab("snapshot", {"-o", site.Path("healthy.sitrep")});
  ASSERT_EQ(taken.exit_code, 0) << taken.err << taken.out;
  const Findings findings = site.Check(site.Path("healthy.sitrep"));
  EXPECT_GE(findings.results_size(), 25);
  EXPECT_THAT(Verdicts(findings, FAIL), ::testing::IsEmpty());
  EXPECT_THAT(Verdicts(findings, WARN), ::testing::IsEmpty());
  EXPECT_THAT(Verdicts(findings, UNKNOWN), ::testing::IsEmpty());
  EXPECT_EQ(site.Sitrep({"check", site.Path("healthy.sitrep")}).exit_code, 0);
}

TEST(Golden, AColumnDeniedForATypeMakesTheChecksThatReadItUnknownAndNamesThePrivilege) {
  Site site("denied");
  site.StartLab({"--scenario", "healthy", "--seed", "1"});
  site.Lab("/deny",
           R"({"type":"HostSystem","path":"config.certificate","privilege":"Certificate.Manage"})");
  const ProcessResult taken = site.SitrepOnLab("snapshot", {"-o", site.Path("denied.sitrep")});
  EXPECT_EQ(taken.exit_code, 5) << taken.err << taken.out;
  const Findings findings = site.Check(site.Path("denied.sitrep"));
  EXPECT_THAT(Verdicts(findings, UNKNOWN), ::testing::Contains("host-certificate-expiring"));
  for (const std::string& check : Verdicts(findings, UNKNOWN)) {
    for (const Gap& gap : ResultOf(findings, check).gaps()) {
      EXPECT_EQ(gap.privilege(), "Certificate.Manage") << check;
    }
  }
  const CheckResult& result = ResultOf(findings, "host-certificate-expiring");
  ASSERT_EQ(result.gaps_size(), 1) << result.ShortDebugString();
  EXPECT_EQ(result.gaps(0).privilege(), "Certificate.Manage");
  EXPECT_EQ(result.gaps(0).status(), "denied");
  EXPECT_EQ(result.not_seen(), 8);
  EXPECT_EQ(site.Sitrep({"check", site.Path("denied.sitrep")}).exit_code, 5);
}

TEST(Golden, AValueDeniedOnOneHostLeavesTheOthersJudgedAndCountsThatHostAsNotSeen) {
  Site site("denied-one");
  site.StartLab({"--scenario", "sick", "--seed", "1"});
  site.Lab("/deny",
           R"({"type":"HostSystem","path":"config.certificate","object":"esx-05.lab.example"})");
  const ProcessResult taken = site.SitrepOnLab("snapshot", {"-o", site.Path("one.sitrep")});
  EXPECT_EQ(taken.exit_code, 5) << taken.err;
  const Findings findings = site.Check(site.Path("one.sitrep"));
  const CheckResult& result = ResultOf(findings, "host-certificate-expiring");
  // esx-05 and esx-08 have certificates that end; only esx-08's can be read.
  EXPECT_EQ(result.verdict(), FAIL);
  ASSERT_EQ(result.findings_size(), 1) << result.ShortDebugString();
  EXPECT_TRUE(Texts(result.findings(0)).contains("esx-08.lab.example"));
  EXPECT_EQ(result.not_seen(), 1);
}

}  // namespace
}  // namespace sitrep::tests
