#include "base/gzip.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "absl/strings/str_cat.h"

namespace sitrep::base {
namespace {

// Gives at most `piece` bytes at a time.
class SlowSource : public ByteSource {
 public:
  SlowSource(std::string_view text, size_t piece) : text_(text), piece_(piece) {}
  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override {
    const size_t count = std::min({piece_, buffer.size(), text_.size()});
    text_.copy(buffer.data(), count);
    text_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view text_;
  size_t piece_;
};

std::string Deflate(std::string_view text) {
  StringSink sink;
  GzipSink gzip(sink);
  EXPECT_TRUE(gzip.Write(text).ok());
  EXPECT_TRUE(gzip.Finish().ok());
  return sink.Take();
}

absl::StatusOr<std::string> Inflate(std::string_view bytes, size_t piece = 1 << 20) {
  SlowSource source(bytes, piece);
  GzipSource gzip(source);
  StringSink sink;
  absl::StatusOr<int64_t> count = Copy(gzip, sink);
  if (!count.ok()) return count.status();
  return sink.Take();
}

std::string Sample(size_t lines) {
  std::mt19937_64 random(7);
  std::string text;
  for (size_t i = 0; i < lines; ++i) absl::StrAppend(&text, "line ", i, " value ", random(), "\n");
  return text;
}

TEST(Gzip, InflatesWhatItDeflated) {
  const std::string text = Sample(20000);
  for (const size_t piece : {size_t{1}, size_t{7}, size_t{65536}, size_t{1} << 20}) {
    EXPECT_EQ(*Inflate(Deflate(text), piece), text) << piece;
  }
}

TEST(Gzip, KeepsAnEmptyText) { EXPECT_EQ(*Inflate(Deflate("")), ""); }

TEST(Gzip, DeflatesTheSameBytesForTheSameText) {
  EXPECT_EQ(Deflate(Sample(100)), Deflate(Sample(100)));
}

TEST(Gzip, InflatesSeveralStreamsAndPadding) {
  const std::string two = Deflate("one ") + Deflate("two") + std::string(512, '\0');
  EXPECT_EQ(*Inflate(two), "one two");
  EXPECT_EQ(*Inflate(two, 1), "one two");
}

TEST(Gzip, SaysThatAStreamIsCutAtEveryLength) {
  const std::string whole = Deflate(Sample(50));
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(Inflate(whole.substr(0, size)).status().code(), absl::StatusCode::kDataLoss) << size;
  }
}

TEST(Gzip, NoticesAWrongCheckSum) {
  std::string bytes = Deflate(Sample(50));
  bytes[bytes.size() - 6] ^= 1;
  EXPECT_EQ(Inflate(bytes).status().code(), absl::StatusCode::kDataLoss);
}

TEST(Gzip, RefusesWhatIsNoGzipStream) {
  EXPECT_EQ(Inflate("plain text, not gzip").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_FALSE(LooksLikeGzip("plain"));
  EXPECT_TRUE(LooksLikeGzip(Deflate("x")));
}

}  // namespace
}  // namespace sitrep::base
