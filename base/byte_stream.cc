#include "base/byte_stream.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace sitrep::base {

absl::StatusOr<size_t> StringSource::Read(absl::Span<char> buffer) {
  const size_t count = std::min(buffer.size(), text_.size());
  std::memcpy(buffer.data(), text_.data(), count);
  text_.remove_prefix(count);
  return count;
}

absl::Status StringSink::Write(std::string_view bytes) {
  text_.append(bytes);
  return absl::OkStatus();
}

absl::StatusOr<int64_t> Copy(ByteSource& source, ByteSink& sink) {
  std::vector<char> buffer(1 << 16);
  int64_t total = 0;
  while (true) {
    absl::StatusOr<size_t> count = source.Read(absl::MakeSpan(buffer));
    if (!count.ok()) return count.status();
    if (*count == 0) return total;
    absl::Status status = sink.Write(std::string_view(buffer.data(), *count));
    if (!status.ok()) return status;
    total += static_cast<int64_t>(*count);
  }
}

}  // namespace sitrep::base
