#include "snapshot/revision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "base/file.h"
#include "snapshot/reader.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"

namespace sitrep::snapshot {
namespace {

using base::Cell;

int TableOf(std::string_view table) { return tables::Catalog::Get().Find(table); }
int ColumnOf(std::string_view table, std::string_view column) {
  return tables::Catalog::Get().table(table).Find(column);
}

std::vector<Cell> RowOf(std::string_view table, const std::map<std::string, Cell>& cells) {
  std::vector<Cell> row(tables::Catalog::Get().table(table).columns.size());
  for (const auto& [name, cell] : cells) row.at(static_cast<size_t>(ColumnOf(table, name))) = cell;
  return row;
}

std::vector<Cell> VmRow(std::string_view moid, std::string_view name, int64_t memory) {
  return RowOf("vm", {{"source", Cell::Text("s")},
                      {"moid", Cell::Text(moid)},
                      {"name", Cell::Text(name)},
                      {"memory_bytes", Cell::Integer(memory)},
                      {"configuration_file", Cell::Text("[store] web/web.vmx")}});
}

std::vector<Cell> DiskRow(std::string_view moid, int64_t key) {
  return RowOf("vm_disk", {{"source", Cell::Text("s")},
                           {"vm_moid", Cell::Text(moid)},
                           {"device_key", Cell::Integer(key)}});
}

class RevisionTest : public ::testing::Test {
 protected:
  RevisionTest() {
    folder_ = ::testing::TempDir() + "/revision-" +
              ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    first_ = folder_ + "/first.sitrep";
    second_ = folder_ + "/second.sitrep";
  }
  ~RevisionTest() override { std::filesystem::remove_all(folder_); }

  void SealFirst(bool redacted = false) {
    auto writer = SnapshotWriter::Create(first_);
    ASSERT_TRUE(writer.ok()) << writer.status();
    const auto append = [&](std::string_view table, const std::vector<Cell>& row) {
      ASSERT_TRUE((*writer)->Append(TableOf(table), row).ok());
    };
    append("snapshot_info", RowOf("snapshot_info", {{"source", Cell::Text("snapshot")},
                                                    {"format_version", Cell::Integer(1)},
                                                    {"redacted", Cell::Boolean(redacted)}}));
    append("vm", VmRow("vm-1", "web", 1));
    append("vm", VmRow("vm-2", "db", 2));
    append("vm_disk", DiskRow("vm-1", 2000));
    append("vm_disk", DiskRow("vm-1", 2001));
    append("vm_disk", DiskRow("vm-2", 2000));
    ASSERT_TRUE((*writer)->Seal().ok());
  }
  static int64_t Number(const std::string& path, const std::string& sql) {
    auto reader = SnapshotReader::Open(path);
    EXPECT_TRUE(reader.ok()) << reader.status();
    const auto number = reader->database().Integer(sql);
    EXPECT_TRUE(number.ok()) << number.status();
    return number.value_or(-1);
  }

