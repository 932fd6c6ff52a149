#ifndef SITREP_UPLOADER_GRPC_STATUS_H_
#define SITREP_UPLOADER_GRPC_STATUS_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace sitrep::uploader {

// The same code and message, as absl has them.
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_GRPC_STATUS_H_
