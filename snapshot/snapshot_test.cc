#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/file.h"
#include "snapshot/reader.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"

namespace sitrep::snapshot {
namespace {

using base::Cell;
using ::testing::HasSubstr;

class Snapshot : public ::testing::Test {
 protected:
  Snapshot() {
    folder_ = ::testing::TempDir() + "/snapshot-" +
              ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    path_ = folder_ + "/a.sitrep";
  }
  ~Snapshot() override { std::filesystem::remove_all(folder_); }

  static std::vector<Cell> RowOf(std::string_view table, const std::map<std::string, Cell>& cells) {
    const tables::Table& declaration = tables::Catalog::Get().table(table);
    std::vector<Cell> row(declaration.columns.size());
    for (const auto& [name, cell] : cells)
      row.at(static_cast<size_t>(declaration.Find(name))) = cell;
    return row;
  }
  static absl::Status Append(SnapshotWriter& writer, std::string_view table,
                             const std::map<std::string, Cell>& cells) {
    return writer.Append(tables::Catalog::Get().Find(table), RowOf(table, cells));
  }
  static absl::Status AppendInfo(SnapshotWriter& writer, int64_t version = 1) {
    return Append(writer, "snapshot_info",
                  {{"source", Cell::Text("snapshot")}, {"format_version", Cell::Integer(version)}});
  }

  std::string folder_;
  std::string path_;
};

TEST_F(Snapshot, IsPartialUntilItIsSealedAndThenReadsBackWhatWasWritten) {
  auto writer = SnapshotWriter::Create(path_);
  ASSERT_TRUE(writer.ok()) << writer.status();
  ASSERT_TRUE(AppendInfo(**writer).ok());
  ASSERT_TRUE(Append(**writer, "host",
                     {{"source", Cell::Text("s")},
                      {"moid", Cell::Text("host-1")},
                      {"memory_bytes", Cell::Integer(5)},
                      {"name", Cell::Text("")}})
                  .ok());
  EXPECT_FALSE(base::FileExists(path_));
  EXPECT_TRUE(base::FileExists(path_ + ".partial"));
  ASSERT_TRUE((*writer)->Seal().ok());
  EXPECT_FALSE(base::FileExists(path_ + ".partial"));
  auto reader = SnapshotReader::Open(path_);
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_EQ(*reader->database().Integer(
                "select memory_bytes from host where moid = 'host-1' and name = ''"),
            5);
  EXPECT_EQ(*reader->database().Integer("select count(*) from host where version is null"), 1);
  EXPECT_TRUE(reader->Has("host", "memory_bytes"));
  EXPECT_FALSE(reader->Has("host", "colour"));
}

TEST_F(Snapshot, IsReadableByItsOwnerOnly) {
  auto writer = SnapshotWriter::Create(path_);
  ASSERT_TRUE(AppendInfo(**writer).ok());
  ASSERT_TRUE((*writer)->Seal().ok());
  struct stat info;
  ASSERT_EQ(stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST_F(Snapshot, LeavesNothingBehindWhenItIsNotSealed) {
  {
    auto writer = SnapshotWriter::Create(path_);
    ASSERT_TRUE(AppendInfo(**writer).ok());
  }
  EXPECT_THAT(*base::ListDirectory(folder_), ::testing::IsEmpty());
}

TEST_F(Snapshot, IsNeverOverwritten) {
  ASSERT_TRUE(base::WriteFileAtomically(path_, "mine").ok());
  EXPECT_EQ(SnapshotWriter::Create(path_).status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(*base::ReadFile(path_), "mine");
}

TEST_F(Snapshot, ComputesExpressionColumnsFromTheRowsOwnCells) {
  auto writer = SnapshotWriter::Create(path_);
  ASSERT_TRUE(AppendInfo(**writer).ok());
  const auto vm = [&](const char* moid, const char* name, const char* file) {
    return Append(**writer, "vm",
                  {{"source", Cell::Text("s")},
                   {"moid", Cell::Text(moid)},
                   {"name", Cell::Text(name)},
                   {"configuration_file", Cell::Text(file)}});
  };
  ASSERT_TRUE(vm("vm-1", "web", "[ds] web/web.vmx").ok());
  ASSERT_TRUE(vm("vm-2", "web", "[ds] old/web.vmx").ok());
  ASSERT_TRUE(vm("vm-3", "web", "").ok());
  ASSERT_TRUE(Append(**writer, "vm_disk",
                     {{"source", Cell::Text("s")},
                      {"vm_moid", Cell::Text("vm-1")},
                      {"device_key", Cell::Integer(2000)},
                      {"file", Cell::Text("[ds] web/web-000001.vmdk")}})
                  .ok());
  ASSERT_TRUE((*writer)->Seal().ok());
  auto reader = SnapshotReader::Open(path_);
  auto& database = reader->database();
  EXPECT_EQ(*database.Integer("select folder_differs_from_name from vm where moid = 'vm-1'"), 0);
  EXPECT_EQ(*database.Integer("select folder_differs_from_name from vm where moid = 'vm-2'"), 1);
  EXPECT_EQ(
      *database.Integer("select folder_differs_from_name is null from vm where moid = 'vm-3'"), 1);
  EXPECT_EQ(*database.Integer("select delta_file from vm_disk"), 1);
}

TEST_F(Snapshot, KeepsTheLastRowOfAnObjectSeenTwice) {
  auto writer = SnapshotWriter::Create(path_);
  ASSERT_TRUE(AppendInfo(**writer).ok());
  for (int64_t memory : {1, 2}) {
    ASSERT_TRUE(Append(**writer, "host",
                       {{"source", Cell::Text("s")},
                        {"moid", Cell::Text("host-1")},
                        {"memory_bytes", Cell::Integer(memory)}})
                    .ok());
  }
  ASSERT_TRUE((*writer)->Seal().ok());
  EXPECT_EQ(*SnapshotReader::Open(path_)->database().Integer("select sum(memory_bytes) from host"),
            2);
}

TEST_F(Snapshot, RefusesARowWithoutItsKeyOrOfTheWrongWidth) {
  auto writer = SnapshotWriter::Create(path_);
  EXPECT_THAT(std::string(Append(**writer, "host", {{"source", Cell::Text("s")}}).message()),
              HasSubstr("moid"));
  EXPECT_EQ((*writer)->Append(0, std::vector<Cell>(1)).code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(Snapshot, RefusesAFileOfANewerFormatThatIsNoSnapshotOrDamaged) {
  auto writer = SnapshotWriter::Create(path_);
  ASSERT_TRUE(AppendInfo(**writer, 99).ok());
  ASSERT_TRUE((*writer)->Seal().ok());
  EXPECT_THAT(std::string(SnapshotReader::Open(path_).status().message()), HasSubstr("99"));
  const std::string text = folder_ + "/text.sitrep";
  ASSERT_TRUE(base::WriteFileAtomically(text, std::string(5000, 'x')).ok());
  EXPECT_EQ(SnapshotReader::Open(text).status().code(), absl::StatusCode::kDataLoss);
  const std::string empty = folder_ + "/empty.sitrep";
  ASSERT_TRUE(base::WriteFileAtomically(empty, "").ok());
  EXPECT_EQ(SnapshotReader::Open(empty).status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(SnapshotReader::Open(folder_ + "/none").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace sitrep::snapshot
