#ifndef SITREP_REDACT_MEMBER_CONTENT_H_
#define SITREP_REDACT_MEMBER_CONTENT_H_

#include <cstdint>
#include <string_view>

#include "base/byte_stream.h"

namespace sitrep::redact {

enum class MemberContent { kText, kGzip, kArchive, kBinary };

// What a file is that begins so (its first kSniffBytes, or all of it).
MemberContent ContentOf(std::string_view start);
constexpr size_t kSniffBytes = 8192;

// TextGuard passes text through and refuses it where it turns out to be binary after all:
// compressed data behind a text header would carry names past the redactor.
//
// Ownership: `source` must outlive it. Threads: one. Failure: the source's; INVALID_ARGUMENT for
// binary data, RESOURCE_EXHAUSTED above `limit` bytes.
class TextGuard : public base::ByteSource {
 public:
  TextGuard(base::ByteSource& source, int64_t limit, bool utf16)
      : source_(source), limit_(limit), utf16_(utf16) {}
  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override;

 private:
  base::ByteSource& source_;
  const int64_t limit_;
  const bool utf16_;
  int64_t bytes_ = 0;
  int block_bytes_ = 0;
  int block_controls_ = 0;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_MEMBER_CONTENT_H_
