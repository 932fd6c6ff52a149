#ifndef SITREP_AGENT_INTAKE_H_
#define SITREP_AGENT_INTAKE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/context.h"
#include "agent/site.h"
#include "redact/artifact.h"

namespace sitrep::agent {

// What a file that a person wants to attach is, by its first bytes.
enum class FileKind {
  kSnapshot,    // an SQLite file
  kZstd,        // a bundle made here, or a raw one compressed with zstd
  kArchive,     // tar or zip, also compressed
  kText,        // a log
  kCompressed,  // gzip that may hold an archive or one log
  kUnknown,     // anything else: it cannot be redacted, so it may not leave
};

// `head` are the first bytes, at least 512 of them or all.
FileKind KindOfFile(std::string_view head);

// True for what is a snapshot or was meant to be one: begins like SQLite, or ends in .sitrep.
bool IsMeantAsSnapshot(const std::string& path);

// "bundle-20261122T133806Z-1a2b3c4d": a name that says nothing of the site.
std::string NeutralName(std::string_view kind, absl::Time now);

// An artifact that may leave, and how it came to be.
struct Intake {
  redact::RedactedArtifact artifact;
  std::string what;  // "redacted", "made here earlier": for the person
};

// Makes of a file something that may leave: adopts what was redacted here, redacts what is raw into
// `folder`. The file itself stays as it is.
//
// Failure: RefusedError when it is nothing that can be redacted, was redacted elsewhere, or is a
// raw log or bundle while !site.NamesKnown(); NOT_FOUND; CANCELLED.
absl::StatusOr<Intake> TakeIn(Context& context, Site& site, const std::string& path,
                              const std::string& folder);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_INTAKE_H_
