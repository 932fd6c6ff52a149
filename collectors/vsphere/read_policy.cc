#include "collectors/vsphere/read_policy.h"

#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/source.h"

namespace sitrep::collectors {
namespace {

NextStep AfterFault(const absl::Status& status, const Fault& fault, const ReadRecord& history) {
  if (IsSessionLoss(status)) {
    return history.logins < kMostLogins ? NextStep::kLoginAgain : NextStep::kStop;
  }
  if (IsInvalidLogin(status)) return NextStep::kStop;
  if (fault.type == "InvalidProperty") return NextStep::kDropPath;
  const bool again = history.attempts < history.most_attempts;
  if (fault.type == "NoPermission" && history.continuing && !history.lists_references) {
    return NextStep::kListReferences;
  }
  // The page, or the view under it, is gone; a fresh one may do.
  const bool page_lost = fault.type == "InvalidArgument" && history.continuing;
  if (page_lost || fault.type == "ManagedObjectNotFound") {
    return again ? NextStep::kAgain : NextStep::kSkip;
  }
  // The client has repeated the call once already unless a part of the answer had come.
  if (IsTransient(status) && history.attempts < 2) return NextStep::kAgain;
  return NextStep::kSkip;
}

}  // namespace

NextStep Decide(const absl::Status& status, const ReadRecord& history) {
  if (status.ok()) return NextStep::kDone;
  if (const std::optional<Fault> fault = FaultOf(status)) {
    return AfterFault(status, *fault, history);
  }
  // The client has waited for it twice; the rest of the source may well answer.
  if (absl::IsDeadlineExceeded(status)) return NextStep::kSkip;
  if (IsTransient(status)) {
    if (history.attempts < history.most_attempts) return NextStep::kAgain;
    return absl::IsDataLoss(status) ? NextStep::kSkip : NextStep::kStop;
  }
  // Too large it would be again.
  if (absl::IsResourceExhausted(status)) return NextStep::kSkip;
  if (absl::IsPermissionDenied(status) || absl::IsUnimplemented(status)) return NextStep::kSkip;
  return NextStep::kStop;
}

}  // namespace sitrep::collectors
