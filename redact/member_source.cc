#include "redact/member_source.h"

#include <algorithm>

#include "base/status_macros.h"

namespace sitrep::redact {
namespace {

constexpr size_t kTailBytes = 512;

}  // namespace

absl::StatusOr<size_t> PeekSource::ReadSource(absl::Span<char> buffer) {
  if (!status_.ok()) return status_;
  absl::StatusOr<size_t> count = source_.Read(buffer);
  if (!count.ok()) status_ = count.status();
  return count;
}

absl::StatusOr<std::string_view> PeekSource::Peek(size_t count) {
  size_t size = start_.size();
  start_.resize(std::max(count, size));
  while (size < count) {
    absl::StatusOr<size_t> got = ReadSource(absl::MakeSpan(start_.data() + size, count - size));
    if (!got.ok() || *got == 0) {
      start_.resize(size);
      if (!got.ok()) return got.status();
      break;
    }
    size += *got;
  }
  return std::string_view(start_).substr(0, count);
}

absl::StatusOr<size_t> PeekSource::Read(absl::Span<char> buffer) {
  if (given_ == start_.size()) return ReadSource(buffer);
  const size_t count = std::min(buffer.size(), start_.size() - given_);
  start_.copy(buffer.data(), count, given_);
  given_ += count;
  return count;
}

absl::StatusOr<size_t> CountingSource::Read(absl::Span<char> buffer) {
  if (interrupt_ != nullptr && interrupt_->requested()) return absl::CancelledError("interrupted");
  ASSIGN_OR_RETURN(const size_t count, source_.Read(buffer));
  bytes_ += static_cast<int64_t>(count);
  const size_t last = std::min(count, kTailBytes);
  if (last > 0) {
    tail_.append(buffer.data() + count - last, last);
    if (tail_.size() > kTailBytes) tail_.erase(0, tail_.size() - kTailBytes);
  }
  return count;
}

}  // namespace sitrep::redact
