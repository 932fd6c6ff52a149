// sitrep preflight as a person and a pipeline run it: lab estates, exit codes, JSON and JUnit.

#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/site.h"

namespace sitrep::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

// Reads JUnit with a parser that is not ours: prints tests, failures, errors, skipped as it counts
// them, and fails when the suite says otherwise.
constexpr char kReadJunit[] = R"(
import sys, xml.etree.ElementTree as tree
suite = tree.parse(sys.argv[1]).getroot()
cases = suite.findall('testcase')
counted = [len(cases)] + [sum(c.find(kind) is not None for c in cases) for kind in ('failure', 'error', 'skipped')]
assert counted == [int(suite.get(name)) for name in ('tests', 'failures', 'errors', 'skipped')], counted
assert all(c.get('classname') and c.get('name') for c in cases)
print(*counted)
)";

class CliPreflight : public testing::Test {
 protected:
  CliPreflight() : site_("cli_preflight") {}

  std::string Snapshot(const std::vector<std::string>& lab) {
    site_.StartLab(lab);
    const std::string path = site_.Path("estate.sitrep");
    const ProcessResult taken = site_.SitrepOnLab("snapshot", {"-o", path, "--quiet"});
    EXPECT_EQ(taken.exit_code, 0) << taken.err;
    return path;
  }
  // tests, failures, errors, skipped
  std::vector<int> ReadJunit(const std::string& xml) {
    EXPECT_TRUE(base::WriteFileAtomically(site_.Path("junit.xml"), xml).ok());
    EXPECT_TRUE(base::WriteFileAtomically(site_.Path("read.py"), kReadJunit).ok());
    ProcessOptions options;
    options.arguments = {"/usr/bin/python3", site_.Path("read.py"), site_.Path("junit.xml")};
    const ProcessResult read = RunProcess(options, absl::Seconds(30));
    EXPECT_EQ(read.exit_code, 0) << read.err;
    std::istringstream words(read.out);
    std::vector<int> counts;
    for (int count = 0; words >> count;) counts.push_back(count);
    counts.resize(4);
    return counts;
  }

  Site site_;
};

TEST_F(CliPreflight, IsGoForAHealthyEstateAndNothingToDoAtItsRelease) {
  const std::string path = Snapshot({"--scenario", "healthy", "--api-version", "7.0.3.2"});
  const ProcessResult go = site_.Sitrep({"preflight", path, "--target", "8.0"});
  EXPECT_EQ(go.exit_code, 4) << go.out << go.err;
  EXPECT_THAT(go.out, HasSubstr("VMware vCenter Server 7.0.3"));
  EXPECT_THAT(go.out, HasSubstr("direct to 8.0.3"));
  EXPECT_THAT(go.out, HasSubstr("vSphere 8.0 Update 3 (8.0.3): GO\n0 blockers"));

  const ProcessResult done = site_.Sitrep({"preflight", path, "--target", "7.0.3"});
  EXPECT_EQ(done.exit_code, 0) << done.out << done.err;
  EXPECT_THAT(done.out, HasSubstr("at 7.0.3 or above already"));
  EXPECT_THAT(done.out, HasSubstr("nothing to do"));

  const std::vector<int> counts =
      ReadJunit(site_.Sitrep({"preflight", path, "--target", "8.0", "--format", "junit"}).out);
  EXPECT_GT(counts[0], 40);
  EXPECT_EQ(counts[1] + counts[2], 0);
}

TEST_F(CliPreflight, IsNoGoForASickEstateInEveryFormat) {
  const std::string path = Snapshot({"--scenario", "sick"});
  const ProcessResult text = site_.Sitrep({"preflight", path, "--target", "9.0"});
  EXPECT_EQ(text.exit_code, 3) << text.out << text.err;
  EXPECT_THAT(text.out, HasSubstr("blockers\n  host-disconnected"));
  EXPECT_THAT(text.out, HasSubstr("vSphere 9.0 (9.0.0): NO-GO"));

  const ProcessResult json =
      site_.Sitrep({"preflight", path, "--target", "9.0", "--format", "json"});
  EXPECT_EQ(json.exit_code, 3);
  EXPECT_EQ(JsonField(json.out, "verdict"), "no_go");
  EXPECT_EQ(JsonField(json.out, "target"), "9.0.0");
  const ProcessResult csv = site_.Sitrep({"preflight", path, "--target", "9.0", "--format", "csv"});
  EXPECT_EQ(csv.exit_code, 3);
  EXPECT_THAT(csv.out, HasSubstr("blocker,host-disconnected,"));

  const ProcessResult junit =
      site_.Sitrep({"preflight", path, "--target", "9.0", "--format", "junit"});
  EXPECT_EQ(junit.exit_code, 3);
  EXPECT_GE(ReadJunit(junit.out)[1], 1);
  // The same writer serves check.
  const std::vector<int> checked =
      ReadJunit(site_.Sitrep({"check", path, "--format", "junit"}).out);
  EXPECT_GT(checked[0], 40);
  EXPECT_GT(checked[1], 5);
}

TEST_F(CliPreflight, NamesTheReleaseBetweenWhereTheWayIsNotDirect) {
  const std::string path = Snapshot({"--scenario", "healthy", "--api-version", "6.7.3"});
  const ProcessResult result = site_.Sitrep({"preflight", path, "--target", "9.0"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, HasSubstr("not directly, but by way of 8.0.3, then 9.0.0"));
  EXPECT_THAT(result.out, HasSubstr("upgrade-vcenter-version-too-old"));
}

TEST_F(CliPreflight, IsNoGoWhenTheSnapshotLacksWhatMatters) {
  site_.StartLab({"--scenario", "healthy", "--api-version", "7.0.3.2"});
  const std::string path = site_.Path("part.sitrep");
  const ProcessResult taken =
      site_.SitrepOnLab("snapshot", {"-o", path, "--quiet", "--tables", "vm"});
  EXPECT_EQ(taken.exit_code, 0) << taken.err;
  const ProcessResult result = site_.Sitrep({"preflight", path, "--target", "8.0"});
  EXPECT_EQ(result.exit_code, 3) << result.out;
  EXPECT_THAT(result.out, HasSubstr("unknown, and it matters\n"));
  EXPECT_THAT(result.out, HasSubstr("0 blockers"));
}

TEST_F(CliPreflight, AsksASourceItselfAndRefusesWhatItDoesNotKnow) {
  site_.StartLab({"--scenario", "healthy"});
  const ProcessResult live = site_.SitrepOnLab("preflight", {"--target", "8.0.3"});
  EXPECT_EQ(live.exit_code, 0) << live.out << live.err;
  const ProcessResult unknown = site_.SitrepOnLab("preflight", {"--target", "5.5"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("known are: 7.0.3, 8.0.0"));
  EXPECT_EQ(site_.Sitrep({"preflight", "x.sitrep"}).exit_code, 2);
  EXPECT_EQ(site_.Sitrep({"preflight", "--target", "8.0"}).exit_code, 2);
  const ProcessResult listed = site_.Sitrep({"preflight", "--list-targets", "--format", "csv"});
  EXPECT_EQ(listed.exit_code, 0);
  EXPECT_THAT(listed.out, HasSubstr("8.0.3,vSphere 8.0 Update 3,6.7.0,6.7.0,6.7.0\n"));
  EXPECT_EQ(site_.Sitrep({"preflight", "--list-targets", "--format", "junit"}).exit_code, 2);
}

}  // namespace
}  // namespace sitrep::tests
