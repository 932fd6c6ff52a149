#ifndef SITREP_REDACT_BUNDLE_REDACTOR_H_
#define SITREP_REDACT_BUNDLE_REDACTOR_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/byte_stream.h"
#include "base/interrupt.h"
#include "redact/redaction_counts.h"
#include "redact/text_redactor.h"

namespace sitrep::redact {

// MemberWatcher sees the raw text of members as it streams by, inflated, before redaction: for what
// scans for signatures. Whatever it learns is raw and must not leave unredacted.
class MemberWatcher {
 public:
  virtual ~MemberWatcher() = default;
  virtual void Begin(std::string_view raw_name) = 0;
  virtual void Bytes(std::string_view raw) = 0;
  virtual void End() = 0;
};

struct BundleOptions {
  int64_t memory_bytes = int64_t{8}
                         << 20;  // a redacted member above this waits in an unlinked file
  int64_t member_limit_bytes = int64_t{16}
                               << 30;  // of inflated text; a longer member is dropped and listed
  int compression_level = 1;           // zstd
  int compression_threads = 0;         // 0: on the caller's thread
  const base::Interrupt* interrupt = nullptr;  // requested: CANCELLED, nothing left behind
  MemberWatcher* watcher = nullptr;
};

// Names are redacted here.
struct BundleMember {
  std::string name;
  int64_t bytes_in = 0;
  int64_t bytes_out = 0;
  bool redacted_name = false;
  RedactionCounts counts;
};

struct DroppedMember {
  std::string name;
  std::string reason;  // binary, nested_archive, too_large, damaged, cut, special_file
  int64_t bytes = 0;   // as stored; 0 when not known
};

struct BundleReport {
  std::vector<BundleMember> members;
  std::vector<DroppedMember> dropped;
  bool truncated = false;         // the archive ended early; what was whole is kept
  std::string truncation_reason;  // our own words
  int64_t bytes_in = 0;           // read from the source
  int64_t bytes_out = 0;          // of the file written
  RedactionCounts counts;
};

// Streams a raw log bundle (tar or zip, compressed or not) into `path` (.bundle.tar.zst): text
// members redacted, one level of gzip opened and closed again, binaries and deeper archives dropped
// and listed, names and link targets redacted, `sitrep-manifest.json` last. Same input, same bytes.
// Failure: FAILED_PRECONDITION for a bundle that was redacted before; INVALID_ARGUMENT when it is
// no archive; CANCELLED; errors of the disk. The file appears whole or not at all.
absl::StatusOr<BundleReport> RedactBundle(base::ByteSource& raw, const std::string& path,
                                          TextRedactor& redactor, const BundleOptions& options);

// The report as it travels in the bundle. Never content.
std::string ManifestJson(const BundleReport& report, std::string_view alias_key_id);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_BUNDLE_REDACTOR_H_
