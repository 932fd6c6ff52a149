#ifndef SITREP_REDACT_MEMBER_SOURCE_H_
#define SITREP_REDACT_MEMBER_SOURCE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_stream.h"
#include "base/interrupt.h"

namespace sitrep::redact {

// Small sources that the bundle redactor puts one behind the other. Each: the source must outlive
// it; one thread.

// PeekSource lets its start be looked at before it is read. It keeps the source's first error, so
// that it can be told from the error of whoever reads.
class PeekSource : public base::ByteSource {
 public:
  explicit PeekSource(base::ByteSource& source) : source_(source) {}
  // The first `count` bytes, or all there are. Only before reading.
  absl::StatusOr<std::string_view> Peek(size_t count);
  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override;
  const absl::Status& status() const { return status_; }

 private:
  absl::StatusOr<size_t> ReadSource(absl::Span<char> buffer);

  base::ByteSource& source_;
  std::string start_;
  size_t given_ = 0;
  absl::Status status_;
};

// CountingSource counts, remembers the last bytes, and ends with CANCELLED when `interrupt` (may be
// null) is requested.
class CountingSource : public base::ByteSource {
 public:
  CountingSource(base::ByteSource& source, const base::Interrupt* interrupt)
      : source_(source), interrupt_(interrupt) {}
  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override;
  int64_t bytes() const { return bytes_; }
  // At most the last 512.
  const std::string& tail() const { return tail_; }

 private:
  base::ByteSource& source_;
  const base::Interrupt* interrupt_;
  int64_t bytes_ = 0;
  std::string tail_;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_MEMBER_SOURCE_H_
