#ifndef SITREP_REDACT_ARTIFACT_H_
#define SITREP_REDACT_ARTIFACT_H_

#include <cstdint>
#include <string>
#include <utility>

namespace sitrep::redact {

enum class ArtifactKind { kSnapshot, kBundle, kFindings };

// RedactedArtifact is a file that may leave the site. Only redact/ can make one (its constructor is
// private to ArtifactMaker), it cannot be copied, and the spool takes nothing else: so nothing raw
// leaves.
//
// Lifecycle: made by ArtifactMaker when a redaction has succeeded whole; handed to the spool, which
// moves the file. Ownership: does not own the file; whoever holds the artifact removes the file
// when it is not spooled. Sizes are bytes; sha256 is lower-case hex over the file.
class RedactedArtifact {
 public:
  RedactedArtifact(RedactedArtifact&&) = default;
  RedactedArtifact& operator=(RedactedArtifact&&) = default;
  RedactedArtifact(const RedactedArtifact&) = delete;
  RedactedArtifact& operator=(const RedactedArtifact&) = delete;

  const std::string& path() const { return path_; }
  const std::string& name() const { return name_; }  // shown to the engineer; redacted itself
  const std::string& sha256() const { return sha256_; }
  int64_t size() const { return size_; }
  ArtifactKind kind() const { return kind_; }

 private:
  friend class ArtifactMaker;
  RedactedArtifact(std::string path, std::string name, std::string sha256, int64_t size,
                   ArtifactKind kind)
      : path_(std::move(path)),
        name_(std::move(name)),
        sha256_(std::move(sha256)),
        size_(size),
        kind_(kind) {}

  std::string path_;
  std::string name_;
  std::string sha256_;
  int64_t size_ = 0;
  ArtifactKind kind_ = ArtifactKind::kSnapshot;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_ARTIFACT_H_
