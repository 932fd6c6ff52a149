#include "base/byte_pipe.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace sitrep::base {
namespace {

TEST(BytePipe, CarriesBytesInOrderThroughASmallWindow) {
  BytePipe pipe(100);
  std::thread writer([&pipe] {
    for (int i = 0; i < 10'000; ++i) ASSERT_TRUE(pipe.Write("0123456789").ok());
    pipe.CloseWrite(absl::OkStatus());
  });
  StringSink sink;
  ASSERT_EQ(*Copy(pipe, sink), 100'000);
  writer.join();
  EXPECT_EQ(sink.text().substr(99'990), "0123456789");
}

TEST(BytePipe, TellsTheReaderWhyTheWriterStopped) {
  BytePipe pipe(100);
  ASSERT_TRUE(pipe.Write("abc").ok());
  pipe.CloseWrite(absl::UnavailableError("cut"));
  std::vector<char> buffer(10);
  EXPECT_EQ(*pipe.Read(absl::MakeSpan(buffer)), 3u);
  EXPECT_EQ(pipe.Read(absl::MakeSpan(buffer)).status().code(), absl::StatusCode::kUnavailable);
}

TEST(BytePipe, FreesAWriterWhoseReaderHasGone) {
  BytePipe pipe(1);
  absl::Status status;
  std::thread writer([&] {
    do status = pipe.Write("xx");
    while (status.ok());
  });
  pipe.CloseRead();
  writer.join();
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace sitrep::base
