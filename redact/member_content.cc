#include "redact/member_content.h"

#include <algorithm>

#include "base/gzip.h"
#include "base/status_macros.h"
#include "redact/plain_text_source.h"

namespace sitrep::redact {
namespace {

constexpr int kBlockBytes = 4096;
// Text has next to none of these; random bytes have a tenth.
constexpr int kMostControlsPercent = 3;

bool IsControl(char c) {
  const uint8_t byte = static_cast<uint8_t>(c);
  return (byte < 0x20 && byte != 0 && byte != '\t' && byte != '\n' && byte != '\r' &&
          byte != '\f' && byte != 0x1b) ||
         byte == 0x7f;
}

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool IsArchive(std::string_view start) {
  using namespace std::string_view_literals;
  return StartsWith(start, "PK\x03\x04"sv) ||
         StartsWith(start,
                    "\xfd"
                    "7zXZ\0"sv) ||
         StartsWith(start, "\x28\xb5\x2f\xfd"sv) || StartsWith(start, "7z\xbc\xaf\x27\x1c"sv) ||
         (StartsWith(start, "BZh"sv) && start.substr(4, 6) == "1AY&SY"sv) ||
         (start.size() > 262 && start.substr(257, 5) == "ustar"sv);
}

}  // namespace

MemberContent ContentOf(std::string_view start) {
  if (base::LooksLikeGzip(start)) return MemberContent::kGzip;
  if (IsArchive(start)) return MemberContent::kArchive;
  if (EncodingOf(start.substr(0, 4096)) != TextEncoding::kBytes) return MemberContent::kText;
  if (start.find('\0') != start.npos) return MemberContent::kBinary;
  const auto controls = std::count_if(start.begin(), start.end(), IsControl);
  return controls * 100 > static_cast<int64_t>(start.size()) * kMostControlsPercent
             ? MemberContent::kBinary
             : MemberContent::kText;
}

absl::StatusOr<size_t> TextGuard::Read(absl::Span<char> buffer) {
  ASSIGN_OR_RETURN(const size_t count, source_.Read(buffer));
  bytes_ += static_cast<int64_t>(count);
  if (bytes_ > limit_) return absl::ResourceExhaustedError("the member is longer than the limit");
  if (utf16_) return count;
  for (const char c : buffer.first(count)) {
    block_controls_ += IsControl(c) ? 1 : 0;
    if (++block_bytes_ < kBlockBytes) continue;
    if (block_controls_ * 100 > kBlockBytes * kMostControlsPercent) {
      return absl::InvalidArgumentError("the member turns out to be binary");
    }
    block_bytes_ = block_controls_ = 0;
  }
  return count;
}

}  // namespace sitrep::redact
