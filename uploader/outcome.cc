#include "uploader/outcome.h"

namespace sitrep::uploader {

Outcome Classify(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return Outcome::kDelivered;
    // Someone between us and the backend gave up, or it is overloaded, restarting, out of room or
    // busy with the same artifact.
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnavailable:
      return Outcome::kRetry;
    // The two sides disagree about an offset: the backend's next answer settles it.
    case absl::StatusCode::kOutOfRange:
      return Outcome::kRetry;
    case absl::StatusCode::kDataLoss:
      return Outcome::kRestartFromZero;
    // About this item: its request is closed or unknown, its plan does not cover it, or what it
    // says of itself is not accepted.
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kFailedPrecondition:
      return Outcome::kReject;
    // About us: no valid certificate, or not a backend that takes uploads.
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kUnimplemented:
      return Outcome::kBlockChannel;
    default:
      return Outcome::kRetry;
  }
}

std::string_view ToString(Outcome outcome) {
  switch (outcome) {
    case Outcome::kDelivered:
      return "delivered";
    case Outcome::kRetry:
      return "retry";
    case Outcome::kRestartFromZero:
      return "restart from zero";
    case Outcome::kReject:
      return "reject";
    case Outcome::kBlockChannel:
      return "block channel";
  }
  return "";
}

}  // namespace sitrep::uploader
