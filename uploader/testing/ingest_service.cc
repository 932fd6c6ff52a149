#include "uploader/testing/ingest_service.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/digest.h"

namespace sitrep::uploader {

struct IngestService::Artifact {
  Open open;
  std::string name;   // SHA256-REQUEST
  std::string whole;  // path when complete
  std::string part;   // path while it arrives
  std::string note;   // path of the number of bytes acknowledged
  std::optional<base::FileSink> file;
  int64_t size = 0;  // bytes in part
  int64_t acknowledged = 0;
};

namespace {

grpc::Status Broken(const absl::Status& status) {
  return {grpc::StatusCode::INTERNAL, std::string(status.message())};
}

int64_t ReadNote(const std::string& path) {
  const auto text = base::ReadFile(path);
  int64_t number = 0;
  return text.ok() && absl::SimpleAtoi(*text, &number) ? number : 0;
}

}  // namespace

IngestService::State IngestService::state() const {
  base::MutexLock lock(mutex_);
  return state_;
}

void IngestService::Change(const std::function<void(State&)>& change) {
  base::MutexLock lock(mutex_);
  change(state_);
}

// The newest stream for an artifact wins: the older one is what a client left behind when its
// connection was cut.
void IngestService::TakeOver(const std::string& name, grpc::ServerContext* context) {
  base::MutexLock lock(mutex_);
  while (active_.count(name) != 0) {
    active_[name]->TryCancel();
    left_.Wait(mutex_);
  }
  active_[name] = context;
}

void IngestService::Leave(const std::string& name, grpc::ServerContext* context) {
  base::MutexLock lock(mutex_);
  if (active_[name] == context) active_.erase(name);
  left_.NotifyAll();
}

grpc::Status IngestService::Upload(grpc::ServerContext* context, Stream* stream) {
  if (context->auth_context()->FindPropertyValues("x509_common_name").empty()) {
    return {grpc::StatusCode::UNAUTHENTICATED, "no client certificate"};
  }
  UploadRequest request;
  if (!stream->Read(&request) || !request.has_open()) {
    return {grpc::StatusCode::INVALID_ARGUMENT, "Open comes first"};
  }
  if (const State now = state(); now.refusal.has_value()) return *now.refusal;
  Artifact artifact;
  artifact.open = request.open();
  artifact.name = absl::StrCat(artifact.open.sha256(), "-", artifact.open.request());
  artifact.whole = absl::StrCat(options_.folder, "/whole/", artifact.name);
  artifact.part = absl::StrCat(options_.folder, "/part/", artifact.name);
  artifact.note = artifact.part + ".acknowledged";
  TakeOver(artifact.name, context);
  const grpc::Status status = Receive(artifact, stream);
  Leave(artifact.name, context);
  return status;
}

grpc::Status IngestService::SayResume(Artifact& artifact, Stream* stream) {
  UploadResponse response;
  Resume& resume = *response.mutable_resume();
  resume.set_window(options_.window);
  if (base::FileExists(artifact.whole)) {
    resume.set_offset(artifact.open.size());
  } else {
    auto file = base::FileSink::Append(artifact.part);
    if (!file.ok()) return Broken(file.status());
    artifact.file = *std::move(file);
    artifact.size = artifact.acknowledged =
        std::min(base::FileSize(artifact.part).value_or(0), ReadNote(artifact.note));
    if (const auto cut = artifact.file->Truncate(artifact.size); !cut.ok()) return Broken(cut);
    resume.set_offset(artifact.size);
  }
  const Fault fault = state().fault;
  if (fault == Fault::kResumeBeyondEnd) resume.set_offset(artifact.open.size() + 1);
  if (fault == Fault::kResumeWithoutWindow) resume.set_window(0);
  stream->Write(response);
  return grpc::Status::OK;
}

grpc::Status IngestService::Receive(Artifact& artifact, Stream* stream) {
  const Fault fault = state().fault;
  if (fault != Fault::kSayNothing) {
    if (const grpc::Status said = SayResume(artifact, stream); !said.ok()) return said;
  }
  UploadRequest request;
  while (stream->Read(&request)) {
    if (request.has_finish()) return Complete(artifact, stream);
    if (!request.has_chunk() || !artifact.file.has_value()) {
      return {grpc::StatusCode::INVALID_ARGUMENT, "neither a chunk nor the end was expected"};
    }
    const grpc::Status taken = TakeChunk(artifact, request.chunk(), stream);
    if (!taken.ok()) return taken;
    if (fault == Fault::kDoneBeforeFinish) {
      UploadResponse response;
      response.mutable_done()->set_artifact("elsewhere");
      response.mutable_done()->set_already_known(true);
      stream->Write(response);
      return grpc::Status::OK;
    }
  }
  return {grpc::StatusCode::CANCELLED, "the client went away"};
}

grpc::Status IngestService::TakeChunk(Artifact& artifact, const Chunk& chunk, Stream* stream) {
  if (chunk.offset() != artifact.size ||
      chunk.offset() + static_cast<int64_t>(chunk.data().size()) > artifact.open.size()) {
    return {grpc::StatusCode::OUT_OF_RANGE, "a chunk does not follow the last one"};
  }
  if (artifact.size + static_cast<int64_t>(chunk.data().size()) - artifact.acknowledged >
      options_.window) {
    return {grpc::StatusCode::FAILED_PRECONDITION, "more than the window is unacknowledged"};
  }
  if (const auto wrote = artifact.file->Write(chunk.data()); !wrote.ok()) return Broken(wrote);
  artifact.size += static_cast<int64_t>(chunk.data().size());
  int64_t received = 0;
  Change([&](State& state) {
    received = state.received += static_cast<int64_t>(chunk.data().size());
  });
  if (options_.received) options_.received(received);
  const bool due = artifact.size - artifact.acknowledged >= options_.acknowledge_every;
  return due ? Acknowledge(artifact, stream) : grpc::Status::OK;
}

grpc::Status IngestService::Acknowledge(Artifact& artifact, Stream* stream) {
  if (const auto synced = artifact.file->Sync(); !synced.ok()) return Broken(synced);
  const auto noted = base::WriteFileAtomically(artifact.note, absl::StrCat(artifact.size));
  if (!noted.ok()) return Broken(noted);
  artifact.acknowledged = artifact.size;
  UploadResponse response;
  response.mutable_ack()->set_durable(artifact.size);
  switch (state().fault) {
    case Fault::kAcknowledgeNothing:
      return grpc::Status::OK;
    case Fault::kAcknowledgeTooMuch:
      response.mutable_ack()->set_durable(artifact.open.size() + 1);
      break;
    case Fault::kAcknowledgeLess:
      stream->Write(response);
      response.mutable_ack()->set_durable(artifact.size - 1);
      break;
    default:
      break;
  }
  stream->Write(response);
  return grpc::Status::OK;
}

grpc::Status IngestService::Complete(Artifact& artifact, Stream* stream) {
  const Fault fault = state().fault;
  if (fault == Fault::kEndWithoutDone) return grpc::Status::OK;
  const bool known = base::FileExists(artifact.whole);
  if (!known) {
    if (const auto synced = artifact.file->Sync(); !synced.ok()) return Broken(synced);
    const auto digest = base::Sha256HexOfFile(artifact.part);
    if (!digest.ok() || *digest != artifact.open.sha256() || fault == Fault::kDataLoss) {
      (void)base::RemoveFile(artifact.part);
      (void)base::RemoveFile(artifact.note);
      return {grpc::StatusCode::DATA_LOSS, "the digest does not match"};
    }
    const auto kept = base::RenameDurably(artifact.part, artifact.whole);
    if (!kept.ok()) return Broken(kept);
    (void)base::RemoveFile(artifact.note);
    Change([&](State& state) {
      ++state.completions;
      state.removed_told += artifact.open.removed_by_age_or_quota();
    });
  }
  UploadResponse response;
  response.mutable_done()->set_artifact(artifact.name);
  response.mutable_done()->set_already_known(known);
  stream->Write(response);
  return grpc::Status::OK;
}

}  // namespace sitrep::uploader
