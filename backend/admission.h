#ifndef SITREP_BACKEND_ADMISSION_H_
#define SITREP_BACKEND_ADMISSION_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/agents.h"
#include "backend/artifacts.h"
#include "backend/store.h"
#include "backend/upload.h"
#include "proto/ingest.pb.h"

namespace sitrep::backend {

// Reads what a client announces. INVALID_ARGUMENT names the field that cannot be;
// FAILED_PRECONDITION when the request's id is none.
absl::StatusOr<Artifact> ReadOpen(const Agent& agent, const sitrep::Open& open);

// Whether an artifact that is not yet bound to its request may come in, decided before its first
// byte: limits, request, contract, quota and room. `here` are its bytes on disk already.
absl::Status Admit(Store& store, const UploadOptions& options, const Artifact& artifact,
                   int64_t here, absl::Time now);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_ADMISSION_H_
