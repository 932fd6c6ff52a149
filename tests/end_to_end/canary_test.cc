// Nothing raw leaves: a word planted in the inventory, in logs, in file names and on our own
// command line is looked for in everything that the spool and the backend hold, archives opened.
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/archive.h"
#include "base/file.h"
#include "base/gzip.h"
#include "tests/end_to_end/site.h"

namespace sitrep::tests {
namespace {

constexpr char kCanary[] = "zyzzyva";

// Counts the files under `folder` that hold the canary, in their names or contents, in any letter
// case; archives and gzip members are opened.
class Search {
 public:
  void Folder(const std::string& folder) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      Text(entry.path().string().substr(folder.size()), "name of " + entry.path().string());
      if (!entry.is_regular_file()) continue;
      ++files;
      auto text = base::ReadFile(entry.path());
      ASSERT_TRUE(text.ok()) << text.status();
      Text(*text, entry.path());
      Members(*text, entry.path());
    }
  }

  // Whatever holds a zstd frame or gzip member from some offset on is taken for an archive.
  void Members(const std::string& text, const std::string& where) {
    static constexpr char kZstd[] = "\x28\xb5\x2f\xfd";
    const size_t start = text.find(kZstd);
    if (start == std::string::npos) return;
    const std::string archive = text.substr(start);
    base::StringSource source(archive);
    base::ArchiveReader reader(source);
    base::ArchiveMember member;
    while (true) {
      absl::StatusOr<bool> next = reader.Next(member);
      if (!next.ok() || !*next) return;
      ++members;
      Text(member.name + " " + member.link_target, where + " member " + member.name);
      base::StringSink sink;
      if (!base::Copy(reader, sink).ok()) return;
      Text(sink.text(), where + " member " + member.name);
      Inflated(sink.text(), where + " member " + member.name);
    }
  }

  void Inflated(const std::string& text, const std::string& where) {
    if (!absl::StartsWith(text, "\x1f\x8b")) return;
    base::StringSource source(text);
    base::GzipSource gzip(source);
    base::StringSink sink;
    ASSERT_TRUE(base::Copy(gzip, sink).ok()) << where;
    ++gzipped;
    Text(sink.text(), where + " inflated");
  }

  void Text(const std::string& text, const std::string& where) {
    const size_t at = absl::AsciiStrToLower(text).find(kCanary);
    EXPECT_EQ(at, std::string::npos) << where << ": ..." << text.substr(at < 40 ? 0 : at - 40, 100);
  }

  int files = 0;
  int members = 0;
  int gzipped = 0;
};

TEST(Canary, IsFoundNowhereInTheSpoolOrTheBackendsStore) {
  Site site("canary");
  site.StartLab({"--scenario", "sick", "--seed", "1", "--canary", kCanary});
  site.StartBackendAndEnrol();
  const std::string snapshot = site.Path(absl::StrCat(kCanary, ".sitrep"));
  const ProcessResult taken = site.SitrepOnLab("snapshot", {"-o", snapshot});
  ASSERT_EQ(taken.exit_code, 0) << taken.err;
  // The canary is really there before redaction; otherwise finding none afterwards proves nothing.
  EXPECT_TRUE(absl::StrContains(*base::ReadFile(snapshot), kCanary));

  const std::string title = absl::StrCat("machine dc-02-", kCanary, " is down, password=", kCanary);
  const ProcessResult opened =
      site.Sitrep({"requests", "open", "--severity", "2", "--title", title, "--format", "json"});
  ASSERT_EQ(opened.exit_code, 0) << opened.err;
  const std::string request = JsonField(opened.out, "id");
  ASSERT_FALSE(request.empty()) << opened.out;

  const std::string bundle = site.Path(absl::StrCat(kCanary, ".bundle.tar.zst"));
  const ProcessResult made = site.SitrepOnLab(
      "bundle create",
      {"--hosts", "esx-01.lab.example,esx-03.lab.example", "--snapshot", snapshot, "-o", bundle});
  ASSERT_EQ(made.exit_code, 0) << made.err;

  // One copy stays in the spool, bound to the request; then everything is delivered.
  const ProcessResult queued = site.Sitrep({"attach", request, snapshot, bundle});
  ASSERT_EQ(queued.exit_code, 0) << queued.err << queued.out;
  Search spool;
  spool.Folder(site.state() + "/spool");
  EXPECT_GE(spool.files, 2);
  EXPECT_GE(spool.members, 10);
  EXPECT_GE(spool.gzipped, 1);

  const ProcessResult sent = site.Sitrep({"attach", request, snapshot, bundle, "--wait"});
  ASSERT_EQ(sent.exit_code, 0) << sent.err << sent.out;
  const ProcessResult review = site.Backend({"review", request});
  EXPECT_EQ(review.exit_code == 0 || review.exit_code >= 3, true) << review.err;
  Search backend;
  backend.Folder(site.backend_data());
  backend.Text(review.out + review.err, "what the review prints");
  EXPECT_GE(backend.files, 3);
  EXPECT_GE(backend.members, 10);
}

}  // namespace
}  // namespace sitrep::tests
