#include "uploader/grpc_status.h"

namespace sitrep::uploader {

absl::Status FromGrpc(const grpc::Status& status) {
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
}

}  // namespace sitrep::uploader
