#include "backend/upload_stream.h"

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "backend/grpc_status.h"
#include "backend/peer.h"
#include "backend/refusal.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

constexpr size_t kLargestChunk = 1 << 20;
constexpr int64_t kAcksPerWindow = 4;
// A client that says nothing for this long, though its connection lives, gives its place to others.
constexpr std::chrono::minutes kIdle{5};
// Open comes with the call: whoever withholds it has no claim that would count it.
constexpr std::chrono::seconds kOpenPatience{30};
constexpr absl::Duration kPatience = absl::Seconds(30);
// While a large file is verified, the client hears from us this often.
constexpr absl::Duration kHeartbeat = absl::Seconds(5);

void StartThread(const UploadOptions& options, std::function<void()> work) {
  if (options.start_thread) return options.start_thread(std::move(work));
  std::thread(std::move(work)).detach();
}

}  // namespace

void ThreadCount::Begin() {
  base::MutexLock lock(mutex_);
  ++count_;
}

void ThreadCount::End() {
  base::MutexLock lock(mutex_);
  --count_;
  changed_.NotifyAll();
}

void ThreadCount::WaitForNone() {
  base::MutexLock lock(mutex_);
  while (count_ > 0) changed_.Wait(mutex_);
}

UploadStream* UploadStream::Start(const IngestContext& ingest,
                                  grpc::CallbackServerContext* context) {
  auto* stream = new UploadStream(ingest, context);
  ingest.threads->Begin();
  try {
    StartThread(ingest.upload, [stream, threads = ingest.threads] {
      stream->StartRead(&stream->request_);
      // After Finish() the stream may be gone.
      stream->Finish(ToGrpc(stream->Serve()));
      threads->End();
    });
  } catch (const std::system_error&) {
    ingest.threads->End();
    stream->Finish(grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED,
                                "the backend has no thread for this stream; try again later"));
  }
  return stream;
}

void UploadStream::OnReadDone(bool ok) {
  base::MutexLock lock(mutex_);
  read_ended_ = true;
  read_ok_ = ok;
  changed_.NotifyAll();
}

void UploadStream::OnWriteDone(bool ok) {
  base::MutexLock lock(mutex_);
  writing_ = false;
  write_ok_ = ok;
  changed_.NotifyAll();
}

void UploadStream::OnCancel() {
  base::MutexLock lock(mutex_);
  cancelled_ = true;
  changed_.NotifyAll();
}

void UploadStream::Supersede() {
  base::MutexLock lock(mutex_);
  superseded_ = true;
  // A write to a client that no longer reads would never end by itself.
  if (writing_) context_->TryCancel();
  changed_.NotifyAll();
}

absl::Status UploadStream::Interrupted() {
  if (superseded_) {
    return Refusal(absl::AbortedError("another stream for the same artifact took over"));
  }
  if (cancelled_) return Refusal(absl::CancelledError("the call was cancelled"));
  return absl::OkStatus();
}

absl::Status UploadStream::CheckInterrupted() {
  base::MutexLock lock(mutex_);
  return Interrupted();
}

absl::StatusOr<UploadRequest> UploadStream::Read(std::chrono::seconds patience) {
  UploadRequest request;
  {
    base::MutexLock lock(mutex_);
    bool timely = true;
    while (!read_ended_ && Interrupted().ok() && timely)
      timely = changed_.WaitFor(mutex_, patience);
    RETURN_IF_ERROR(Interrupted());
    if (!read_ended_)
      return Refusal(absl::DeadlineExceededError(
          absl::StrCat("nothing came for ", patience.count(), " seconds")));
    if (!read_ok_) return Refusal(absl::CancelledError("the stream ended without Finish"));
    request.Swap(&request_);
    read_ended_ = false;
  }
  // The next message travels while this one is written to disk.
  StartRead(&request_);
  return request;
}

