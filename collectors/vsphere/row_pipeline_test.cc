#include "collectors/vsphere/row_pipeline.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/table_choice.h"
#include "tests/support/memory_sink.h"

namespace sitrep::collectors {
namespace {

using tests::MemorySink;

// Refuses the row with that number.
class FailingSink : public base::RowSink {
 public:
  explicit FailingSink(int fails_at) : fails_at_(fails_at) {}
  absl::Status Append(int, base::Row) override {
    return ++rows_ == fails_at_ ? absl::ResourceExhaustedError("disk full") : absl::OkStatus();
  }

 private:
  const int fails_at_;
  int rows_ = 0;
};

class RowPipelineTest : public testing::Test {
 protected:
  RowPipelineTest() {
    for (TypePlan& plan : CompilePlans(TablesOfProfile(false))) {
      if (plan.type == "Datacenter") plan_ = plan;
    }
    asked_.assign(plan_.properties.size(), true);
  }
  static Chunk Numbered(int number) {
    return Chunk{absl::StrCat("<objects><obj type=\"Datacenter\">datacenter-", number,
                              "</obj><propSet><name>name</name><val>n", number,
                              "</val></propSet></objects>"),
                 XmlScope()};
  }

  TypePlan plan_;
  std::vector<bool> asked_;
  GapLedger gaps_;
};

TEST_F(RowPipelineTest, DecodesEverythingThatWasPushedBeforeADrain) {
  MemorySink sink;
  Decoder decoder("S", sink, gaps_);
  RowPipeline pipeline(decoder);
  for (int round = 1; round <= 3; ++round) {
    for (int i = 0; i < 200; ++i) {
      Chunk chunk = Numbered(round * 1000 + i);
      ASSERT_TRUE(pipeline.Push(plan_, asked_, chunk).ok());
      EXPECT_TRUE(chunk.xml.empty());
    }
    ASSERT_TRUE(pipeline.Drain().ok());
    EXPECT_EQ(sink.count("datacenter"), round * 200);
    EXPECT_EQ(decoder.objects(), round * 200);
  }
}

TEST_F(RowPipelineTest, AMalformedChunkIsToldOnceAndTheNextUnitIsRead) {
  MemorySink sink;
  Decoder decoder("S", sink, gaps_);
  RowPipeline pipeline(decoder);
  Chunk bad{"<objects><obj>", XmlScope()};
  ASSERT_TRUE(pipeline.Push(plan_, asked_, bad).ok());
  EXPECT_TRUE(absl::IsDataLoss(pipeline.Drain()));
  Chunk good = Numbered(1);
  ASSERT_TRUE(pipeline.Push(plan_, asked_, good).ok());
  EXPECT_TRUE(pipeline.Drain().ok());
  EXPECT_EQ(sink.count("datacenter"), 1);
}

TEST_F(RowPipelineTest, AFullSinkStopsThePushing) {
  FailingSink sink(5);
  Decoder decoder("S", sink, gaps_);
  RowPipeline pipeline(decoder);
  absl::Status status;
  for (int i = 0; i < 1000 && status.ok(); ++i) {
    Chunk chunk = Numbered(i);
    status = pipeline.Push(plan_, asked_, chunk);
  }
  const absl::Status drained = pipeline.Drain();
  EXPECT_TRUE(absl::IsResourceExhausted(status.ok() ? drained : status));
  EXPECT_TRUE(absl::IsResourceExhausted(decoder.sink_status()));
}

TEST_F(RowPipelineTest, EndsWithChunksStillWaiting) {
  MemorySink sink;
  Decoder decoder("S", sink, gaps_);
  RowPipeline pipeline(decoder);
  for (int i = 0; i < 8; ++i) {
    Chunk chunk = Numbered(i);
    ASSERT_TRUE(pipeline.Push(plan_, asked_, chunk).ok());
  }
}

}  // namespace
}  // namespace sitrep::collectors
