#include "checks/snapshot_fixture.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/sqlite.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"

namespace sitrep::checks {
namespace {

using tables::Catalog;
using tables::Table;

constexpr std::string_view kFirstRows =
    "INSERT INTO snapshot_info (source, format_version, program_version, partial, redacted) "
    "VALUES ('snapshot', 1, '0.1.0', 0, 0);"
    "INSERT INTO source (source, observed_at, version) VALUES ('s1', '2026-01-31T00:00:00.000Z', "
    "'8.0.3');";

void Execute(base::Database& database, std::string_view sql) {
  const absl::Status status = database.Execute(sql);
  ASSERT_TRUE(status.ok()) << status;
}

base::Database OpenToWrite(const std::string& path) {
  auto database = base::Database::Open(path, base::Database::Mode::kReadWrite);
  if (!database.ok()) ADD_FAILURE() << database.status();
  // A test that is cut off needs no file.
  Execute(*database, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
  return *std::move(database);
}

void RenameTable(base::Database& database, const Table& table) {
  std::vector<std::string> values;
  for (const tables::Column& column : table.columns) {
    if (column.redaction == tables::ALIAS) {
      values.push_back(absl::StrCat(column.name, " = alias(", column.name, ")"));
    } else if (column.redaction == tables::DROP) {
      values.push_back(absl::StrCat(column.name, " = NULL"));
    }
  }
  if (values.empty()) return;
  Execute(database, absl::StrCat("UPDATE ", table.name, " SET ", absl::StrJoin(values, ", ")));
}

void Alias(sqlite3_context* context, int, sqlite3_value** arguments) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
  if (text == nullptr) return;
  const auto& alias =
      *static_cast<const std::function<std::string(std::string_view)>*>(sqlite3_user_data(context));
  sqlite3_result_text(context, alias(text).c_str(), -1, SQLITE_TRANSIENT);
}

}  // namespace

SnapshotFixture::SnapshotFixture() {
  std::string pattern = testing::TempDir() + "/sitrep-checks-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) ADD_FAILURE() << pattern;
  directory_ = pattern;
  path_ = directory_ + "/fixture.sitrep";
  auto writer = snapshot::SnapshotWriter::Create(path_);
  if (!writer.ok()) {
    ADD_FAILURE() << writer.status();
    return;
  }
  const absl::Status sealed = (*writer)->Seal();
  EXPECT_TRUE(sealed.ok()) << sealed;
  Insert(kFirstRows);
}

SnapshotFixture::~SnapshotFixture() {
  unlink(path_.c_str());
  rmdir(directory_.c_str());
}

void SnapshotFixture::Insert(std::string_view sql) {
  base::Database database = OpenToWrite(path_);
  Execute(database, sql);
  for (const Table& table : Catalog::Get().tables()) {
    for (const tables::Column& column : table.columns) {
      if (column.expression.empty()) continue;
      Execute(database, absl::StrCat("UPDATE ", table.name, " SET ", column.name, " = (",
                                     column.expression, ")"));
    }
  }
}

void SnapshotFixture::Rename(const std::function<std::string(std::string_view)>& alias) {
  base::Database database = OpenToWrite(path_);
  sqlite3_create_function_v2(database.handle(), "alias", 1, SQLITE_UTF8,
                             const_cast<void*>(static_cast<const void*>(&alias)), Alias, nullptr,
                             nullptr, nullptr);
  for (const Table& table : Catalog::Get().tables()) RenameTable(database, table);
}

snapshot::SnapshotReader SnapshotFixture::Reader() {
  auto reader = snapshot::SnapshotReader::Open(path_);
  if (!reader.ok()) ADD_FAILURE() << reader.status();
  return *std::move(reader);
}

}  // namespace sitrep::checks
