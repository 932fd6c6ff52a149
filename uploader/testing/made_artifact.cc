#include "uploader/testing/made_artifact.h"

#include <fstream>
#include <random>

#include "base/digest.h"
#include "base/file.h"

namespace sitrep::redact {

// Stands in for the one maker of artifacts, which this library must not link.
class ArtifactMaker {
 public:
  static RedactedArtifact Make(const std::string& path, const std::string& name,
                               const std::string& sha256, int64_t size, ArtifactKind kind) {
    return RedactedArtifact(path, name, sha256, size, kind);
  }
};

}  // namespace sitrep::redact

namespace sitrep::uploader {
namespace {

void Write(const std::string& path, std::string_view contents) {
  std::ofstream(path, std::ios::binary) << contents;
}

}  // namespace

std::string RandomContents(int64_t size, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string contents;
  contents.reserve(static_cast<size_t>(size) + 8);
  while (contents.size() < static_cast<size_t>(size)) {
    const uint64_t word = random();
    contents.append(reinterpret_cast<const char*>(&word), sizeof(word));
  }
  contents.resize(static_cast<size_t>(size));
  return contents;
}

redact::RedactedArtifact MakeArtifact(const std::string& path, std::string_view contents,
                                      redact::ArtifactKind kind) {
  Write(path, contents);
  return redact::ArtifactMaker::Make(path, base::NameOf(path), base::Sha256Hex(contents),
                                     static_cast<int64_t>(contents.size()), kind);
}

redact::RedactedArtifact MakeArtifactSaying(const std::string& path, std::string_view contents,
                                            const std::string& sha256, const std::string& name) {
  Write(path, contents);
  return redact::ArtifactMaker::Make(path, name, sha256, static_cast<int64_t>(contents.size()),
                                     redact::ArtifactKind::kBundle);
}

}  // namespace sitrep::uploader
