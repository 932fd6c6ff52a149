#include "redact/bundle_redactor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/archive.h"
#include "base/file.h"
#include "base/gzip.h"
#include "redact/sample_archive.h"

namespace sitrep::redact {
namespace {

using ::testing::ElementsAre;

class RedactedBundle : public ::testing::Test {
 protected:
  RedactedBundle()
      : folder_(::testing::TempDir() + "/bundle-redactor-test"),
        aliaser_(*SiteKey::FromBytes(std::string(32, 'k'))),
        book_(aliaser_, nullptr),
        redactor_(book_, dictionary_) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    dictionary_.AddName("esx01.corp.acme-site.com");
    dictionary_.AddName("canary-vm");
  }
  ~RedactedBundle() override { std::filesystem::remove_all(folder_); }

  std::string path() const { return folder_ + "/out.bundle.tar.zst"; }

  absl::StatusOr<BundleReport> Redact(std::string_view raw) {
    base::StringSource source(raw);
    return RedactBundle(source, path(), redactor_, options_);
  }

  // Redacts, then reads what was written.
  std::map<std::string, std::string> Members(std::string_view raw) {
    report_ = Redact(raw);
    EXPECT_TRUE(report_.ok()) << report_.status();
    std::map<std::string, std::string> members;
    if (!report_.ok()) return members;
    auto file = base::FileSource::Open(path());
    base::ArchiveReader reader(*file);
    base::ArchiveMember member;
    while (*reader.Next(member)) {
      base::StringSink sink;
      EXPECT_TRUE(base::Copy(reader, sink).ok());
      members[member.name] = member.link_target.empty() ? sink.Take() : "-> " + member.link_target;
    }
    return members;
  }

