#include "base/archive.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace sitrep::base {
namespace {

ArchiveMember File(std::string name, size_t size) {
  ArchiveMember member;
  member.name = std::move(name);
  member.size = static_cast<int64_t>(size);
  member.modified = absl::FromUnixSeconds(1'700'000'000);
  member.mode = 0640;
  return member;
}

std::string Pack(const std::vector<std::pair<std::string, std::string>>& files, int threads = 0) {
  StringSink sink;
  TarWriter writer(sink, 1, threads);
  for (const auto& [name, text] : files) {
    EXPECT_TRUE(writer.Begin(File(name, text.size())).ok());
    EXPECT_TRUE(writer.Write(text).ok());
  }
  EXPECT_TRUE(writer.Finish().ok());
  return sink.Take();
}

struct Unpacked {
  std::map<std::string, std::string> files;
  absl::Status status;
};

Unpacked Unpack(std::string_view bytes) {
  Unpacked result;
  StringSource source(bytes);
  ArchiveReader reader(source);
  ArchiveMember member;
  while (true) {
    absl::StatusOr<bool> more = reader.Next(member);
    if (!more.ok() || !*more) {
      result.status = more.status();
      return result;
    }
    StringSink sink;
    if (absl::StatusOr<int64_t> count = Copy(reader, sink); !count.ok()) {
      result.status = count.status();
      return result;
    }
    result.files[member.name] = sink.Take();
  }
}

TEST(Archive, ReadsWhatItWrote) {
  const std::string long_name = absl::StrCat("a/", std::string(300, 'n'), "/log.txt");
  const std::string accented = "caf\xc3\xa9.log";
  const Unpacked result = Unpack(
      Pack({{"var/log/one.log", "first"}, {long_name, std::string(100000, 'x')}, {accented, ""}}));
  ASSERT_TRUE(result.status.ok()) << result.status;
  EXPECT_EQ(result.files.size(), 3u);
  EXPECT_EQ(result.files.at("var/log/one.log"), "first");
  EXPECT_EQ(result.files.at(long_name).size(), 100000u);
  EXPECT_EQ(result.files.count(accented), 1u);
}

TEST(Archive, KeepsKindsLinksTimesAndModes) {
  StringSink sink;
  TarWriter writer(sink, 1, 0);
  ArchiveMember folder = File("d/", 0);
  folder.kind = ArchiveMember::Kind::kDirectory;
  ASSERT_TRUE(writer.Begin(folder).ok());
  ASSERT_TRUE(writer.Begin(File("d/f", 1)).ok());
  ASSERT_TRUE(writer.Write("x").ok());
  ArchiveMember link = File("d/s", 0);
  link.kind = ArchiveMember::Kind::kSymbolicLink;
  link.link_target = "../elsewhere";
  ASSERT_TRUE(writer.Begin(link).ok());
  link.name = "d/h";
  link.kind = ArchiveMember::Kind::kHardLink;
  link.link_target = "d/f";
  ASSERT_TRUE(writer.Begin(link).ok());
  ASSERT_TRUE(writer.Finish().ok());

  StringSource source(sink.text());
  ArchiveReader reader(source);
  ArchiveMember member;
  ASSERT_TRUE(*reader.Next(member));
  EXPECT_EQ(member.kind, ArchiveMember::Kind::kDirectory);
  ASSERT_TRUE(*reader.Next(member));
  EXPECT_EQ(member.kind, ArchiveMember::Kind::kFile);
  EXPECT_EQ(member.modified, File("", 0).modified);
  EXPECT_EQ(member.mode, 0640u);
  EXPECT_EQ(member.size, 1);
  ASSERT_TRUE(*reader.Next(member));
  EXPECT_EQ(member.kind, ArchiveMember::Kind::kSymbolicLink);
  EXPECT_EQ(member.link_target, "../elsewhere");
  ASSERT_TRUE(*reader.Next(member));
  EXPECT_EQ(member.kind, ArchiveMember::Kind::kHardLink);
  EXPECT_EQ(member.link_target, "d/f");
  EXPECT_FALSE(*reader.Next(member));
}

TEST(Archive, WritesTheSameBytesForTheSameMembers) {
  const std::vector<std::pair<std::string, std::string>> files = {{"a", "1"},
                                                                  {"b", std::string(1 << 20, 'y')}};
  EXPECT_EQ(Pack(files), Pack(files));
  EXPECT_EQ(Pack(files, 2), Pack(files, 2));
  EXPECT_EQ(Unpack(Pack(files, 2)).files.at("b"), files[1].second);
}

TEST(Archive, SaysThatAnArchiveIsCut) {
  std::string text;
  for (int i = 0; i < 20000; ++i) absl::StrAppend(&text, i * 7919, " ");
  const std::string whole = Pack({{"a", text}, {"b", text}});
  for (size_t size = 100; size < whole.size() - 20; size += whole.size() / 17) {
    EXPECT_EQ(Unpack(whole.substr(0, size)).status.code(), absl::StatusCode::kDataLoss) << size;
  }
}

TEST(Archive, RefusesWhatIsNoArchive) {
  EXPECT_EQ(Unpack(std::string(4096, 'q')).status.code(), absl::StatusCode::kInvalidArgument);
}

TEST(Archive, GivesTheSourcesOwnError) {
  class Broken : public ByteSource {
    absl::StatusOr<size_t> Read(absl::Span<char>) override {
      return absl::UnavailableError("gone");
    }
  } source;
  ArchiveReader reader(source);
  ArchiveMember member;
  EXPECT_EQ(reader.Next(member).status().code(), absl::StatusCode::kUnavailable);
}

TEST(TarWriter, RefusesMoreOrFewerBytesThanTheHeaderSays) {
  StringSink sink;
  TarWriter writer(sink, 1, 0);
  ASSERT_TRUE(writer.Begin(File("a", 2)).ok());
  EXPECT_EQ(writer.Write("abc").code(), absl::StatusCode::kFailedPrecondition);
  ASSERT_TRUE(writer.Write("a").ok());
  EXPECT_EQ(writer.Begin(File("b", 0)).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(writer.Finish().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(TarWriter, CutsTheFileWithoutFinish) {
  StringSink sink;
  {
    TarWriter writer(sink, 1, 0);
    ASSERT_TRUE(writer.Begin(File("a", 1)).ok());
    ASSERT_TRUE(writer.Write("x").ok());
  }
  EXPECT_FALSE(Unpack(sink.text()).status.ok());
}

}  // namespace
}  // namespace sitrep::base
