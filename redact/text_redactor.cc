#include "redact/text_redactor.h"

#include <vector>

#include "base/status_macros.h"
#include "redact/plain_text_source.h"
#include "redact/text_pass.h"

namespace sitrep::redact {
namespace {

constexpr size_t kBufferBytes = 1 << 16;

}  // namespace

absl::Status TextRedactor::Redact(base::ByteSource& source, base::ByteSink& sink,
                                  RedactionCounts& counts) {
  PlainTextSource plain(source);
  TextPass pass(book_, dictionary_, sink, counts);
  std::vector<char> buffer(kBufferBytes);
  while (true) {
    ASSIGN_OR_RETURN(const size_t count, plain.Read(absl::MakeSpan(buffer)));
    if (count == 0) break;
    RETURN_IF_ERROR(pass.Feed(std::string_view(buffer.data(), count)));
  }
  RETURN_IF_ERROR(pass.Finish());
  counts.bytes_in += plain.bytes_in();
  counts[Rule::kNulByte] += plain.nul_bytes();
  return book_.Flush();
}

absl::StatusOr<std::string> TextRedactor::RedactText(std::string_view text) {
  RedactionCounts counts;
  ASSIGN_OR_RETURN(std::string redacted, RedactText(text, counts));
  RETURN_IF_ERROR(book_.Flush());
  return redacted;
}

absl::StatusOr<std::string> TextRedactor::RedactText(std::string_view text,
                                                     RedactionCounts& counts) {
  base::StringSource source(text);
  PlainTextSource plain(source);
  base::StringSink bytes;
  RETURN_IF_ERROR(base::Copy(plain, bytes).status());
  base::StringSink sink;
  TextPass pass(book_, dictionary_, sink, counts);
  RETURN_IF_ERROR(pass.Feed(bytes.text()));
  RETURN_IF_ERROR(pass.Finish());
  counts.bytes_in += plain.bytes_in();
  counts[Rule::kNulByte] += plain.nul_bytes();
  return sink.Take();
}

}  // namespace sitrep::redact
