#include "base/sqlite.h"

#include <gtest/gtest.h>

namespace sitrep::base {
namespace {

TEST(Database, GivesBackWhatWasBound) {
  auto database = Database::OpenInMemory();
  ASSERT_TRUE(database.ok());
  ASSERT_TRUE(database->Execute("create table t(a any, b text) strict").ok());
  auto insert = database->Prepare("insert into t values (?, ?)");
  ASSERT_TRUE(insert.ok());
  for (const Cell& cell :
       {Cell::Null(), Cell::Integer(-1), Cell::Real(0.5), Cell::Text(""), Cell::Text("x\0y")}) {
    insert->Bind(1, cell).Bind(2, Cell::Null());
    ASSERT_TRUE(insert->Run().ok());
  }
  auto select = database->Prepare("select a from t order by rowid");
  for (const Cell& cell :
       {Cell::Null(), Cell::Integer(-1), Cell::Real(0.5), Cell::Text(""), Cell::Text("x\0y")}) {
    ASSERT_TRUE(*select->Step());
    EXPECT_EQ(select->Value(0), cell);
  }
  EXPECT_FALSE(*select->Step());
}

TEST(Database, SaysWhatIsWrong) {
  auto database = Database::OpenInMemory();
  EXPECT_EQ(database->Execute("nonsense").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(database->Prepare("select 1; select 2").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(database->Prepare("  ").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(database->Integer("select 1 where 0").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Database::Open("/nonexistent/x.db", Database::Mode::kReadOnly).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(Quoting, SurvivesItsOwnQuotes) {
  auto database = Database::OpenInMemory();
  EXPECT_EQ(*database->Integer("select length(" + QuoteText("it's") + ")"), 4);
  EXPECT_TRUE(database->Execute("create table " + QuoteIdentifier("a\"b") + "(c)").ok());
}

}  // namespace
}  // namespace sitrep::base
