#include "backend/refusal.h"

#include "absl/strings/cord.h"

namespace sitrep::backend {
namespace {

constexpr char kPayload[] = "sitrep.refusal";

}  // namespace

absl::Status Refusal(absl::Status status) {
  status.SetPayload(kPayload, absl::Cord());
  return status;
}

bool IsRefusal(const absl::Status& status) { return status.GetPayload(kPayload).has_value(); }

}  // namespace sitrep::backend
