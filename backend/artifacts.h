#ifndef SITREP_BACKEND_ARTIFACTS_H_
#define SITREP_BACKEND_ARTIFACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/store.h"
#include "proto/findings.pb.h"
#include "proto/ingest.pb.h"

namespace sitrep::backend {

// A file of one tenant, and the request it is bound to. Sizes are bytes.
struct Artifact {
  int64_t number = 0;  // 0: not here yet
  std::string tenant;
  std::string sha256;  // lower-case hex
  int64_t size = 0;
  ArtifactKind kind = ARTIFACT_KIND_UNSPECIFIED;
  std::string agent;    // that sent it first
  int64_t request = 0;  // number of the support request
  std::string name;     // in that request
};

// What checks said of a received snapshot.
struct Examination {
  int64_t artifact = 0;
  std::string problem;  // why there are no findings; empty when there are
  Findings findings;
};

// Artifacts keeps files that arrived whole, which requests they are bound to, and what was found in
// them: `artifacts/<tenant>/<aa>/<sha256>`, and `incoming/<tenant>/<sha256>` for what is still
// arriving. A row exists only when its file is durable and its digest was verified.
//
// Ownership: `store` outlives it. Threads: any.
class Artifacts {
 public:
  explicit Artifacts(Store& store) : store_(store) {}

  std::string FilePath(const Artifact& artifact) const;
  std::string IncomingPath(const Artifact& artifact) const;

  // Nothing when it is not here; `request` and `name` are left empty.
  absl::StatusOr<std::optional<Artifact>> Find(const std::string& tenant,
                                               const std::string& sha256);
  absl::StatusOr<bool> IsAttached(int64_t artifact, int64_t request);

  // Remembers that it is on its way.
  absl::Status Announce(const Artifact& artifact, absl::Time now);
  // Forgets what is on its way but was not announced again since `before`, with what is here of it.
  absl::Status ForgetStale(absl::Time before, absl::Time now);
  // No longer on its way: it was refused or damaged.
  absl::Status Forget(const Artifact& artifact, const std::string& reason, absl::Time now);
  // Adds the artifact, unless it is here already, and binds it to its request; returns its number.
  absl::StatusOr<int64_t> Publish(const Artifact& artifact, absl::Time now);

  // Bytes a tenant keeps here, with what was announced of other artifacts than `except`.
  absl::StatusOr<int64_t> TenantBytes(const std::string& tenant, const std::string& except);
  // Announced for a request and not here yet.
  absl::StatusOr<std::vector<Artifact>> Arriving(int64_t request);
  // Snapshots without an examination, oldest first.
  absl::StatusOr<std::vector<Artifact>> Unexamined();
  // Counts an examination that begins; returns how many began, this one included, without an end.
  absl::StatusOr<int64_t> BeginExamination(int64_t artifact);
  absl::Status PutExamination(const Examination& examination, absl::Time now);
  absl::StatusOr<std::optional<Examination>> GetExamination(int64_t artifact);

 private:
  Store& store_;
};

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_ARTIFACTS_H_
