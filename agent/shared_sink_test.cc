#include "agent/shared_sink.h"

#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace sitrep::agent {
namespace {

// Notices two rows at once, as a sink for one thread must not get them.
class LoneSink : public base::RowSink {
 public:
  absl::Status Append(int, base::Row) override {
    if (busy_.exchange(true)) return absl::InternalError("two rows at once");
    ++rows_;
    const absl::Status status =
        rows_ > limit_ ? absl::ResourceExhaustedError("full") : absl::OkStatus();
    busy_ = false;
    return status;
  }
  int64_t rows() const { return rows_; }
  void set_limit(int64_t limit) { limit_ = limit; }

 private:
  std::atomic<bool> busy_{false};
  int64_t rows_ = 0;
  int64_t limit_ = 1'000'000;
};

constexpr int kThreads = 4;
constexpr int kRows = 2000;

// Each thread's last status.
std::vector<absl::Status> Fill(SharedSink& shared,
                               std::vector<std::unique_ptr<SourceSink>>& sinks) {
  std::vector<absl::Status> last(kThreads);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    sinks.push_back(std::make_unique<SourceSink>(shared));
  }
  for (size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&last, &sinks, i] {
      const std::vector<base::Cell> cells = {base::Cell::Integer(1)};
      for (int row = 0; row < kRows; ++row) last[i] = sinks[i]->Append(0, cells);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return last;
}

TEST(SharedSink, RowsOfManyThreadsComeOneAtATimeAndAreCountedBySource) {
  LoneSink sink;
  SharedSink shared(sink);
  std::vector<std::unique_ptr<SourceSink>> sinks;
  for (const absl::Status& status : Fill(shared, sinks)) EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(sink.rows(), kThreads * kRows);
  for (const auto& one : sinks) EXPECT_EQ(one->rows(), kRows);
}

TEST(SharedSink, TheFirstErrorStopsEverySource) {
  LoneSink sink;
  sink.set_limit(100);
  SharedSink shared(sink);
  std::vector<std::unique_ptr<SourceSink>> sinks;
  for (const absl::Status& status : Fill(shared, sinks)) {
    EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
  }
  EXPECT_TRUE(absl::IsResourceExhausted(shared.status()));
  EXPECT_EQ(sink.rows(), 101);
}

}  // namespace
}  // namespace sitrep::agent
