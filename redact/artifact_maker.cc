#include "redact/artifact_maker.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "redact/findings_redactor.h"
#include "redact/snapshot_redactor.h"

namespace sitrep::redact {
namespace {

constexpr std::pair<ArtifactKind, std::string_view> kKinds[] = {
    {ArtifactKind::kSnapshot, "snapshot"},
    {ArtifactKind::kBundle, "bundle"},
    {ArtifactKind::kFindings, "findings"}};

std::string NameOf(ArtifactKind kind) {
  for (const auto& [known, name] : kKinds) {
    if (known == kind) return std::string(name);
  }
  return "";
}

absl::StatusOr<ArtifactKind> KindOf(std::string_view name) {
  for (const auto& [kind, known] : kKinds) {
    if (known == name) return kind;
  }
  return absl::DataLossError(absl::StrCat("the ledger names an unknown kind: ", std::string(name)));
}

}  // namespace

absl::StatusOr<RedactedArtifact> ArtifactMaker::FromSnapshot(const std::string& raw_path,
                                                             const std::string& path) {
  RETURN_IF_ERROR(RedactSnapshot(raw_path, path, redactor_.book()));
  return Publish(path, ArtifactKind::kSnapshot);
}

absl::StatusOr<RedactedArtifact> ArtifactMaker::FromBundle(base::ByteSource& raw,
                                                           const std::string& path,
                                                           const BundleOptions& options,
                                                           BundleReport& report) {
  ASSIGN_OR_RETURN(report, RedactBundle(raw, path, redactor_, options));
  return Publish(path, ArtifactKind::kBundle);
}

absl::StatusOr<RedactedArtifact> ArtifactMaker::FromFindings(const Findings& findings,
                                                             const std::string& path) {
  if (base::FileExists(path))
    return absl::AlreadyExistsError(absl::StrCat(path, " exists already"));
  const Findings redacted = RedactFindings(findings, redactor_.book());
  RETURN_IF_ERROR(redactor_.book().Flush());
  RETURN_IF_ERROR(base::WriteFileAtomically(path, redacted.SerializeAsString()));
  return Publish(path, ArtifactKind::kFindings);
}

absl::StatusOr<RedactedArtifact> ArtifactMaker::Adopt(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string sha256, base::Sha256HexOfFile(path));
  absl::StatusOr<LedgerEntry> entry = map_.Find(sha256);
  if (absl::IsNotFound(entry.status())) {
    return absl::PermissionDeniedError(
        absl::StrCat(path, " was not redacted here, or has changed since; redact it first"));
  }
  if (!entry.ok()) return entry.status();
  ASSIGN_OR_RETURN(const ArtifactKind kind, KindOf(entry->kind));
  ASSIGN_OR_RETURN(const int64_t size, base::FileSize(path));
  return RedactedArtifact(path, entry->name, sha256, size, kind);
}

absl::StatusOr<RedactedArtifact> ArtifactMaker::Publish(const std::string& path,
                                                        ArtifactKind kind) {
  const auto publish = [&]() -> absl::StatusOr<RedactedArtifact> {
    ASSIGN_OR_RETURN(const std::string name, redactor_.RedactText(base::NameOf(path)));
    ASSIGN_OR_RETURN(const std::string sha256, base::Sha256HexOfFile(path));
    ASSIGN_OR_RETURN(const int64_t size, base::FileSize(path));
    RETURN_IF_ERROR(map_.Enter({sha256, NameOf(kind), name, clock_.Now()}));
    return RedactedArtifact(path, name, sha256, size, kind);
  };
  absl::StatusOr<RedactedArtifact> artifact = publish();
  if (!artifact.ok()) base::RemoveFile(path).IgnoreError();
  return artifact;
}

}  // namespace sitrep::redact
