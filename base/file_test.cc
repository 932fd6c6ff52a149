#include "base/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

namespace sitrep::base {
namespace {

class File : public ::testing::Test {
 protected:
  File() : folder_(::testing::TempDir() + "/file-test") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~File() override { std::filesystem::remove_all(folder_); }
  std::string folder_;
};

TEST_F(File, IsWrittenWholeWithTheModeAskedFor) {
  const std::string path = folder_ + "/a";
  ASSERT_TRUE(WriteFileAtomically(path, "one").ok());
  ASSERT_TRUE(WriteFileAtomically(path, "two", 0644).ok());
  EXPECT_EQ(*ReadFile(path), "two");
  struct stat info;
  stat(path.c_str(), &info);
  EXPECT_EQ(info.st_mode & 0777, 0644u);
  EXPECT_THAT(*ListDirectory(folder_), ::testing::ElementsAre("a"));
}

TEST_F(File, ErrorNamesThePath) {
  EXPECT_EQ(ReadFile(folder_ + "/none").status().code(), absl::StatusCode::kNotFound);
  EXPECT_NE(ReadFile(folder_ + "/none").status().message().find("/none"), absl::string_view::npos);
  EXPECT_FALSE(WriteFileAtomically(folder_ + "/no/such/folder", "x").ok());
}

TEST_F(File, SourceReadsFromWhereItWasSentTo) {
  const std::string path = folder_ + "/a";
  ASSERT_TRUE(WriteFileAtomically(path, "0123456789").ok());
  auto source = FileSource::Open(path);
  ASSERT_TRUE(source->Seek(7).ok());
  StringSink sink;
  ASSERT_TRUE(Copy(*source, sink).ok());
  EXPECT_EQ(sink.text(), "789");
}

TEST_F(File, FoldersAreMadeWithThoseAboveThem) {
  ASSERT_TRUE(MakeDirectories(folder_ + "/x/y/z").ok());
  ASSERT_TRUE(MakeDirectories(folder_ + "/x/y/z").ok());
  EXPECT_TRUE(FileExists(folder_ + "/x/y/z"));
}

TEST(PathName, IsSplitAtTheLastSlash) {
  EXPECT_EQ(DirectoryOf("/a/b"), "/a");
  EXPECT_EQ(DirectoryOf("/a"), "/");
  EXPECT_EQ(DirectoryOf("a"), ".");
  EXPECT_EQ(NameOf("/a/b"), "b");
}

}  // namespace
}  // namespace sitrep::base
