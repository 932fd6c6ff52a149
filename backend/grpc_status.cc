#include "backend/grpc_status.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "backend/refusal.h"
#include "base/log.h"

namespace sitrep::backend {

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  if (IsRefusal(status)) {
    return grpc::Status(static_cast<grpc::StatusCode>(status.code()),
                        std::string(status.message()));
  }
  base::LogError(absl::StrCat("a call failed: ", status.ToString()));
  if (absl::IsResourceExhausted(status)) {
    return grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED,
                        "the backend has no room; try again later");
  }
  return grpc::Status(grpc::StatusCode::UNAVAILABLE,
                      "the backend failed; its log says why; try again later");
}

}  // namespace sitrep::backend
