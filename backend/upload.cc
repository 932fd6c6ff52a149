#include "backend/upload.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "backend/admission.h"
#include "backend/contents.h"
#include "backend/ids.h"
#include "backend/refusal.h"
#include "base/digest.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

constexpr size_t kReadBytes = 1 << 20;

}  // namespace

absl::StatusOr<std::unique_ptr<Upload>> Upload::Open(Store& store, const UploadOptions& options,
                                                     const Agent& agent, const sitrep::Open& open) {
  ASSIGN_OR_RETURN(Artifact artifact, ReadOpen(agent, open));
  std::unique_ptr<Upload> upload(new Upload(store, options, std::move(artifact)));
  Artifact& wanted = upload->artifact_;
  ASSIGN_OR_RETURN(const std::optional<Artifact> known,
                   upload->artifacts_.Find(wanted.tenant, wanted.sha256));
  if (known.has_value()) {
    if (known->size != wanted.size || known->kind != wanted.kind) {
      return Refusal(absl::InvalidArgumentError(
          absl::StrCat("this digest is known with another size or kind: ", known->size, " bytes")));
    }
    wanted.number = known->number;
    ASSIGN_OR_RETURN(upload->was_bound_,
                     upload->artifacts_.IsAttached(known->number, wanted.request));
  }
  const absl::Duration patience = absl::Hours(24) * options.limits.stale_upload_days;
  RETURN_IF_ERROR(upload->artifacts_.ForgetStale(upload->Now() - patience, upload->Now()));
  const int64_t here = base::FileSize(upload->artifacts_.IncomingPath(wanted)).value_or(0);
  // What is bound already is answered again, whatever became of the request since: its Done was
  // lost.
  if (!upload->was_bound_) RETURN_IF_ERROR(Admit(store, options, wanted, here, upload->Now()));
  RETURN_IF_ERROR(upload->Prepare());
  return upload;
}

absl::Status Upload::Prepare() {
  // A row without its file, or with part of it, is no reason to tell the client that it may delete
  // its own.
  already_here_ = artifact_.number != 0 &&
                  base::FileSize(artifacts_.FilePath(artifact_)).value_or(-1) == artifact_.size;
  if (already_here_) {
    received_ = durable_ = artifact_.size;
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(artifacts_.Announce(artifact_, Now()));
  Before("open");
  // Killed between the rename and the row: the file is in its place, and only the rest is left to
  // do.
  const std::string path = artifacts_.FilePath(artifact_);
  if (base::FileExists(path)) {
    RETURN_IF_ERROR(base::RenameDurably(path, artifacts_.IncomingPath(artifact_)));
  }
  const std::string incoming = artifacts_.IncomingPath(artifact_);
  RETURN_IF_ERROR(base::MakeDirectories(base::DirectoryOf(incoming)));
  ASSIGN_OR_RETURN(file_, base::FileSink::Append(incoming));
  ASSIGN_OR_RETURN(received_, base::FileSize(incoming));
  if (received_ > artifact_.size) {
    RETURN_IF_ERROR(file_->Truncate(0));
    received_ = 0;
  }
  RETURN_IF_ERROR(Sync());
  return base::SyncDirectory(base::DirectoryOf(incoming));
}

absl::Status Upload::Append(int64_t offset, std::string_view data) {
  if (offset != received_) {
    return Refusal(absl::OutOfRangeError(
        absl::StrCat("the chunk begins at ", offset, ", expected ", received_)));
  }
  if (static_cast<int64_t>(data.size()) > artifact_.size - received_) {
    return Refusal(absl::OutOfRangeError(
        absl::StrCat("the chunk goes beyond the artifact's ", artifact_.size, " bytes")));
  }
  if (data.empty()) return absl::OkStatus();
  Before("write");
  RETURN_IF_ERROR(file_->Write(data));
  received_ += static_cast<int64_t>(data.size());
  return absl::OkStatus();
}

absl::Status Upload::Sync() {
  if (already_here_) return absl::OkStatus();
  Before("sync");
  RETURN_IF_ERROR(file_->Sync());
  durable_ = received_;
  return absl::OkStatus();
}

absl::StatusOr<Done> Upload::Finish(const std::function<absl::Status()>& alive) {
  if (received_ != artifact_.size) {
    return Refusal(absl::OutOfRangeError(
        absl::StrCat("finished after ", received_, " of ", artifact_.size, " bytes")));
  }
  const bool already_known = already_here_;
  RETURN_IF_ERROR(Sync());
  Before("verify");
  RETURN_IF_ERROR(VerifyDigest(alive));
  if (!already_here_) {
    const absl::Status fit = JudgeContents(artifacts_.IncomingPath(artifact_), artifact_.kind);
    if (IsRefusal(fit)) return Discard(fit);
    RETURN_IF_ERROR(fit);
    RETURN_IF_ERROR(Publish());
  }
  Before("row");
  ASSIGN_OR_RETURN(artifact_.number, artifacts_.Publish(artifact_, Now()));
  already_here_ = true;
  Before("done");
  Done done;
  done.set_artifact(ArtifactId(artifact_.number));
  done.set_already_known(already_known);
  return done;
}

absl::Status Upload::VerifyDigest(const std::function<absl::Status()>& alive) {
  ASSIGN_OR_RETURN(base::FileSource source, base::FileSource::Open(FilePath()));
  base::Sha256 digest;
  std::vector<char> buffer(kReadBytes);
  while (true) {
    ASSIGN_OR_RETURN(const size_t count, source.Read(absl::MakeSpan(buffer)));
    if (count == 0) break;
    digest.Update(std::string_view(buffer.data(), count));
    RETURN_IF_ERROR(alive());
  }
  if (digest.Hex() == artifact_.sha256) return absl::OkStatus();
  return Discard(Refusal(absl::DataLossError(
      "the digest of what arrived is not the one announced; send it again from the beginning")));
}

absl::Status Upload::Publish() {
  file_.reset();
  const std::string path = artifacts_.FilePath(artifact_);
  const std::string folder = base::DirectoryOf(path);
  RETURN_IF_ERROR(base::MakeDirectories(folder));
  // The folders may be new, and a rename into a folder that is gone after a power cut is no rename.
  RETURN_IF_ERROR(base::SyncDirectory(base::DirectoryOf(folder)));
  RETURN_IF_ERROR(base::SyncDirectory(base::DirectoryOf(base::DirectoryOf(folder))));
  Before("rename");
  return base::RenameDurably(artifacts_.IncomingPath(artifact_), path);
}

absl::Status Upload::Discard(const absl::Status& reason) {
  file_.reset();
  Before("discard");
  RETURN_IF_ERROR(base::RemoveFile(FilePath()));
  RETURN_IF_ERROR(artifacts_.Forget(artifact_, std::string(reason.message()), Now()));
  return reason;
}

std::string Upload::FilePath() const {
  return already_here_ ? artifacts_.FilePath(artifact_) : artifacts_.IncomingPath(artifact_);
}

void Upload::Before(std::string_view step) const {
  if (options_.before) options_.before(step);
}

absl::Time Upload::Now() const {
  return (options_.clock == nullptr ? base::Clock::Real() : *options_.clock).Now();
}

}  // namespace sitrep::backend
