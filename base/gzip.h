#ifndef SITREP_BASE_GZIP_H_
#define SITREP_BASE_GZIP_H_

#include <memory>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/byte_stream.h"

namespace sitrep::base {

// GzipSource inflates a gzip stream (also several, one after the other) as it is read.
//
// Ownership: `source` must outlive it. Threads: one. Failure: DATA_LOSS when the stream is damaged
// or cut; bytes given before were right but for the check sum, which stands at the end.
class GzipSource : public ByteSource {
 public:
  explicit GzipSource(ByteSource& source);
  ~GzipSource() override;
  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// GzipSink deflates into a gzip stream without time or name: same bytes in, same bytes out.
//
// Lifecycle: Write(), then Finish(); without it the stream is cut. Ownership: `sink` must outlive
// it. Threads: one.
class GzipSink : public ByteSink {
 public:
  explicit GzipSink(ByteSink& sink);
  ~GzipSink() override;
  absl::Status Write(std::string_view bytes) override;
  absl::Status Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// True when the bytes begin like a gzip stream.
bool LooksLikeGzip(std::string_view start);

}  // namespace sitrep::base

#endif  // SITREP_BASE_GZIP_H_
