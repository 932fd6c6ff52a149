#ifndef SITREP_REDACT_SNAPSHOT_REDACTOR_H_
#define SITREP_REDACT_SNAPSHOT_REDACTOR_H_

#include <string>

#include "absl/status/status.h"
#include "redact/alias_book.h"

namespace sitrep::redact {

// Writes the redacted copy of a sealed snapshot: PUBLIC columns as they are, ALIAS columns by
// alias, DROP columns NULL. `redacted_path` ends in .redacted.sitrep by custom. The book is flushed
// before the file appears. Failure: FAILED_PRECONDITION when the input is redacted already;
// ALREADY_EXISTS when the output exists or two rows would share a key; on any failure no file is
// left.
absl::Status RedactSnapshot(const std::string& raw_path, const std::string& redacted_path,
                            AliasBook& book);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_SNAPSHOT_REDACTOR_H_
