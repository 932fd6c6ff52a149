#include "snapshot/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"

namespace sitrep::snapshot {
namespace {

using base::Cell;

class Query : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = ::testing::TempDir() + "/query-test.sitrep";
    std::filesystem::remove(path_);
    auto writer = SnapshotWriter::Create(path_);
    ASSERT_TRUE(writer.ok()) << writer.status();
    const tables::Table& info = tables::Catalog::Get().table("snapshot_info");
    std::vector<Cell> row(info.columns.size());
    row[0] = Cell::Text("snapshot");
    row[1] = Cell::Integer(1);
    ASSERT_TRUE((*writer)->Append(0, row).ok());
    ASSERT_TRUE((*writer)->Seal().ok());
    reader_.emplace(*SnapshotReader::Open(path_));
  }
  void TearDown() override { std::filesystem::remove(path_); }

  absl::Status Run(std::string_view sql, std::string* out = nullptr) {
    QueryHandler handler;
    handler.columns = [&](const std::vector<std::string>& names) {
      if (out != nullptr) absl::StrAppend(out, names.size(), ":");
      return absl::OkStatus();
    };
    handler.row = [&](base::Row row) {
      if (out != nullptr) absl::StrAppend(out, row[0].integer, ";");
      return absl::OkStatus();
    };
    return RunQuery(*reader_, sql, handler);
  }

  std::string path_;
  std::optional<SnapshotReader> reader_;
};

TEST_F(Query, GivesNamesFirstAndThenRows) {
  std::string out;
  ASSERT_TRUE(
      Run("select format_version, source from snapshot_info union all select 7, 'x'", &out).ok());
  EXPECT_EQ(out, "2:1;7;");
}

TEST_F(Query, RefusesEverythingThatIsNotReading) {
  for (const char* sql :
       {"delete from vm", "drop table vm", "attach 'x' as y", "pragma journal_mode = wal",
        "create table t(a)", "select load_extension('x')", "update vm set name = ''"}) {
    EXPECT_EQ(Run(sql).code(), absl::StatusCode::kPermissionDenied) << sql << ": " << Run(sql);
  }
}

TEST_F(Query, ExplainsAStatementThatDoesNotParse) {
  EXPECT_EQ(Run("selec 1").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Run("select 1; select 2").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Run("").code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace sitrep::snapshot