  std::string folder_;
  Aliaser aliaser_;
  AliasBook book_;
  Dictionary dictionary_;
  TextRedactor redactor_;
  BundleOptions options_;
  absl::StatusOr<BundleReport> report_;
};

std::string Inflate(std::string_view bytes) {
  base::StringSource source(bytes);
  base::GzipSource gzip(source);
  base::StringSink sink;
  EXPECT_TRUE(base::Copy(gzip, sink).ok());
  return sink.Take();
}

std::vector<SampleMember> SampleMembers() {
  return {
      {"esx-esx01.corp.acme-site.com/", "", '5', ""},
      {"esx-esx01.corp.acme-site.com/var/log/hostd.log", "host esx01 started canary-vm\n", '0', ""},
      {"esx-esx01.corp.acme-site.com/var/log/canary-vm.log.gz",
       Deflate("canary-vm password=hunter2\n"), '0', ""},
      {"var/core/hostd-zdump", std::string("ELF\0\1\2 canary-vm", 16), '0', ""},
      {"inner.tgz", Deflate(MakeTar({{"canary-vm", "canary-vm", '0', ""}})), '0', ""},
      {"inner.tar", MakeTar({{"canary-vm", "canary-vm", '0', ""}}), '0', ""},
      {"twice.gz", Deflate(Deflate("canary-vm")), '0', ""},
      {"current", "", '2', "vmfs/canary-vm/vmware.log"},
      {"hard.log", "", '1', "esx-esx01.corp.acme-site.com/var/log/hostd.log"},
      {"hard-core", "", '1', "var/core/hostd-zdump"},
      {"pipe", "", '6', ""},
      {"empty.log", "", '0', ""}};
}

TEST_F(RedactedBundle, RedactsContentsNamesLinksAndOneLevelOfGzip) {
  const std::map<std::string, std::string> members = Members(Deflate(MakeTar(SampleMembers())));
  const std::string host = "esx-" + aliaser_.Alias("esx01.corp.acme-site.com");
  const std::string machine = aliaser_.Alias("canary-vm");
  const std::string log = host + "/var/log/hostd.log";
  ASSERT_EQ(members.count(log), 1u);
  EXPECT_EQ(members.at(log),
            absl::StrCat("host ", aliaser_.Alias("esx01"), " started ", machine, "\n"));
  EXPECT_EQ(Inflate(members.at(absl::StrCat(host, "/var/log/", machine, ".log.gz"))),
            machine + " password=<removed:password>\n");
  EXPECT_EQ(members.at("current"), absl::StrCat("-> vmfs/", machine, "/vmware.log"));
  EXPECT_EQ(members.at("hard.log"), "-> " + log);
  EXPECT_EQ(members.at("empty.log"), "");
  EXPECT_FALSE(report_->truncated);
}

TEST_F(RedactedBundle, DropsAndListsWhatItCannotRedact) {
  Members(Deflate(MakeTar(SampleMembers())));
  std::vector<std::string> dropped;
  for (const DroppedMember& member : report_->dropped)
    dropped.push_back(member.name + " " + member.reason);
  EXPECT_THAT(dropped, ElementsAre("var/core/hostd-zdump binary", "inner.tgz nested_archive",
                                   "inner.tar nested_archive", "twice.gz nested_archive",
                                   "hard-core link_to_dropped", "pipe special_file"));
}

TEST_F(RedactedBundle, CarriesAManifestLastThatTellsRulesAndNoContent) {
  const std::map<std::string, std::string> members = Members(Deflate(MakeTar(SampleMembers())));
  const std::string manifest = members.at("sitrep-manifest.json");
  EXPECT_EQ(manifest, ManifestJson(*report_, aliaser_.key_id()));
  EXPECT_TRUE(absl::StrContains(manifest, "\"password\": 1"));
  EXPECT_TRUE(absl::StrContains(manifest, "\"reason\": \"binary\""));
  EXPECT_TRUE(absl::StrContains(manifest, "\"truncated\": false"));
  EXPECT_TRUE(absl::StrContains(manifest, aliaser_.key_id()));
}

TEST_F(RedactedBundle, HoldsNoCanaryAnywhere) {
  std::string all;
  for (const auto& [name, text] : Members(Deflate(MakeTar(SampleMembers())))) {
    absl::StrAppend(&all, name, "\n", absl::EndsWith(name, ".gz") ? Inflate(text) : text, "\n");
  }
  for (const char* canary : {"canary", "acme", "esx01", "hunter2"})
    EXPECT_FALSE(absl::StrContains(all, canary)) << canary;
}

TEST_F(RedactedBundle, IsTheSameBytesForTheSameInput) {
  const std::string raw = Deflate(MakeTar(SampleMembers()));
  ASSERT_TRUE(Redact(raw).ok());
  const std::string first = *base::ReadFile(path());
  std::filesystem::remove(path());
  options_.memory_bytes = 4;
  ASSERT_TRUE(Redact(raw).ok());
  EXPECT_EQ(*base::ReadFile(path()), first);
  EXPECT_THAT(*base::ListDirectory(folder_), ElementsAre("out.bundle.tar.zst"));
}

TEST_F(RedactedBundle, ReadsPlainAndZstdArchivesToo) {
  EXPECT_EQ(Members(MakeTar({{"a.log", "canary-vm", '0', ""}})).at("a.log"),
            aliaser_.Alias("canary-vm"));
  std::filesystem::remove(path());
  base::StringSink sink;
  base::TarWriter writer(sink, 1, 0);
  base::ArchiveMember member;
  member.name = "a.log";
  member.size = 9;
  ASSERT_TRUE(writer.Begin(member).ok() && writer.Write("canary-vm").ok() && writer.Finish().ok());
  EXPECT_EQ(Members(sink.text()).at("a.log"), aliaser_.Alias("canary-vm"));
}

TEST_F(RedactedBundle, KeepsWhatIsWholeOfACutArchive) {
  std::string text;
  for (int i = 0; i < 40000; ++i) absl::StrAppend(&text, i * 7919 % 10007, "\n");
  const std::string raw = Deflate(
      MakeTar({{"a.log", text, '0', ""}, {"b.log", text, '0', ""}, {"c.log", text, '0', ""}}));
  const std::map<std::string, std::string> members = Members(raw.substr(0, raw.size() / 2));
  EXPECT_TRUE(report_->truncated);
  EXPECT_FALSE(report_->truncation_reason.empty());
  EXPECT_EQ(members.count("a.log"), 1u);
  EXPECT_EQ(members.count("b.log"), 0u);
  ASSERT_EQ(report_->dropped.size(), 1u);
  EXPECT_EQ(report_->dropped[0].reason, "cut");
  EXPECT_TRUE(absl::StrContains(members.at("sitrep-manifest.json"), "\"truncated\": true"));
}

TEST_F(RedactedBundle, IsWholeOrMarkedOrRefusedWhereverItIsCut) {
  const std::string raw = Deflate(MakeTar(SampleMembers()));
  for (size_t size = 0; size < raw.size(); size += 3) {
    const absl::StatusOr<BundleReport> report = Redact(raw.substr(0, size));
    if (report.ok()) {
      EXPECT_TRUE(report->truncated) << size;
    } else {
      EXPECT_FALSE(std::filesystem::exists(path()));
    }
    std::filesystem::remove(path());
    EXPECT_TRUE(base::ListDirectory(folder_)->empty());
  }
}

TEST_F(RedactedBundle, NoticesAPlainTarCutBetweenTwoMembers) {
  const std::string raw = MakeTar({{"a.log", "one", '0', ""}, {"b.log", "two", '0', ""}});
  Members(raw.substr(0, 1024));
  EXPECT_TRUE(report_->truncated);
}

TEST_F(RedactedBundle, DropsADamagedGzipMemberAndGoesOn) {
  const std::string cut = Deflate(std::string(5000, 'x') + "canary-vm").substr(0, 30);
  const std::map<std::string, std::string> members =
      Members(MakeTar({{"a.gz", cut, '0', ""}, {"b.log", "fine", '0', ""}}));
  EXPECT_EQ(members.at("b.log"), "fine");
  ASSERT_EQ(report_->dropped.size(), 1u);
  EXPECT_EQ(report_->dropped[0].reason, "damaged");
  EXPECT_FALSE(report_->truncated);
}

TEST_F(RedactedBundle, DropsAMemberThatTurnsBinaryOrIsTooLong) {
  std::string turning(20000, 'x');
  for (int i = 0; i < 20000; ++i) turning += static_cast<char>(i * 7919 >> 3);
  options_.member_limit_bytes = 50000;
  Members(MakeTar({{"a.bin", turning, '0', ""},
                   {"b.log", std::string(60000, 'x'), '0', ""},
                   {"c.log", "x", '0', ""}}));
  ASSERT_EQ(report_->dropped.size(), 2u);
  EXPECT_EQ(report_->dropped[0].reason, "binary");
  EXPECT_EQ(report_->dropped[1].reason, "too_large");
  EXPECT_EQ(report_->members.size(), 1u);
}

TEST_F(RedactedBundle, NeverNamesAPlaceOutsideItsFolder) {
  const std::map<std::string, std::string> members =
      Members(MakeTar({{"/etc/passwd", "x", '0', ""}, {"../../up.log", "x", '0', ""}}));
  EXPECT_EQ(members.count("etc/passwd"), 1u);
  EXPECT_EQ(members.count("_/_/up.log"), 1u);
}

TEST_F(RedactedBundle, RefusesABundleThatWasRedactedAndWhatIsNoArchive) {
  ASSERT_TRUE(Redact(MakeTar({{"a.log", "x", '0', ""}})).ok());
  const std::string redacted = *base::ReadFile(path());
  std::filesystem::remove(path());
  EXPECT_EQ(Redact(redacted).status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Redact("no archive at all").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Redact("").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(base::ListDirectory(folder_)->empty());
}

TEST_F(RedactedBundle, StopsWhenInterruptedAndLeavesNothing) {
  base::Interrupt interrupt;
  interrupt.Request();
  options_.interrupt = &interrupt;
  EXPECT_EQ(Redact(MakeTar(SampleMembers())).status().code(), absl::StatusCode::kCancelled);
  EXPECT_TRUE(base::ListDirectory(folder_)->empty());
}

TEST_F(RedactedBundle, ShowsAWatcherTheRawText) {
  class Watcher : public MemberWatcher {
   public:
    void Begin(std::string_view name) override {
      absl::StrAppend(&seen, "<", std::string(name), ">");
    }
    void Bytes(std::string_view raw) override { seen += raw; }
    void End() override { seen += "."; }
    std::string seen;
  } watcher;
  options_.watcher = &watcher;
  Members(
      MakeTar({{"canary-vm.log", "raw canary-vm", '0', ""}, {"b.gz", Deflate("inside"), '0', ""}}));
  EXPECT_EQ(watcher.seen, "<canary-vm.log>raw canary-vm.<b.gz>inside.");
}

}  // namespace
}  // namespace sitrep::redact
