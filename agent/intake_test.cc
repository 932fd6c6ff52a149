#include "agent/intake.h"

#include <stdlib.h>

#include <fstream>
#include <sstream>

#include "agent/bundle_collection.h"
#include "agent/exit_code.h"
#include "base/archive.h"
#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "redact/sample_snapshot.h"

namespace sitrep::agent {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(FileKind, IsToldByTheFirstBytes) {
  EXPECT_EQ(KindOfFile(std::string_view("SQLite format 3\0rest", 20)), FileKind::kSnapshot);
  EXPECT_EQ(KindOfFile("\x28\xB5\x2F\xFDrest"), FileKind::kZstd);
  EXPECT_EQ(KindOfFile("\x1F\x8B\x08"), FileKind::kCompressed);
  EXPECT_EQ(KindOfFile("PK\x03\x04"), FileKind::kArchive);
  EXPECT_EQ(KindOfFile(std::string(257, '\0') + "ustar  "), FileKind::kArchive);
  EXPECT_EQ(KindOfFile("2026-11-22T13:38:06Z a line\n\twith a tab\r\n"), FileKind::kText);
  EXPECT_EQ(KindOfFile("h\xC3\xB6st \xFF latin too\n"), FileKind::kText);
  EXPECT_EQ(KindOfFile(std::string_view("\xFF\xFEh\0i\0", 6)), FileKind::kText);
  EXPECT_EQ(KindOfFile(std::string_view("\x7f"
                                        "ELF\0\0",
                                        6)),
            FileKind::kUnknown);
  EXPECT_EQ(KindOfFile(""), FileKind::kUnknown);
}

// Time passes, and a log that is being written grows.
class WritingClock : public base::ManualClock {
 public:
  using base::ManualClock::ManualClock;
  absl::Time Now() override {
    if (!log.empty()) std::ofstream(log, std::ios::app) << "a line written meanwhile\n";
    return base::ManualClock::Now();
  }
  std::string log;
};

class TakingIn : public testing::Test {
 protected:
  TakingIn() {
    std::string pattern = testing::TempDir() + "/intakeXXXXXX";
    folder_ = mkdtemp(pattern.data());
    Surroundings surroundings{
        &clock_, &interrupt_, &out_, &err_,
        false,   80,          false, [](const std::string&) { return std::string(); }};
    CommonOptions options;
    options.state_dir = folder_ + "/state";
    context_ = std::make_unique<Context>(std::move(surroundings), options);
    OpenSite();
    redact::WriteSampleSnapshot(snapshot(), redact::SampleSite());
    EXPECT_TRUE(base::MakeDirectories(folder_ + "/out", 0700).ok());
  }

  void OpenSite() {
    auto site = Site::Open(*context_);
    EXPECT_TRUE(site.ok()) << site.status();
    site_ = *std::move(site);
  }
  void LearnNames() { EXPECT_TRUE(site_->LearnSnapshot(snapshot()).ok()); }
  std::string snapshot() const { return folder_ + "/site.sitrep"; }

  std::string Write(const std::string& name, std::string_view text) {
    const std::string path = folder_ + "/" + name;
    EXPECT_TRUE(base::WriteFileAtomically(path, text, 0600).ok());
    return path;
  }
  absl::StatusOr<Intake> Take(const std::string& path) {
    return TakeIn(*context_, *site_, path, folder_ + "/out");
  }
  static std::string Contents(const std::string& archive) {
    auto source = base::FileSource::Open(archive);
    base::ArchiveReader reader(*source);
    base::ArchiveMember member;
    base::StringSink sink;
    while (reader.Next(member).value_or(false)) {
      EXPECT_TRUE(sink.Write(member.name + "\n").ok());
      EXPECT_TRUE(base::Copy(reader, sink).ok());
    }
    return sink.Take();
  }

