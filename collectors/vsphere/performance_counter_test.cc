#include "collectors/vsphere/performance_counter.h"

#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "absl/strings/str_cat.h"

namespace sitrep::collectors {
namespace {

std::string Counter(const std::string& key, const std::string& group, const std::string& name,
                    const std::string& rollup, const std::string& unit) {
  return absl::StrCat(
      "<PerfCounterInfo><key>", key, "</key><nameInfo xsi:type=\"ElementDescription\">",
      "<label>L</label><summary>S</summary><key>", name, "</key></nameInfo><groupInfo><key>", group,
      "</key></groupInfo><unitInfo><key>", unit, "</key></unitInfo><rollupType>", rollup,
      "</rollupType><statsType>delta</statsType><level>1</level></PerfCounterInfo>");
}

CounterBook Read(const std::string& counters) {
  pugi::xml_document document;
  document.load_string(absl::StrCat("<val>", counters, "</val>").c_str());
  CounterBook book;
  book.Read(document.first_child());
  return book;
}

TEST(CounterBook, FindsCountersByGroupNameAndRollup) {
  const CounterBook book = Read(Counter("12", "cpu", "ready", "summation", "millisecond") +
                                Counter("2", "cpu", "usage", "average", "percent") +
                                Counter("1", "cpu", "usage", "none", "percent"));
  const CounterFacts* ready = book.Find("cpu.ready.summation");
  ASSERT_NE(ready, nullptr);
  EXPECT_EQ(ready->key, 12);
  EXPECT_EQ(ready->unit, "millisecond");
  EXPECT_EQ(ready->statistics, "delta");
  EXPECT_EQ(ready->level, 1);
  EXPECT_EQ(ready->Divisor(), 1);
  EXPECT_EQ(book.Find("cpu.usage.average")->Divisor(), 100);
  EXPECT_EQ(book.Find("cpu.usage.none"), nullptr);  // nobody asks for it
  EXPECT_EQ(book.Find("mem.usage.average"), nullptr);
}

TEST(CounterBook, KnowsNamesThatHoldADot) {
  const CounterBook book =
      Read(Counter("188", "datastore", "throughput.contention", "average", "millisecond"));
  EXPECT_NE(book.Find("datastore.throughput.contention.average"), nullptr);
}

TEST(CounterBook, TakesNoTextForAWordThatIsNone) {
  const CounterBook book = Read(Counter("12", "cpu", "ready", "summation", "see vcenter.example") +
                                Counter("x", "cpu", "usage", "average", "percent"));
  ASSERT_NE(book.Find("cpu.ready.summation"), nullptr);
  EXPECT_EQ(book.Find("cpu.ready.summation")->unit, "");
  EXPECT_EQ(book.Find("cpu.usage.average"), nullptr);
}

TEST(MeasuredTypes, NeverAskForACluster) {
  for (const MeasuredType& type : MeasuredTypes()) {
    EXPECT_TRUE(type.type == "HostSystem" || type.type == "VirtualMachine" ||
                (type.type == "Datastore" && type.historical && type.vcenter_only))
        << type.type;
    EXPECT_FALSE(type.counters.empty());
    EXPECT_FALSE(type.conditions.empty());
  }
}

}  // namespace
}  // namespace sitrep::collectors
