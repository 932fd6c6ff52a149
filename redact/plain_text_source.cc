#include "redact/plain_text_source.h"

#include <algorithm>
#include <vector>

#include "base/status_macros.h"

namespace sitrep::redact {
namespace {

constexpr size_t kSniffBytes = 4096;
constexpr size_t kReadBytes = 1 << 16;

}  // namespace

TextEncoding EncodingOf(std::string_view start) {
  if (start.substr(0, 2) == "\xff\xfe") return TextEncoding::kUtf16LittleEndian;
  if (start.substr(0, 2) == "\xfe\xff") return TextEncoding::kUtf16BigEndian;
  const size_t pairs = start.size() / 2;
  if (pairs < 2) return TextEncoding::kBytes;
  size_t zero[2] = {0, 0};
  for (size_t i = 0; i < pairs * 2; ++i) zero[i % 2] += start[i] == '\0' ? 1 : 0;
  if (zero[1] * 10 >= pairs * 4 && zero[0] * 20 <= pairs) return TextEncoding::kUtf16LittleEndian;
  if (zero[0] * 10 >= pairs * 4 && zero[1] * 20 <= pairs) return TextEncoding::kUtf16BigEndian;
  return TextEncoding::kBytes;
}

absl::StatusOr<size_t> PlainTextSource::Read(absl::Span<char> buffer) {
  while (given_ == decoded_.size() && !over_) RETURN_IF_ERROR(Fill());
  const size_t count = std::min(buffer.size(), decoded_.size() - given_);
  decoded_.copy(buffer.data(), count, given_);
  given_ += count;
  return count;
}

absl::Status PlainTextSource::Fill() {
  decoded_.clear();
  given_ = 0;
  std::vector<char> bytes(kReadBytes);
  ASSIGN_OR_RETURN(const size_t count, source_.Read(absl::MakeSpan(bytes)));
  bytes_in_ += static_cast<int64_t>(count);
  over_ = count == 0;
  const std::string_view got(bytes.data(), count);
  if (known_) {
    Decode(got);
  } else {
    start_ += got;
    if (start_.size() < kSniffBytes && !over_) return absl::OkStatus();
    known_ = true;
    encoding_ = EncodingOf(std::string_view(start_).substr(0, kSniffBytes));
    Decode(start_);
    start_.clear();
  }
  if (over_ && (half_ >= 0 || surrogate_ != 0)) Append(0xfffd);
  return absl::OkStatus();
}

void PlainTextSource::Decode(std::string_view bytes) {
  if (encoding_ == TextEncoding::kBytes) {
    decoded_.append(bytes);
    const auto end = std::remove(decoded_.begin(), decoded_.end(), '\0');
    nul_bytes_ += decoded_.end() - end;
    decoded_.erase(end, decoded_.end());
    return;
  }
  for (const char c : bytes) {
    const int byte = static_cast<uint8_t>(c);
    if (half_ < 0) {
      half_ = byte;
      continue;
    }
    const bool little = encoding_ == TextEncoding::kUtf16LittleEndian;
    DecodeUnit(static_cast<uint32_t>(little ? byte << 8 | half_ : half_ << 8 | byte));
    half_ = -1;
  }
}

void PlainTextSource::DecodeUnit(uint32_t unit) {
  if (unit == 0xfeff) return;
  if (surrogate_ != 0) {
    const bool pair = unit >= 0xdc00 && unit < 0xe000;
    Append(pair ? 0x10000 + ((surrogate_ - 0xd800) << 10) + (unit - 0xdc00) : 0xfffd);
    surrogate_ = 0;
    if (pair) return;
  }
  if (unit >= 0xd800 && unit < 0xdc00) {
    surrogate_ = unit;
  } else {
    Append(unit >= 0xdc00 && unit < 0xe000 ? 0xfffd : unit);
  }
}

void PlainTextSource::Append(uint32_t point) {
  const auto byte = [this](uint32_t value) { decoded_ += static_cast<char>(value); };
  if (point == 0) {
    ++nul_bytes_;
  } else if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xc0 | point >> 6);
    byte(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    byte(0xe0 | point >> 12);
    byte(0x80 | (point >> 6 & 0x3f));
    byte(0x80 | (point & 0x3f));
  } else {
    byte(0xf0 | point >> 18);
    byte(0x80 | (point >> 12 & 0x3f));
    byte(0x80 | (point >> 6 & 0x3f));
    byte(0x80 | (point & 0x3f));
  }
}

}  // namespace sitrep::redact
