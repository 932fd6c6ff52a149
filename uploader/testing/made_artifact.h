#ifndef SITREP_UPLOADER_TESTING_MADE_ARTIFACT_H_
#define SITREP_UPLOADER_TESTING_MADE_ARTIFACT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "redact/artifact.h"

namespace sitrep::uploader {

// Artifacts for tests of the uploader, which must not link what redacts. Never linked into a
// program that ships.

// `size` bytes that no compression or repetition makes alike, from `seed`.
std::string RandomContents(int64_t size, uint64_t seed);

// Writes `contents` to `path` and says that it is redacted.
redact::RedactedArtifact MakeArtifact(const std::string& path, std::string_view contents,
                                      redact::ArtifactKind kind = redact::ArtifactKind::kBundle);
// The same, with a digest that may be a lie.
redact::RedactedArtifact MakeArtifactSaying(const std::string& path, std::string_view contents,
                                            const std::string& sha256, const std::string& name);

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_TESTING_MADE_ARTIFACT_H_
