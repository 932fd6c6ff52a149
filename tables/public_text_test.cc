#include "tables/public_text.h"

#include <gtest/gtest.h>

namespace sitrep::tables {
namespace {

TEST(PublicText, APatternIsMatchedAsAWholeAndInAnyCase) {
  EXPECT_TRUE(MatchesPattern("TRUE", "true"));
  EXPECT_FALSE(MatchesPattern("true story", "true"));
  EXPECT_FALSE(MatchesPattern("", "true"));
  EXPECT_TRUE(MatchesPattern("", ""));
}

TEST(PublicText, ANumberSignIsOneOrMoreDigits) {
  EXPECT_TRUE(MatchesPattern("1024000", "#"));
  EXPECT_TRUE(MatchesPattern("-1", "-#"));
  EXPECT_TRUE(MatchesPattern("8.0.3", "#.#.#"));
  EXPECT_FALSE(MatchesPattern("", "#"));
  EXPECT_FALSE(MatchesPattern("12 for acme", "#"));
  EXPECT_FALSE(MatchesPattern("8.0.acme", "#.#.#"));
}

TEST(PublicText, AnAtIsOneWord) {
  EXPECT_TRUE(MatchesPattern("VmPoweredOnEvent", "@"));
  EXPECT_FALSE(MatchesPattern("com.acme.Event", "@"));
}

TEST(PublicText, AStarIsWordsOfAProgramAndNoSentence) {
  EXPECT_TRUE(MatchesPattern("esx.problem.net.vmnic-down_2", "esx.*"));
  EXPECT_TRUE(MatchesPattern("ssl3,tls1.1", "ssl*,tls*"));
  EXPECT_TRUE(MatchesPattern("retry=3 min=disabled,disabled,7,7,7", "retry=# min=*,*,*,*,*"));
  EXPECT_FALSE(MatchesPattern("esx.problem of acme", "esx.*"));
  EXPECT_FALSE(MatchesPattern("esx.user@acme.com", "esx.*"));
  EXPECT_FALSE(MatchesPattern("com.acme.esx.problem", "esx.*"));
  EXPECT_FALSE(MatchesPattern("esx.caf\xc3\xa9", "esx.*"));
}

TEST(PublicText, WhatMatchesNoPatternLeavesAsAnAlias) {
  Column column;
  column.redaction = PUBLIC;
  EXPECT_EQ(RedactionOf(column, "anything at all"), PUBLIC);
  column.public_like = {"#", "true"};
  EXPECT_EQ(RedactionOf(column, "7"), PUBLIC);
  EXPECT_EQ(RedactionOf(column, "n-0123456789ab"), ALIAS);
  column.redaction = DROP;
  EXPECT_EQ(RedactionOf(column, "7"), DROP);
}

TEST(PublicText, EveryItemOfAListMustMatch) {
  Column column;
  column.redaction = PUBLIC;
  column.decode = LIST;
  column.public_like = {"VirtualMachine", "HostSystem"};
  EXPECT_EQ(RedactionOf(column, "VirtualMachine"), PUBLIC);
  EXPECT_EQ(RedactionOf(column, "VirtualMachine, HostSystem"), PUBLIC);
  EXPECT_EQ(RedactionOf(column, "VirtualMachine, acme"), ALIAS);
}

TEST(PublicText, NoColumnLetsEverythingThroughThatAnAliasLooksLike) {
  for (const Table& table : Catalog::Get().tables()) {
    for (const Column& column : table.columns) {
      if (column.public_like.empty()) continue;
      const std::string place = table.name + "." + column.name;
      EXPECT_EQ(column.redaction, PUBLIC) << place;
      EXPECT_EQ(column.type, ColumnType::kText) << place;
      EXPECT_EQ(RedactionOf(column, "n-0123456789ab"), ALIAS) << place;
      EXPECT_EQ(RedactionOf(column, "acme.example.com"), ALIAS) << place;
    }
  }
}

}  // namespace
}  // namespace sitrep::tables
