#include "collectors/vsphere/performance_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "base/clock.h"

namespace sitrep::collectors {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// A series with its samples as "time value".
struct Kept {
  std::string object;
  int64_t counter_key = 0;
  std::string instance;
  std::vector<std::string> samples;
};

std::vector<Kept> Read(std::string_view xml, absl::Status* status = nullptr) {
  std::vector<Kept> kept;
  PerformanceAnswer answer([&](PerformanceSeries& series) {
    Kept one{absl::StrCat(series.entity.type, " ", series.entity.value),
             series.counter_key,
             std::string(series.instance),
             {}};
    for (const PerformanceSample& sample : series.samples) {
      one.samples.push_back(
          absl::StrCat(base::TimeToText(sample.at).substr(11, 8), " ", sample.value));
    }
    kept.push_back(std::move(one));
    return absl::OkStatus();
  });
  Chunk chunk;
  chunk.xml = xml;
  const absl::Status read = answer.Read(chunk);
  if (status != nullptr) *status = read;
  return kept;
}

constexpr char kCsv[] = R"(<returnval xsi:type="PerfEntityMetricCSV">
<entity type="VirtualMachine">vm-23</entity>
<sampleInfoCSV>20,2026-11-22T12:00:00Z,20,2026-11-22T12:00:20Z,20,2026-11-22T12:00:40Z</sampleInfoCSV>
<value><id><counterId>12</counterId><instance></instance></id><value>100,-1,300</value></value>
<value><id><counterId>2</counterId><instance>0</instance></id><value>7,,9</value></value>
</returnval>)";

TEST(PerformanceAnswer, ReadsTheCsvFormat) {
  const std::vector<Kept> kept = Read(kCsv);
  ASSERT_THAT(kept, SizeIs(2));
  EXPECT_EQ(kept[0].object, "VirtualMachine vm-23");
  EXPECT_EQ(kept[0].counter_key, 12);
  EXPECT_EQ(kept[0].instance, "");
  EXPECT_THAT(kept[0].samples, ElementsAre("12:00:00 100", "12:00:20 -1", "12:00:40 300"));
  EXPECT_EQ(kept[1].instance, "0");
  EXPECT_THAT(kept[1].samples, ElementsAre("12:00:00 7", "12:00:40 9"));
}

TEST(PerformanceAnswer, ReadsTheNormalFormatThatSomeSourcesGiveAllTheSame) {
  const std::vector<Kept> kept = Read(R"(<returnval xsi:type="PerfEntityMetric">
<entity type="HostSystem">host-9</entity>
<sampleInfo><timestamp>2026-11-22T12:00:40Z</timestamp><interval>20</interval></sampleInfo>
<sampleInfo><timestamp>2026-11-22T12:00:20Z</timestamp><interval>20</interval></sampleInfo>
<value xsi:type="PerfMetricIntSeries"><id><counterId>2</counterId><instance/></id>
<value>5</value><value>6</value></value></returnval>)");
  ASSERT_THAT(kept, SizeIs(1));
  EXPECT_EQ(kept[0].object, "HostSystem host-9");
  EXPECT_THAT(kept[0].samples, ElementsAre("12:00:40 5", "12:00:20 6"));
}

TEST(PerformanceAnswer, ReadsSeveralObjectsWithTimesOfTheirOwnOrShared) {
  const std::string other = R"(<returnval><entity type="VirtualMachine">vm-24</entity>
<sampleInfoCSV>20,2026-11-22T13:00:00Z</sampleInfoCSV>
<value><id><counterId>12</counterId><instance></instance></id><value>4</value></value></returnval>)";
  const std::vector<Kept> kept = Read(absl::StrCat(kCsv, kCsv, other, kCsv));
  ASSERT_THAT(kept, SizeIs(7));
  EXPECT_EQ(kept[0].samples, kept[2].samples);
  EXPECT_THAT(kept[4].samples, ElementsAre("13:00:00 4"));
  EXPECT_EQ(kept[5].samples, kept[0].samples);
}

TEST(PerformanceAnswer, TakesAnObjectWithoutSamplesForThat) {
  EXPECT_THAT(Read(R"(<returnval><entity type="VirtualMachine">vm-1</entity></returnval>)"),
              IsEmpty());
  const std::vector<Kept> kept = Read(R"(<returnval><entity type="VirtualMachine">vm-1</entity>
<sampleInfoCSV></sampleInfoCSV><value><id><counterId>2</counterId><instance/></id></value>
</returnval>)");
  ASSERT_THAT(kept, SizeIs(1));
  EXPECT_THAT(kept[0].samples, IsEmpty());
}

TEST(PerformanceAnswer, LosesWhatDoesNotParseAndNoMore) {
  const std::vector<Kept> kept = Read(R"(<returnval><entity type="Datastore">ds-1</entity>
<sampleInfoCSV>300,yesterday,300,2026-11-22T12:05:00Z,x,2026-11-22T12:10:00Z,300</sampleInfoCSV>
<value><id><counterId>many</counterId><instance/></id><value>1,2,3</value></value>
<value><id><counterId>2</counterId><instance/></id><value>1,2,3</value></value>
<value><id><counterId>3</counterId><instance/></id><value>1,two,3</value></value></returnval>)");
  ASSERT_THAT(kept, SizeIs(2));
  EXPECT_THAT(kept[0].samples, ElementsAre("12:05:00 2"));
  EXPECT_THAT(kept[1].samples, IsEmpty());
}

TEST(PerformanceAnswer, DoesNotGuessWhichTimesTooFewOrTooManyValuesBelongTo) {
  for (const char* values : {"1,2", "1,2,3,4", ""}) {
    const std::vector<Kept> kept =
        Read(absl::StrCat(R"(<returnval><entity type="Datastore">ds</entity>
<sampleInfoCSV>300,2026-11-22T12:00:00Z,300,2026-11-22T12:05:00Z,300,2026-11-22T12:10:00Z</sampleInfoCSV>
<value><id><counterId>2</counterId><instance/></id><value>)",
                          values, "</value></value></returnval>"));
    ASSERT_THAT(kept, SizeIs(1));
    EXPECT_THAT(kept[0].samples, IsEmpty()) << values;
  }
}

TEST(PerformanceAnswer, RefusesWhatIsNoXml) {
  absl::Status status;
  Read("<returnval><entity>", &status);
  EXPECT_TRUE(absl::IsDataLoss(status)) << status;
}

}  // namespace
}  // namespace sitrep::collectors
