#ifndef SITREP_BASE_BYTE_STREAM_H_
#define SITREP_BASE_BYTE_STREAM_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace sitrep::base {

// ByteSource gives bytes in order until its end. Threads: one at a time.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills at most buffer.size() bytes and returns how many; 0 means the end. An error is final.
  virtual absl::StatusOr<size_t> Read(absl::Span<char> buffer) = 0;
};

// ByteSink takes bytes in order. Threads: one at a time. An error is final.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual absl::Status Write(std::string_view bytes) = 0;
};

// Bytes in memory. The text must outlive the source.
class StringSource : public ByteSource {
 public:
  explicit StringSource(std::string_view text) : text_(text) {}
  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override;

 private:
  std::string_view text_;
};

// Collects what is written.
class StringSink : public ByteSink {
 public:
  absl::Status Write(std::string_view bytes) override;
  const std::string& text() const { return text_; }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

// Copies `source` to its end into `sink`; returns the number of bytes.
absl::StatusOr<int64_t> Copy(ByteSource& source, ByteSink& sink);

}  // namespace sitrep::base

#endif  // SITREP_BASE_BYTE_STREAM_H_