absl::Status UploadStream::Write(const UploadResponse& response) {
  {
    base::MutexLock lock(mutex_);
    RETURN_IF_ERROR(Interrupted());
    response_ = response;
    writing_ = true;
  }
  StartWrite(&response_);
  base::MutexLock lock(mutex_);
  // Nothing but its end may end this wait: gRPC has response_ until then.
  while (writing_) changed_.Wait(mutex_);
  RETURN_IF_ERROR(Interrupted());
  return write_ok_ ? absl::OkStatus() : Refusal(absl::CancelledError("the client is gone"));
}

absl::Status UploadStream::Serve() {
  const absl::Time now = ingest_.upload.clock->Now();
  Agents agents(*ingest_.store);
  ASSIGN_OR_RETURN(const Agent agent, IdentifyPeer(*context_, agents, now));
  ASSIGN_OR_RETURN(const UploadRequest first, Read(kOpenPatience));
  if (!first.has_open()) {
    return Refusal(absl::InvalidArgumentError("the first message must be Open"));
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<UploadClaims::Claim> claim,
                   ingest_.claims->Take(
                       absl::StrCat(agent.tenant, "/", first.open().sha256()),
                       [this] { Supersede(); }, kPatience));
  ASSIGN_OR_RETURN(const std::unique_ptr<Upload> upload,
                   Upload::Open(*ingest_.store, ingest_.upload, agent, first.open()));
  UploadResponse resume;
  resume.mutable_resume()->set_offset(upload->received());
  resume.mutable_resume()->set_window(ingest_.upload.limits.window_bytes);
  RETURN_IF_ERROR(Write(resume));
  RETURN_IF_ERROR(Receive(*upload));
  // Only now, and once: a client that was cut before its Done says the same number again.
  if (!upload->was_bound()) {
    RETURN_IF_ERROR(agents.AddGivenUp(agent.id, first.open().removed_by_age_or_quota(), now));
  }
  return SendDone();
}

absl::Status UploadStream::Receive(Upload& upload) {
  while (true) {
    ASSIGN_OR_RETURN(const UploadRequest request, Read(kIdle));
    switch (request.step_case()) {
      case UploadRequest::kChunk:
        RETURN_IF_ERROR(Take(upload, request.chunk()));
        break;
      case UploadRequest::kFinish:
        return Complete(upload);
      default:
        return Refusal(absl::InvalidArgumentError("after Open only Chunk and Finish may come"));
    }
  }
}

absl::Status UploadStream::Take(Upload& upload, const Chunk& chunk) {
  if (chunk.data().size() > kLargestChunk) {
    return Refusal(absl::InvalidArgumentError("a chunk has at most 1 MiB"));
  }
  RETURN_IF_ERROR(upload.Append(chunk.offset(), chunk.data()));
  const int64_t waiting = upload.received() - upload.durable();
  const bool due = waiting >= ingest_.upload.limits.window_bytes / kAcksPerWindow;
  if (!due && upload.received() < upload.size()) return absl::OkStatus();
  RETURN_IF_ERROR(upload.Sync());
  return SendAck(upload);
}

absl::Status UploadStream::SendAck(const Upload& upload) {
  UploadResponse ack;
  ack.mutable_ack()->set_durable(upload.durable());
  return Write(ack);
}

absl::Status UploadStream::Complete(Upload& upload) {
  absl::Time said = absl::Now();
  const auto alive = [&]() -> absl::Status {
    RETURN_IF_ERROR(CheckInterrupted());
    if (absl::Now() - said < kHeartbeat) return absl::OkStatus();
    said = absl::Now();
    return SendAck(upload);
  };
  ASSIGN_OR_RETURN(done_, upload.Finish(alive));
  if (ingest_.on_received) ingest_.on_received();
  return absl::OkStatus();
}

absl::Status UploadStream::SendDone() {
  UploadResponse response;
  *response.mutable_done() = done_;
  return Write(response);
}

}  // namespace sitrep::backend
