#include "backend/review.h"

#include <filesystem>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "backend/artifacts.h"
#include "backend/contents.h"
#include "backend/examiner.h"
#include "backend/ids.h"
#include "backend/requests.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "checks/evaluator.h"
#include "snapshot/reader.h"

namespace sitrep::backend {
namespace {

std::string ProblemOf(const absl::Status& status) { return std::string(status.message()); }

// People copy the path; it must not depend on where the program was started.
std::string AbsolutePath(const std::string& path) {
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(path, error);
  return error ? path : absolute.lexically_normal().string();
}

// Reads the whole file again: what the store says of it was true when it came.
absl::Status VerifyFile(const std::string& path, const RequestArtifact& artifact) {
  ASSIGN_OR_RETURN(const int64_t size, base::FileSize(path));
  if (size != artifact.size()) {
    return absl::DataLossError(absl::StrCat("the file has ", size, " bytes"));
  }
  ASSIGN_OR_RETURN(const std::string digest, base::Sha256HexOfFile(path));
  if (digest == artifact.sha256()) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("the file has the digest ", digest));
}

absl::Status EvaluateSnapshot(ReviewedArtifact& reviewed) {
  RETURN_IF_ERROR(JudgeContents(reviewed.path(), SNAPSHOT));
  ASSIGN_OR_RETURN(const snapshot::SnapshotReader reader,
                   snapshot::SnapshotReader::Open(reviewed.path()));
  reviewed.set_alias_key_id(reader.facts().alias_key_id);
  reviewed.set_sealed_at(reader.facts().sealed_at);
  reviewed.set_program_version(reader.facts().program_version);
  ASSIGN_OR_RETURN(*reviewed.mutable_findings(), ExamineSnapshot(reviewed.path()));
  return absl::OkStatus();
}

absl::Status ReadFindings(ReviewedArtifact& reviewed) {
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(reviewed.path()));
  if (reviewed.mutable_findings()->ParseFromString(text)) return absl::OkStatus();
  return absl::InvalidArgumentError("the file holds no findings");
}

absl::Status LookInside(ReviewedArtifact& reviewed) {
  switch (reviewed.artifact().kind()) {
    case SNAPSHOT:
      return EvaluateSnapshot(reviewed);
    case FINDINGS:
      return ReadFindings(reviewed);
    default:
      return absl::OkStatus();
  }
}

ReviewedArtifact ReviewArtifact(const std::string& path, const RequestArtifact& artifact) {
  ReviewedArtifact reviewed;
  *reviewed.mutable_artifact() = artifact;
  reviewed.set_path(path);
  absl::Status status = VerifyFile(path, artifact);
  reviewed.mutable_artifact()->set_verified(status.ok());
  if (status.ok()) status = LookInside(reviewed);
  if (!status.ok()) reviewed.set_problem(ProblemOf(status));
  return reviewed;
}

// Newer findings replace what was computed when the snapshot came.
absl::Status KeepFindings(Artifacts& artifacts, int64_t number, const ReviewedArtifact& reviewed,
                          absl::Time now) {
  if (reviewed.artifact().kind() != SNAPSHOT || !reviewed.problem().empty()) {
    return absl::OkStatus();
  }
  const auto kept = artifacts.GetExamination(number);
  if (kept.ok() && kept->has_value() &&
      checks::SerializeFindings((*kept)->findings) ==
          checks::SerializeFindings(reviewed.findings())) {
    return absl::OkStatus();
  }
  return artifacts.PutExamination({number, "", reviewed.findings()}, now);
}

void CompareFindings(Review& review) {
  for (ReviewedArtifact& of_site : *review.mutable_artifacts()) {
    if (of_site.artifact().kind() != FINDINGS || !of_site.problem().empty()) continue;
    for (const ReviewedArtifact& here : review.artifacts()) {
      if (here.artifact().kind() != SNAPSHOT || !here.problem().empty()) continue;
      const Agreement agreement = Compare(of_site.findings(), here.findings());
      // One snapshot of several is the one they were computed from.
      if (of_site.agreement() != SAME) of_site.set_agreement(agreement);
    }
  }
}

absl::Status AddArriving(Artifacts& artifacts, const std::string& id, Review& review) {
  ASSIGN_OR_RETURN(const std::vector<Artifact> arriving, artifacts.Arriving(RequestNumber(id)));
  for (const Artifact& artifact : arriving) {
    ArrivingArtifact& each = *review.add_arriving();
    each.set_sha256(artifact.sha256);
    each.set_name(artifact.name);
    each.set_size(artifact.size);
    each.set_received(base::FileSize(artifacts.IncomingPath(artifact)).value_or(0));
  }
  return absl::OkStatus();
}

}  // namespace

TargetState StateOfTarget(const SupportRequest& request, absl::Time now, int64_t* seconds_left) {
  *seconds_left = 0;
  const absl::StatusOr<absl::Time> due = base::TimeFromText(request.respond_by());
  if (!due.ok()) return NO_TARGET;
  const absl::StatusOr<absl::Time> answered = base::TimeFromText(request.answered_at());
  if (answered.ok()) return *answered <= *due ? KEPT : MISSED;
  *seconds_left = absl::ToInt64Seconds(*due - now);
  return now <= *due ? RUNNING : OVERDUE;
}

Agreement Compare(const Findings& of_site, const Findings& here) {
  if (of_site.pack() != here.pack() || of_site.pack_version() != here.pack_version()) {
    return OTHER_PACK;
  }
  return checks::SerializeFindings(of_site) == checks::SerializeFindings(here) ? SAME : DIFFERENT;
}

absl::StatusOr<Review> ReviewRequest(Store& store, const std::string& request_id, absl::Time now) {
  Review review;
  ASSIGN_OR_RETURN(*review.mutable_request(), Requests(store).Get("", request_id));
  review.set_reviewed_at(base::TimeToText(now));
  int64_t seconds_left = 0;
  review.set_target_state(StateOfTarget(review.request(), now, &seconds_left));
  review.set_seconds_left(seconds_left);
  Artifacts artifacts(store);
  const std::string& tenant = review.request().tenant();
  for (const RequestArtifact& each : review.request().artifacts()) {
    ASSIGN_OR_RETURN(const std::optional<Artifact> artifact, artifacts.Find(tenant, each.sha256()));
    if (!artifact.has_value()) continue;
    ReviewedArtifact& reviewed = *review.add_artifacts();
    reviewed = ReviewArtifact(AbsolutePath(artifacts.FilePath(*artifact)), each);
    RETURN_IF_ERROR(KeepFindings(artifacts, artifact->number, reviewed, now));
  }
  CompareFindings(review);
  // Once is enough: `artifacts` of the review say the same and more.
  review.mutable_request()->clear_artifacts();
  RETURN_IF_ERROR(AddArriving(artifacts, request_id, review));
  return review;
}

}  // namespace sitrep::backend
