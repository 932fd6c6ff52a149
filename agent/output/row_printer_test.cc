#include "agent/output/row_printer.h"

#include <sstream>

#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

std::string Printed(Format format, const ResultTable& table) {
  std::ostringstream out;
  table.Print(format, out);
  return out.str();
}

const ResultTable& Sample() {
  static const auto* table = new ResultTable{{"name", "size"},
                                             {{std::string("a,\"b\""), int64_t{5}},
                                              {std::string(""), {}},
                                              {std::string("line\nend"), 1.5}}};
  return *table;
}

TEST(RowPrinter, TextIsAlignedWithNumbersToTheRight) {
  EXPECT_EQ(Printed(Format::kText, Sample()),
            "name         size\n-----------  ----\na,\"b\"           5\n             "
            "NULL\nline\\x0aend   1.5\n");
}

TEST(RowPrinter, CsvQuotesWhatNeedsItAndTellsNullFromEmpty) {
  EXPECT_EQ(Printed(Format::kCsv, Sample()),
            "name,size\n\"a,\"\"b\"\"\",5\n\"\",\n\"line\nend\",1.5\n");
}

TEST(RowPrinter, JsonIsAnArrayOfObjects) {
  EXPECT_EQ(Printed(Format::kJson, Sample()),
            "[\n  {\"name\": \"a,\\\"b\\\"\", \"size\": 5},\n  {\"name\": \"\", \"size\": null},\n"
            "  {\"name\": \"line\\nend\", \"size\": 1.5}\n]\n");
}

TEST(RowPrinter, NoRowsIsAnEmptyResultAndNoError) {
  const ResultTable table{{"name"}, {}};
  EXPECT_EQ(Printed(Format::kText, table), "name\n----\n");
  EXPECT_EQ(Printed(Format::kCsv, table), "name\n");
  EXPECT_EQ(Printed(Format::kJson, table), "[]\n");
}

TEST(RowPrinter, JsonNamesOfOneObjectDiffer) {
  const ResultTable table{{"name", "name"}, {{int64_t{1}, int64_t{2}}}};
  EXPECT_EQ(Printed(Format::kJson, table), "[\n  {\"name\": 1, \"name_2\": 2}\n]\n");
}

}  // namespace
}  // namespace sitrep::agent
