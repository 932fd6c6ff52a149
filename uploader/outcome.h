#ifndef SITREP_UPLOADER_OUTCOME_H_
#define SITREP_UPLOADER_OUTCOME_H_

#include <string_view>

#include "absl/status/status.h"

namespace sitrep::uploader {

// What the end of one attempt means for the item and for the way to the backend.
enum class Outcome {
  kDelivered,        // durable at the backend: the item may be removed
  kRetry,            // try again later, from wherever the backend then says
  kRestartFromZero,  // the backend dropped what it had: check our copy, then try again
  kReject,           // the backend will never take this item: set it aside with the reason
  kBlockChannel,     // no item can pass until a person acts (credentials, wrong backend): keep
                     // everything
};

// The one table. absl's and gRPC's codes have the same numbers; OK means that Done was received. A
// code that neither knows is kRetry: it loses nothing.
Outcome Classify(absl::StatusCode code);

std::string_view ToString(Outcome outcome);

}  // namespace sitrep::uploader

#endif  // SITREP_UPLOADER_OUTCOME_H_
