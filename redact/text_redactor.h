#ifndef SITREP_REDACT_TEXT_REDACTOR_H_
#define SITREP_REDACT_TEXT_REDACTOR_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/byte_stream.h"
#include "redact/alias_book.h"
#include "redact/dictionary.h"
#include "redact/redaction_counts.h"

namespace sitrep::redact {

// TextRedactor redacts log text as it streams: names of the dictionary, addresses, identifiers,
// people by alias; secrets by <removed:KIND>. The alias of a thing is the one it has in the
// snapshot. What only looks alike (versions, object ids of SNMP, build numbers, times) stays.
//
// Ownership: `book` and `dictionary` must outlive it. Threads: one at a time.
// Cost: linear in the text, whatever the length of its lines; memory is bounded; the result does
// not depend on how the source cuts its bytes. UTF-16 comes out as UTF-8; bytes of value 0 are
// taken out. Failure: the source's or sink's error, or the book's: what was written so far must not
// be published then.
class TextRedactor {
 public:
  TextRedactor(AliasBook& book, const Dictionary& dictionary)
      : book_(book), dictionary_(dictionary) {}

  // Adds to `counts`. Flushes the book at the end.
  absl::Status Redact(base::ByteSource& source, base::ByteSink& sink, RedactionCounts& counts);
  // Free text that a person typed, a file name, a path.
  absl::StatusOr<std::string> RedactText(std::string_view text);
  // The same, counted, without flushing the book.
  absl::StatusOr<std::string> RedactText(std::string_view text, RedactionCounts& counts);

  AliasBook& book() { return book_; }

 private:
  AliasBook& book_;
  const Dictionary& dictionary_;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_TEXT_REDACTOR_H_
