// The laws of docs/overview.md that cross rooms. Law 1 is tests/architecture; law 5 lives with the
// spool and the backend.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "checks/evaluator.h"
#include "checks/pack.h"
#include "checks/trial.h"
#include "checks/trial_snapshot.h"
#include "redact/alias_book.h"
#include "redact/aliaser.h"
#include "redact/artifact.h"
#include "redact/findings_redactor.h"
#include "redact/site_key.h"
#include "redact/snapshot_redactor.h"
#include "snapshot/reader.h"
#include "tests/laws/random_inventory.h"

namespace sitrep {
namespace {

constexpr uint64_t kFirstSeed = 20261122;
constexpr int kInventories = 40;

// Law 2: only redact/ makes an artifact, and there is never a second one.
using redact::RedactedArtifact;
static_assert(!std::is_default_constructible_v<RedactedArtifact>);
static_assert(!std::is_copy_constructible_v<RedactedArtifact> &&
              !std::is_copy_assignable_v<RedactedArtifact>);
static_assert(std::is_move_constructible_v<RedactedArtifact>);
static_assert(!std::is_constructible_v<RedactedArtifact, std::string, std::string, std::string,
                                       int64_t, redact::ArtifactKind>);
static_assert(!std::is_aggregate_v<RedactedArtifact>);

class Laws : public ::testing::Test {
 protected:
  Laws() : folder_(::testing::TempDir() + "/laws") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    std::cout << "seeds " << kFirstSeed << " to " << kFirstSeed + kInventories - 1 << "\n";
  }
  ~Laws() override { std::filesystem::remove_all(folder_); }

  std::string Write(uint64_t seed, bool reverse = false, bool gaps = true) {
    const std::string path =
        absl::StrCat(folder_, "/", seed, reverse ? "r" : "", gaps ? "g" : "", ".sitrep");
    const absl::Status status = testing::WriteRandomInventory(
        path, pack_, {.seed = seed, .rows = 12, .reverse = reverse, .gaps = gaps});
    EXPECT_TRUE(status.ok()) << status;
    return path;
  }

  Findings Evaluate(const std::string& path, const checks::EvaluateOptions& options = {}) {
    auto reader = snapshot::SnapshotReader::Open(path);
    EXPECT_TRUE(reader.ok()) << reader.status();
    auto findings = checks::Evaluate(*reader, pack_, options);
    EXPECT_TRUE(findings.ok()) << findings.status();
    return findings.ok() ? *findings : Findings();
  }

  static redact::Aliaser TestAliaser() {
    return redact::Aliaser(*redact::SiteKey::FromBytes("0123456789abcdef0123456789abcdef"));
  }

  const checks::Pack& pack_ = checks::BuiltInPack();
  std::string folder_;
};

// Findings as sets, so that the order which aliases bring does not matter.
std::map<std::string, std::multiset<std::string>> AsSets(const Findings& findings) {
  std::map<std::string, std::multiset<std::string>> sets;
  for (const CheckResult& result : findings.results()) {
    auto& set = sets[absl::StrCat(result.check(), " ", Verdict_Name(result.verdict()), " not seen ",
                                  result.not_seen())];
    for (const Finding& finding : result.findings()) set.insert(finding.ShortDebugString());
    for (const Gap& gap : result.gaps()) set.insert(gap.ShortDebugString());
  }
  return sets;
}

void ExpectSame(const Findings& expected, const Findings& found, uint64_t seed) {
  const auto wanted = AsSets(expected);
  const auto got = AsSets(found);
  for (const auto& [check, set] : wanted) {
    const auto other = got.find(check);
    EXPECT_TRUE(other != got.end() && other->second == set) << "seed " << seed << ": " << check;
  }
}

bool HasList(const checks::Check& check) {
  return std::any_of(check.parameters.begin(), check.parameters.end(),
                     [](const checks::Parameter& parameter) {
                       return parameter.type == checks::ParameterType::kList;
                     });
}

TEST_F(Laws, FindingsAreTheSameBytesForTheSameContent) {
  for (int i = 0; i < 5; ++i) {
    const uint64_t seed = kFirstSeed + static_cast<uint64_t>(i);
    const std::string first = checks::SerializeFindings(Evaluate(Write(seed, false, false)));
    EXPECT_EQ(first, checks::SerializeFindings(Evaluate(Write(seed, true, false))))
        << "seed " << seed;
    EXPECT_FALSE(first.empty());
  }
}

TEST_F(Laws, RedactionCommutesWithEveryCheckOnRandomInventories) {
  std::set<std::string> fired;
  for (int i = 0; i < kInventories; ++i) {
    const uint64_t seed = kFirstSeed + static_cast<uint64_t>(i);
    const std::string raw = Write(seed);
    const std::string redacted = absl::StrCat(folder_, "/", seed, ".redacted.sitrep");
    const redact::Aliaser aliaser = TestAliaser();
    redact::AliasBook book(aliaser, nullptr);
    const absl::Status status = redact::RedactSnapshot(raw, redacted, book);
    ASSERT_TRUE(status.ok()) << status;
    const Findings on_raw = Evaluate(raw);
    ExpectSame(redact::RedactFindings(on_raw, book), Evaluate(redacted), seed);
    for (const CheckResult& result : on_raw.results()) {
      if (result.findings_size() > 0) fired.insert(result.check());
    }
  }
  // Chance rarely makes what a check of several tables looks for; the next test has those.
  EXPECT_GT(fired.size() * 3, pack_.checks.size());
}

TEST_F(Laws, RedactionCommutesWithEveryCheckWhereItFires) {
  const redact::Aliaser aliaser = TestAliaser();
  for (const checks::Check& check : pack_.checks) {
    SCOPED_TRACE(check.id);
    const auto text =
        base::ReadFile(absl::StrCat(SITREP_SOURCE_DIR "/checks/pack/", check.id, ".test"));
    ASSERT_TRUE(text.ok()) << text.status();
    const auto trial = checks::ParseTrialFile(*text, check.id);
    ASSERT_TRUE(trial.ok()) << trial.status();
    auto snapshot = checks::TrialSnapshot::Create(absl::StrCat(folder_, "/", check.id, ".sitrep"));
    ASSERT_TRUE(snapshot.ok()) << snapshot.status();
    ASSERT_TRUE((*snapshot)->Insert(trial->fires).ok());
    const std::string redacted = absl::StrCat(folder_, "/", check.id, ".redacted.sitrep");
    redact::AliasBook book(aliaser, nullptr);
    const absl::Status status = redact::RedactSnapshot((*snapshot)->path(), redacted, book);
    ASSERT_TRUE(status.ok()) << status;
    checks::EvaluateOptions options;
    options.only = {check.id};
    const Findings on_raw = Evaluate((*snapshot)->path(), options);
    EXPECT_EQ(AsSets(redact::RedactFindings(on_raw, book)), AsSets(Evaluate(redacted, options)));
    // Without what its site expects, a check with a list does not apply.
    EXPECT_EQ(on_raw.results(0).findings_size() > 0, trial->with.empty() || !HasList(check));
    std::filesystem::remove(redacted);
  }
}

}  // namespace
}  // namespace sitrep
