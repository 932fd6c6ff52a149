#include "agent/intake.h"

#include <stdlib.h>

#include <sstream>

#include "agent/exit_code.h"
#include "base/archive.h"
#include "base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

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
    auto site = Site::Open(*context_);
    EXPECT_TRUE(site.ok()) << site.status();
    site_ = *std::move(site);
    EXPECT_TRUE(base::MakeDirectories(folder_ + "/out", 0700).ok());
  }

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
  base::ManualClock clock_{absl::FromUnixSeconds(1'000'000'000)};
  base::Interrupt interrupt_;
  std::ostringstream out_;
  std::ostringstream err_;
  std::unique_ptr<Context> context_;
  std::unique_ptr<Site> site_;
};

TEST_F(TakingIn, ALogIsRedactedAndItsRawCopyIsGone) {
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

TEST_F(TakingIn, AnInterruptLeavesNothing) {
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
