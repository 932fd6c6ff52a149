#include "tables/catalog.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace sitrep::tables {
namespace {

TEST(Catalog, EveryTableHasAKeyThatBeginsWithSource) {
  for (const Table& table : Catalog::Get().tables()) {
    ASSERT_FALSE(table.key.empty()) << table.name;
    EXPECT_EQ(table.columns[static_cast<size_t>(table.key[0])].name, "source") << table.name;
  }
}

TEST(Catalog, EveryNameIsPlainAndUsedOnce) {
  const std::regex plain("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  std::set<std::string> names;
  for (const Table& table : Catalog::Get().tables()) {
    EXPECT_TRUE(std::regex_match(table.name, plain)) << table.name;
    EXPECT_TRUE(names.insert(table.name).second) << table.name;
    for (const Column& column : table.columns) {
      EXPECT_TRUE(std::regex_match(column.name, plain)) << table.name << "." << column.name;
    }
  }
}

TEST(Catalog, EveryNumberHasAUnitAndEveryUnitShowsInTheName) {
  for (const Table& table : Catalog::Get().tables()) {
    for (const Column& column : table.columns) {
      const std::string place = table.name + "." + column.name;
      if (column.type != ColumnType::kInteger && column.type != ColumnType::kReal) continue;
      EXPECT_FALSE(column.unit.empty()) << place;
      for (const char* unit : {"bytes", "mhz", "seconds"}) {
        if (column.unit == unit) {
          EXPECT_TRUE(column.name.ends_with(std::string("_") + unit)) << place;
        }
      }
    }
  }
}

TEST(Catalog, EveryColumnOfACollectedTableHasAPathOrAnExpression) {
  for (const Table& table : Catalog::Get().tables()) {
    if (table.objects.empty() || !table.reader.empty()) continue;
    for (const Column& column : table.columns) {
      EXPECT_NE(column.path_text.empty(), column.expression.empty())
          << table.name << "." << column.name;
    }
  }
}

TEST(Catalog, TextThatPeopleWroteNeverLeaves) {
  for (const Table& table : Catalog::Get().tables()) {
    for (const Column& column : table.columns) {
      const std::string& name = column.name;
      if (name == "annotation" || name == "description") {
        EXPECT_EQ(column.redaction, DROP) << table.name << "." << name;
      }
      if (name == "name" && table.name != "host_sensor") {
        EXPECT_EQ(column.redaction, ALIAS) << table.name << "." << name;
      }
      if (name.ends_with("moid") || name.ends_with("uuid") || name == "source") {
        const Redaction expected = table.name == "snapshot_info" ? PUBLIC : ALIAS;
        EXPECT_EQ(column.redaction, expected) << table.name << "." << name;
      }
    }
  }
}

TEST(Catalog, ATableThatRefersToAnotherComesAfterIt) {
  const Catalog& catalog = Catalog::Get();
  for (const Table& table : catalog.tables()) {
    if (table.references_table.empty()) continue;
    EXPECT_LT(catalog.Find(table.references_table), catalog.Find(table.name)) << table.name;
    EXPECT_GE(catalog.table(table.references_table).Find(table.references_column), 0) << table.name;
  }
}

TEST(Catalog, FindsNothingUnderAnUnknownName) {
  EXPECT_EQ(Catalog::Get().Find("spaceship"), -1);
  EXPECT_EQ(Catalog::Get().table("host").Find("spaceship"), -1);
}

}  // namespace
}  // namespace sitrep::tables
