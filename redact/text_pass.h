#ifndef SITREP_REDACT_TEXT_PASS_H_
#define SITREP_REDACT_TEXT_PASS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "base/byte_stream.h"
#include "redact/alias_book.h"
#include "redact/dictionary.h"
#include "redact/redaction_counts.h"
#include "redact/removal.h"
#include "redact/text_find.h"

namespace sitrep::redact {

// TextPass is one pass of the redactor over one text, pushed piece by piece. Each place is decided
// by the same bytes around it however the pieces were cut.
//
// Lifecycle: Feed() pieces, then Finish(). Ownership: everything given must outlive it. Threads:
// one.
class TextPass {
 public:
  TextPass(AliasBook& book, const Dictionary& dictionary, base::ByteSink& sink,
           RedactionCounts& counts)
      : book_(book), dictionary_(dictionary), sink_(sink), counts_(counts) {}

  absl::Status Feed(std::string_view bytes);
  absl::Status Finish();

 private:
  absl::Status Run(bool last);
  bool FindAt(size_t at);
  void Replace(const TextFind& find);
  void Keep(size_t end);

  AliasBook& book_;
  const Dictionary& dictionary_;
  base::ByteSink& sink_;
  RedactionCounts& counts_;
  std::string text_;  // bytes behind, then bytes not decided yet
  size_t at_ = 0;     // next byte to decide
  size_t kept_ = 0;   // bytes of text_ before this are written
  std::string out_;
  TextFinds finds_;
  Removal removal_;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_TEXT_PASS_H_
