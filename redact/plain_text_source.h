#ifndef SITREP_REDACT_PLAIN_TEXT_SOURCE_H_
#define SITREP_REDACT_PLAIN_TEXT_SOURCE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/byte_stream.h"

namespace sitrep::redact {

enum class TextEncoding { kBytes, kUtf16LittleEndian, kUtf16BigEndian };

// How a text that begins so is encoded: by its byte order mark, else by where its zero bytes lie.
TextEncoding EncodingOf(std::string_view start);

// PlainTextSource gives a text as bytes that names can be found in: UTF-16 becomes UTF-8, and bytes
// of value 0, which would hide a name from the redactor (UTF-16 in the middle of a log), are left
// out and counted.
//
// Ownership: `source` must outlive it. Threads: one. Failure: the source's.
class PlainTextSource : public base::ByteSource {
 public:
  explicit PlainTextSource(base::ByteSource& source) : source_(source) {}
  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override;

  int64_t bytes_in() const { return bytes_in_; }
  int64_t nul_bytes() const { return nul_bytes_; }

 private:
  absl::Status Fill();
  void Decode(std::string_view bytes);
  void DecodeUnit(uint32_t unit);
  void Append(uint32_t point);

  base::ByteSource& source_;
  std::string start_;    // until the encoding is known
  std::string decoded_;  // ready to be given
  size_t given_ = 0;
  bool over_ = false;
  bool known_ = false;
  TextEncoding encoding_ = TextEncoding::kBytes;
  int half_ = -1;           // first byte of a unit
  uint32_t surrogate_ = 0;  // first unit of a pair
  int64_t bytes_in_ = 0;
  int64_t nul_bytes_ = 0;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_PLAIN_TEXT_SOURCE_H_
