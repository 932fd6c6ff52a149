#ifndef SITREP_REDACT_FINDINGS_REDACTOR_H_
#define SITREP_REDACT_FINDINGS_REDACTOR_H_

#include "proto/findings.pb.h"
#include "redact/alias_book.h"

namespace sitrep::redact {

// Findings with every value redacted by its class, sorted again by key: what checks would say of
// the redacted snapshot.
Findings RedactFindings(const Findings& findings, AliasBook& book);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_FINDINGS_REDACTOR_H_
