#ifndef SITREP_REDACT_ARTIFACT_MAKER_H_
#define SITREP_REDACT_ARTIFACT_MAKER_H_

#include <string>

#include "absl/status/statusor.h"
#include "base/byte_stream.h"
#include "base/clock.h"
#include "proto/findings.pb.h"
#include "redact/artifact.h"
#include "redact/bundle_redactor.h"
#include "redact/text_redactor.h"

namespace sitrep::redact {

// ArtifactMaker is the one way to a RedactedArtifact: it redacts, writes the digest into the ledger
// of the alias map, and adopts only files whose digest stands there.
//
// Ownership: everything given must outlive it. Threads: one at a time.
// Failure: as RedactSnapshot and RedactBundle; on failure no output file is left and no artifact is
// made.
class ArtifactMaker {
 public:
  // `redactor` and `map` belong together: the redactor's book writes into the map.
  ArtifactMaker(TextRedactor& redactor, AliasMap& map, base::Clock& clock)
      : redactor_(redactor), map_(map), clock_(clock) {}

  // `raw_path` is a sealed raw snapshot; `path` the redacted copy to write.
  absl::StatusOr<RedactedArtifact> FromSnapshot(const std::string& raw_path,
                                                const std::string& path);
  // `path` is the redacted bundle to write; `report` is filled also when it was truncated.
  absl::StatusOr<RedactedArtifact> FromBundle(base::ByteSource& raw, const std::string& path,
                                              const BundleOptions& options, BundleReport& report);
  // `findings` are raw; `path` gets them redacted, as a binary message.
  absl::StatusOr<RedactedArtifact> FromFindings(const Findings& findings, const std::string& path);
  // A file made here earlier. PERMISSION_DENIED when its digest is not in the ledger.
  absl::StatusOr<RedactedArtifact> Adopt(const std::string& path);

 private:
  absl::StatusOr<RedactedArtifact> Publish(const std::string& path, ArtifactKind kind);

  TextRedactor& redactor_;
  AliasMap& map_;
  base::Clock& clock_;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_ARTIFACT_MAKER_H_
