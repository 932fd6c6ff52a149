#ifndef SITREP_BACKEND_REVIEW_H_
#define SITREP_BACKEND_REVIEW_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/operator.pb.h"
#include "backend/store.h"

namespace sitrep::backend {

// What an engineer sees of a support request at `now`: the request with its target, every artifact
// with its digest computed again over the file, the findings of every snapshot evaluated again with
// this program's pack, and what is still arriving.
//
// The findings kept in the store are replaced when this program's pack gives others. Failure:
// NOT_FOUND there is no such request; a damaged or missing file is no failure but a `problem`.
absl::StatusOr<Review> ReviewRequest(Store& store, const std::string& request_id, absl::Time now);

// What became of the target, and the seconds left.
TargetState StateOfTarget(const SupportRequest& request, absl::Time now, int64_t* seconds_left);

// How findings of the site compare with those computed here from its redacted snapshot: the same
// pack must give the same bytes.
Agreement Compare(const Findings& of_site, const Findings& here);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_REVIEW_H_
