#include "backend/admission.h"

#include <sys/statvfs.h>

#include "absl/strings/str_cat.h"
#include "backend/contracts.h"
#include "backend/ids.h"
#include "backend/refusal.h"
#include "backend/requests.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

constexpr size_t kLongestName = 255;

bool IsSha256(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// The name is shown and printed, never used as a path; still, none that could be mistaken for one.
bool IsName(const std::string& name) {
  if (name.empty() || name.size() > kLongestName || name == "." || name == "..") return false;
  for (const char c : name) {
    if (c == '/' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  }
  return true;
}

absl::Status CheckRequest(Store& store, const Artifact& artifact) {
  const std::string id = RequestId(artifact.request);
  const absl::StatusOr<SupportRequest> request = Requests(store).Get(artifact.tenant, id);
  if (absl::IsNotFound(request.status())) {
    return Refusal(absl::FailedPreconditionError(request.status().message()));
  }
  RETURN_IF_ERROR(request.status());
  if (request->state() == OPEN) return absl::OkStatus();
  return Refusal(absl::FailedPreconditionError(
      absl::StrCat("support request ", id, " was closed at ", request->closed_at())));
}

absl::Status CheckQuota(Store& store, const Limits& limits, const Artifact& artifact) {
  ASSIGN_OR_RETURN(const int64_t kept,
                   Artifacts(store).TenantBytes(artifact.tenant, artifact.sha256));
  const int64_t size = artifact.number == 0 ? artifact.size : 0;
  if (size <= limits.tenant_bytes - kept) return absl::OkStatus();
  return Refusal(absl::ResourceExhaustedError(
      absl::StrCat("the quota of ", limits.tenant_bytes, " bytes would be exceeded: ", kept,
                   " are kept or on their way, this artifact has ", size)));
}

absl::StatusOr<int64_t> FreeBytes(const std::string& directory) {
  struct statvfs info;
  if (statvfs(directory.c_str(), &info) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot ask for the room in ", directory));
  }
  return static_cast<int64_t>(info.f_bavail) * static_cast<int64_t>(info.f_frsize);
}

absl::Status CheckRoom(Store& store, const UploadOptions& options, const Artifact& artifact,
                       int64_t here) {
  if (artifact.number != 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(const int64_t free, options.free_bytes ? options.free_bytes(store.directory())
                                                          : FreeBytes(store.directory()));
  if (artifact.size - here <= free - options.limits.kept_free_bytes) return absl::OkStatus();
  return Refusal(absl::ResourceExhaustedError(absl::StrCat(
      "the backend has no room for ", artifact.size - here, " more bytes; try again later")));
}

}  // namespace

absl::StatusOr<Artifact> ReadOpen(const Agent& agent, const sitrep::Open& open) {
  if (!IsSha256(open.sha256())) {
    return Refusal(absl::InvalidArgumentError("sha256 must be 64 lower-case hex digits"));
  }
  if (open.size() < 0) return Refusal(absl::InvalidArgumentError("size must not be negative"));
  if (open.kind() < SNAPSHOT || open.kind() > FINDINGS) {
    return Refusal(absl::InvalidArgumentError(absl::StrCat("kind ", open.kind(), " is not known")));
  }
  if (!IsName(open.name())) {
    return Refusal(
        absl::InvalidArgumentError("name must have 1 to 255 printable bytes and no '/'"));
  }
  const int64_t request = RequestNumber(open.request());
  if (request == 0) {
    return Refusal(absl::FailedPreconditionError(
        absl::StrCat("there is no support request ", open.request())));
  }
  return Artifact{0,           agent.tenant, open.sha256(), open.size(),
                  open.kind(), agent.id,     request,       open.name()};
}

absl::Status Admit(Store& store, const UploadOptions& options, const Artifact& artifact,
                   int64_t here, absl::Time now) {
  if (artifact.size > options.limits.artifact_bytes) {
    return Refusal(absl::FailedPreconditionError(
        absl::StrCat("the artifact has ", artifact.size, " bytes; at most ",
                     options.limits.artifact_bytes, " are taken")));
  }
  RETURN_IF_ERROR(CheckRequest(store, artifact));
  ASSIGN_OR_RETURN(const Contract contract, Contracts(store).Get(artifact.tenant));
  RETURN_IF_ERROR(CheckEntitled(contract, now));
  RETURN_IF_ERROR(CheckQuota(store, options.limits, artifact));
  return CheckRoom(store, options, artifact, here);
}

}  // namespace sitrep::backend
