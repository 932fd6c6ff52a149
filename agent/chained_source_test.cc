#include "agent/chained_source.h"

#include <string>
#include <vector>

#include "base/archive.h"
#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

ChainedSource ChainOf(const std::vector<std::string>& texts) {
  return ChainedSource(
      [&texts, next = size_t{0}]() mutable -> absl::StatusOr<std::unique_ptr<base::ByteSource>> {
        if (next == texts.size()) return std::unique_ptr<base::ByteSource>();
        return std::make_unique<base::StringSource>(texts[next++]);
      });
}

std::string TarWith(const std::string& name) {
  base::StringSink sink;
  base::TarWriter writer(sink, 1, 0);
  base::ArchiveMember member;
  member.name = name;
  member.size = 3;
  EXPECT_TRUE(writer.Begin(member).ok());
  EXPECT_TRUE(writer.Write("abc").ok());
  EXPECT_TRUE(writer.Finish().ok());
  return sink.Take();
}

TEST(ChainedSource, GivesOneBehindTheOther) {
  const std::vector<std::string> texts{"ab", "", "cd"};
  ChainedSource source = ChainOf(texts);
  base::StringSink sink;
  ASSERT_TRUE(base::Copy(source, sink).ok());
  EXPECT_EQ(sink.text(), "abcd");
}

TEST(ChainedSource, ChainedArchivesReadAsOne) {
  const std::vector<std::string> texts{TarWith("host-a/messages"), TarWith("host-b/messages")};
  ChainedSource source = ChainOf(texts);
  base::ArchiveReader reader(source);
  base::ArchiveMember member;
  std::vector<std::string> names;
  while (true) {
    const auto more = reader.Next(member);
    ASSERT_TRUE(more.ok()) << more.status();
    if (!*more) break;
    names.push_back(member.name);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"host-a/messages", "host-b/messages"}));
}

}  // namespace
}  // namespace sitrep::agent
