#ifndef SITREP_BACKEND_CONTENTS_H_
#define SITREP_BACKEND_CONTENTS_H_

#include <string>

#include "absl/status/status.h"
#include "proto/ingest.pb.h"

namespace sitrep::backend {

// Whether a file may be kept as what it says it is; the customer's side redacts, and this is the
// second lock. A snapshot must be sealed and redacted: it says so, names its alias key, has nothing
// but declared tables and columns, and not one value in a column that redaction drops. Findings
// must parse and hold no dropped value. The contents of a bundle are not looked at.
//
// Failure: PERMISSION_DENIED it is not redacted; INVALID_ARGUMENT it is not of its kind;
// FAILED_PRECONDITION it is a snapshot of a newer format.
absl::Status JudgeContents(const std::string& path, ArtifactKind kind);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_CONTENTS_H_