  std::string folder_;
  std::string first_;
  std::string second_;
};

TEST_F(RevisionTest, HoldsTheEarlierRowsAndTheChangesAndLeavesTheEarlierFileAlone) {
  SealFirst();
  const std::string before = *base::ReadFile(first_);
  auto revision = SnapshotRevision::Revise(first_, second_);
  ASSERT_TRUE(revision.ok()) << revision.status();
  ASSERT_TRUE((*revision)
                  ->RemoveObject(TableOf("vm_disk"), "s", ColumnOf("vm_disk", "vm_moid"), "vm-1")
                  .ok());
  ASSERT_TRUE((*revision)->Append(TableOf("vm_disk"), DiskRow("vm-1", 2002)).ok());
  ASSERT_TRUE((*revision)->Append(TableOf("vm"), VmRow("vm-3", "new", 3)).ok());
  EXPECT_FALSE(base::FileExists(second_));
  EXPECT_EQ((*revision)->changed_rows(), 4);
  ASSERT_TRUE((*revision)->Seal().ok());
  EXPECT_EQ(*base::ReadFile(first_), before);
  EXPECT_EQ(Number(second_, "select count(*) from vm"), 3);
  EXPECT_EQ(Number(second_, "select sum(device_key) from vm_disk where vm_moid = 'vm-1'"), 2002);
  EXPECT_EQ(Number(second_, "select count(*) from vm_disk where vm_moid = 'vm-2'"), 1);
  EXPECT_EQ(std::filesystem::status(second_).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(RevisionTest, PatchesCellsAndComputesWhatFollowsFromThem) {
  SealFirst();
  auto revision = SnapshotRevision::Revise(first_, second_);
  ASSERT_TRUE(revision.ok());
  std::vector<bool> columns(tables::Catalog::Get().table("vm").columns.size());
  columns[static_cast<size_t>(ColumnOf("vm", "name"))] = true;
  ASSERT_TRUE((*revision)->Patch(TableOf("vm"), VmRow("vm-1", "renamed", 77), columns).ok());
  EXPECT_EQ((*revision)->Patch(TableOf("vm"), VmRow("vm-9", "no", 0), columns).code(),
            absl::StatusCode::kNotFound);
  ASSERT_TRUE((*revision)->Seal().ok());
  EXPECT_EQ(Number(second_,
                   "select memory_bytes from vm where name = 'renamed' and configuration_file = "
                   "'[store] web/web.vmx'"),
            1);
  for (const tables::Column& column : tables::Catalog::Get().table("vm").columns) {
    if (column.expression.empty()) continue;
    const std::string sql =
        "select (" + column.expression + ") is " + column.name + " from vm where moid = 'vm-1'";
    EXPECT_EQ(Number(second_, sql), 1) << column.name;
  }
}

TEST_F(RevisionTest, RemovesASourceOrATableOfIt) {
  SealFirst();
  auto revision = SnapshotRevision::Revise(first_, second_);
  ASSERT_TRUE(revision.ok());
  ASSERT_TRUE((*revision)->RemoveRows(TableOf("vm_disk"), "other").ok());
  EXPECT_EQ((*revision)->changed_rows(), 0);
  ASSERT_TRUE((*revision)->RemoveRows(TableOf("vm_disk"), "s").ok());
  EXPECT_EQ((*revision)->changed_rows(), 3);
  ASSERT_TRUE((*revision)->RemoveSource("s").ok());
  ASSERT_TRUE((*revision)->Seal().ok());
  EXPECT_EQ(Number(second_, "select count(*) from vm"), 0);
  EXPECT_EQ(Number(second_, "select count(*) from snapshot_info"), 1);
}

TEST_F(RevisionTest, IsGoneWhenItIsNotSealed) {
  SealFirst();
  {
    auto revision = SnapshotRevision::Revise(first_, second_);
    ASSERT_TRUE(revision.ok());
    EXPECT_TRUE(base::FileExists(second_ + ".partial"));
  }
  EXPECT_FALSE(base::FileExists(second_ + ".partial"));
  EXPECT_FALSE(base::FileExists(second_));
}

TEST_F(RevisionTest, BeginsEmptyWithoutAnEarlierFile) {
  auto revision = SnapshotRevision::Create(second_);
  ASSERT_TRUE(revision.ok());
  ASSERT_TRUE((*revision)->RemoveSource("s").ok());
  ASSERT_TRUE((*revision)->Append(TableOf("vm"), VmRow("vm-1", "web", 1)).ok());
  ASSERT_TRUE((*revision)
                  ->Append(TableOf("snapshot_info"),
                           RowOf("snapshot_info", {{"source", Cell::Text("snapshot")},
                                                   {"format_version", Cell::Integer(1)}}))
                  .ok());
  ASSERT_TRUE((*revision)->Seal().ok());
  EXPECT_EQ(Number(second_, "select count(*) from vm"), 1);
}

TEST_F(RevisionTest, RefusesWhatItCannotBuildUponOrWouldOverwrite) {
  EXPECT_EQ(SnapshotRevision::Revise(first_, second_).status().code(), absl::StatusCode::kNotFound);
  SealFirst(/*redacted=*/true);
  EXPECT_EQ(SnapshotRevision::Revise(first_, second_).status().code(),
            absl::StatusCode::kFailedPrecondition);
  std::filesystem::remove(first_);
  SealFirst();
  EXPECT_EQ(SnapshotRevision::Revise(first_, first_).status().code(),
            absl::StatusCode::kAlreadyExists);
  {
    auto database = base::Database::Open(first_, base::Database::Mode::kReadWrite);
    ASSERT_TRUE(database->Execute("ALTER TABLE vm ADD COLUMN later TEXT").ok());
  }
  EXPECT_EQ(SnapshotRevision::Revise(first_, second_).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_FALSE(base::FileExists(second_ + ".partial"));
}

}  // namespace
}  // namespace sitrep::snapshot