  std::string folder_;
  WritingClock clock_{absl::FromUnixSeconds(1'000'000'000)};
  base::Interrupt interrupt_;
  std::ostringstream out_;
  std::ostringstream err_;
  std::unique_ptr<Context> context_;
  std::unique_ptr<Site> site_;
};

TEST_F(TakingIn, ALogIsRedactedAndItsRawCopyIsGone) {
  LearnNames();
  const auto intake = Take(Write("vmware.log", "peer 10.1.2.3 said password=hunter2\n"));
  ASSERT_TRUE(intake.ok()) << intake.status();
  EXPECT_EQ(intake->what, "redacted");
  EXPECT_THAT(err_.str(), HasSubstr("raw log, sending a redacted copy"));
  const std::string contents = Contents(intake->artifact.path());
  EXPECT_THAT(contents, HasSubstr("vmware.log"));
  EXPECT_THAT(contents, Not(HasSubstr("10.1.2.3")));
  EXPECT_THAT(contents, Not(HasSubstr("hunter2")));
  EXPECT_EQ(base::ListDirectory(folder_ + "/out")->size(), 1u);
}

TEST_F(TakingIn, WhatWasMadeHereIsAdoptedAndStaysWithItsOwner) {
  LearnNames();
  const auto first = Take(Write("a.log", "a line\n"));
  ASSERT_TRUE(first.ok()) << first.status();
  const std::string mine = folder_ + "/mine.bundle.tar.zst";
  ASSERT_TRUE(base::RenameDurably(first->artifact.path(), mine).ok());
  const auto again = Take(mine);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->what, "made here earlier");
  EXPECT_NE(again->artifact.path(), mine);
  EXPECT_EQ(again->artifact.sha256(), first->artifact.sha256());
  EXPECT_TRUE(base::FileExists(mine));
}

TEST_F(TakingIn, WhatCannotBeRedactedIsRefused) {
  const auto binary = Take(Write("core", std::string_view("\x7f"
                                                          "ELF\0\0\0\0",
                                                          8)));
  EXPECT_EQ(ExitCodeOf(binary.status()), ExitCode::kFailed) << binary.status();
  const auto empty = Take(Write("empty", ""));
  EXPECT_EQ(ExitCodeOf(empty.status()), ExitCode::kFailed) << empty.status();
  EXPECT_EQ(base::ListDirectory(folder_ + "/out")->size(), 0u);
}

TEST_F(TakingIn, WithoutNamesNoLogAndNoBundleMayLeave) {
  const std::string tar = std::string(257, '\0') + "ustar" + std::string(300, '\0');
  for (const std::string& path :
       {Write("vmware.log", "payroll-db said so\n"), Write("raw.tar", tar)}) {
    const auto refused = Take(path);
    EXPECT_EQ(ExitCodeOf(refused.status()), ExitCode::kFailed) << refused.status();
    EXPECT_THAT(std::string(refused.status().message()), HasSubstr("take a snapshot first"));
  }
  EXPECT_EQ(base::ListDirectory(folder_ + "/out")->size(), 0u);
}

TEST_F(TakingIn, WhatOnlyLooksLikeASnapshotIsRefusedInPlainWordsAndSoAreLogs) {
  LearnNames();
  for (const std::string& bad :
       {Write("bad", std::string_view("SQLite format 3\0nothing behind it", 34)),
        Write("text.sitrep", "a line\n"), Write("empty.sitrep", "")}) {
    OpenSite();
    EXPECT_TRUE(IsMeantAsSnapshot(bad));
    EXPECT_FALSE(site_->LearnSnapshot(bad).ok());
    const auto refused = Take(bad);
    EXPECT_EQ(ExitCodeOf(refused.status()), ExitCode::kFailed) << refused.status();
    EXPECT_THAT(std::string(refused.status().message()), HasSubstr(bad));
    EXPECT_THAT(std::string(refused.status().message()), Not(HasSubstr("SELECT")));
    const auto log = Take(Write("vmware.log", "payroll-db said so\n"));
    EXPECT_EQ(ExitCodeOf(log.status()), ExitCode::kFailed) << log.status();
    EXPECT_THAT(std::string(log.status().message()), HasSubstr(bad));
  }
}

TEST_F(TakingIn, NamesOutliveTheSnapshotTheyCameFrom) {
  redact::WriteSampleSnapshot(
      folder_ + "/common.sitrep",
      {{"vm", {{"source", "s"}, {"moid", "vm-1"}, {"name", "backup"}}},
       {"vm", {{"source", "s"}, {"moid", "vm-2"}, {"name", "Payroll Unit 7"}}}});
  const std::string state = *context_->StateDirectory();
  ASSERT_TRUE(KeepNames(state, folder_ + "/common.sitrep").ok());
  ASSERT_TRUE(base::RemoveFile(folder_ + "/common.sitrep").ok());
  OpenSite();
  EXPECT_TRUE(site_->NamesKnown().ok()) << site_->NamesKnown();
  const auto intake = Take(Write("a.log", "on backup and on Payroll Unit 7\n"));
  ASSERT_TRUE(intake.ok()) << intake.status();
  const std::string contents = Contents(intake->artifact.path());
  EXPECT_THAT(contents, Not(HasSubstr("on backup")));
  EXPECT_THAT(contents, Not(HasSubstr("Payroll")));
}

TEST_F(TakingIn, ALogThatIsStillWrittenIsTakenAsItWasAtTheStart) {
  LearnNames();
  clock_.log = Write("growing.log", "the first line\n");
  const auto intake = Take(clock_.log);
  ASSERT_TRUE(intake.ok()) << intake.status();
  EXPECT_THAT(Contents(intake->artifact.path()), HasSubstr("the first line"));
}

TEST(Gap, HidesNamesWhenAColumnWithNamesCouldNotBeRead) {
  const auto gap = [](const std::string& table, const std::string& column,
                      const std::string& status) {
    return collectors::Gap{table, column, status, 1, "", ""};
  };
  EXPECT_TRUE(HidesNames(gap("vm", "name", "denied")));
  EXPECT_TRUE(HidesNames(gap("host", "", "interrupted")));
  EXPECT_TRUE(HidesNames(gap("unheard_of", "", "failed")));
  EXPECT_FALSE(HidesNames(gap("host", "connection_state", "denied")));
  EXPECT_FALSE(HidesNames(gap("cluster", "", "not_supported")));
}

TEST_F(TakingIn, AnInterruptLeavesNothing) {
  LearnNames();
  interrupt_.Request();
  EXPECT_EQ(Take(Write("a.log", "a line\n")).status().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(base::ListDirectory(folder_ + "/out")->size(), 0u);
}

TEST_F(TakingIn, SnapshotsTakenHereAreRememberedNewestFirst) {
  const std::string state = *context_->StateDirectory();
  for (const char* name : {"a", "b", "a"})
    ASSERT_TRUE(RememberSnapshot(state, Write(name, "x")).ok());
  ASSERT_TRUE(base::RemoveFile(folder_ + "/b").ok());
  ASSERT_TRUE(RememberSnapshot(state, Write("c", "x")).ok());
  EXPECT_EQ(*RememberedSnapshots(state),
            (std::vector<std::string>{folder_ + "/c", folder_ + "/a"}));
}

}  // namespace
}  // namespace sitrep::agent
