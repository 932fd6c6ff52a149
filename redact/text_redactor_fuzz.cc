// Any bytes are redacted the same way whole and in pieces, and no planted name survives.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "redact/shape.h"
#include "redact/text_redactor.h"

namespace {

using sitrep::redact::AliasBook;
using sitrep::redact::Aliaser;
using sitrep::redact::Dictionary;
using sitrep::redact::RedactionCounts;
using sitrep::redact::SiteKey;
using sitrep::redact::TextRedactor;

constexpr std::string_view kName = "qx7-canary-vm";

void Check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

class PieceSource : public sitrep::base::ByteSource {
 public:
  PieceSource(std::string_view text, size_t piece) : text_(text), piece_(piece) {}
  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override {
    const size_t count = std::min({piece_, buffer.size(), text_.size()});
    text_.copy(buffer.data(), count);
    text_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view text_;
  size_t piece_;
};

std::string Redact(std::string_view text, size_t piece) {
  static const Aliaser aliaser(*SiteKey::FromBytes(std::string(32, 'k')));
  static AliasBook book(aliaser, nullptr);
  static const Dictionary dictionary = [] {
    Dictionary built;
    built.AddName(kName);
    built.AddName("esx01.corp.acme-site.com");
    built.AddText("CORP\\jroe");
    return built;
  }();
  PieceSource source(text, piece);
  sitrep::base::StringSink sink;
  RedactionCounts counts;
  Check(TextRedactor(book, dictionary).Redact(source, sink, counts).ok(), "redaction failed");
  return sink.Take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string whole = Redact(text, size + 1);
  Check(Redact(text, 1 + size / 3) == whole, "the result depends on where the source cuts");
  if (size < 3000) Check(Redact(text, 1) == whole, "the result depends on single bytes");
  Check(sitrep::redact::ToLower(whole).find(kName) == std::string::npos, "a name survived");
  return 0;
}
