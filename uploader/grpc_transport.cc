#include "uploader/grpc_transport.h"

#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/support/async_stream.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "proto/ingest.grpc.pb.h"
#include "uploader/grpc_status.h"

namespace sitrep::uploader {
namespace {

constexpr int64_t kLeastChunkBytes = 64 << 10;
constexpr int64_t kMostChunkBytes = 1 << 20;
// How often an interrupt and a stall are looked for while nothing happens.
constexpr auto kWatchInterval = std::chrono::milliseconds(50);

// One upload stream, from StartCall to its status. All of it runs on the thread that calls Run();
// what gRPC does meanwhile comes back as an event on the queue. At most one read and one write are
// under way.
class UploadCall {
 public:
  UploadCall(grpc::Channel& channel, Ingest::Stub& stub, const GrpcTransportOptions& options,
             const SendRequest& request, const base::Interrupt& interrupt)
      : channel_(channel),
        options_(options),
        request_(request),
        item_(request.item),
        interrupt_(interrupt),
        stream_(stub.PrepareAsyncUpload(&context_, &queue_)) {}

  SendReport Run();

 private:
  enum Event : intptr_t { kStarted = 1, kRead, kWritten, kFinished, kChannelChanged };
  static void* Tag(Event event) { return reinterpret_cast<void*>(event); }

  base::Clock& clock() const {
    return options_.clock == nullptr ? base::Clock::Real() : *options_.clock;
  }

  absl::Status OpenFile();
  void Connect();
  void Step();
  void OnEvent(Event event, bool ok);
  void OnResponse();
  void OnResume(const Resume& resume);
  void OnAck(const Ack& ack);
  void OnDone(const Done& done);
  void SendOpen();
  void Pump();
  void SendChunk(int64_t length);
  void StartRead();
  void StartFinish();
  void Watch();
  absl::Duration StallLimit() const;
  void Progressed() { last_progress_ = clock().Now(); }
  void Fail(absl::Status status, bool local = false);
  absl::Status Result() const;

  grpc::Channel& channel_;
  const GrpcTransportOptions& options_;
  const SendRequest& request_;
  const SpoolItem& item_;
  const base::Interrupt& interrupt_;

  grpc::CompletionQueue queue_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientAsyncReaderWriter<UploadRequest, UploadResponse>> stream_;
  std::optional<base::FileSource> file_;
  UploadRequest outgoing_;
  UploadResponse incoming_;
  grpc::Status grpc_status_;

  SendReport report_;
  absl::Status failure_;  // ours; the first one decides
  absl::Time last_progress_;
  int64_t next_ = 0;  // offset of the next byte to write
  int under_way_ = 0;
  bool connecting_ = false;  // an attempt to connect has begun since Run()
  bool writing_ = false;
  bool write_broken_ = false;
  bool finish_sent_ = false;
  bool finishing_ = false;
  bool finished_ = false;
  bool done_ = false;
};

absl::Status UploadCall::OpenFile() {
  ASSIGN_OR_RETURN(file_, base::FileSource::Open(item_.path));
  return absl::OkStatus();
}

SendReport UploadCall::Run() {
  if (absl::Status opened = OpenFile(); !opened.ok()) {
    report_.status = std::move(opened);
    report_.local_failure = true;
    return report_;
  }
  Progressed();
  Connect();
  ++under_way_;
  stream_->StartCall(Tag(kStarted));
  while (!finished_ || under_way_ > 0) Step();
  report_.status = Result();
  return report_;
}

// Waits until the channel is connected or has failed to. A channel makes progress only while
// someone polls a queue on its behalf, and a call on one that failed before ends at once: without
// this, a retry would not even try.
void UploadCall::Connect() {
  grpc::experimental::ChannelResetConnectionBackoff(&channel_);
  const auto deadline =
      std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(options_.reconnect_wait);
  while (failure_.ok()) {
    const grpc_connectivity_state state = channel_.GetState(true);
    const bool failed = state == GRPC_CHANNEL_TRANSIENT_FAILURE &&
                        (connecting_ || std::chrono::steady_clock::now() > deadline);
    if (state == GRPC_CHANNEL_READY || state == GRPC_CHANNEL_SHUTDOWN || failed) return;
    connecting_ = connecting_ || state != GRPC_CHANNEL_TRANSIENT_FAILURE;
    ++under_way_;
    channel_.NotifyOnStateChange(state, std::chrono::system_clock::now() + kWatchInterval, &queue_,
                                 Tag(kChannelChanged));
    while (under_way_ > 0) Step();
  }
}

void UploadCall::Step() {
  void* tag = nullptr;
  bool ok = false;
  const auto deadline = std::chrono::system_clock::now() + kWatchInterval;
  if (queue_.AsyncNext(&tag, &ok, deadline) == grpc::CompletionQueue::GOT_EVENT) {
    --under_way_;
    OnEvent(static_cast<Event>(reinterpret_cast<intptr_t>(tag)), ok);
  }
  Watch();
}

void UploadCall::OnEvent(Event event, bool ok) {
  switch (event) {
    case kStarted:
      if (!ok) return StartFinish();
      StartRead();
      return SendOpen();
    case kRead:
      // No more answers: the status says why.
      if (!ok) return StartFinish();
      OnResponse();
      return StartRead();
    case kWritten:
      writing_ = false;
      write_broken_ = write_broken_ || !ok;
      if (ok) Progressed();
      return Pump();
    case kFinished:
      finished_ = true;
      return;
    case kChannelChanged:
      // An attempt may begin and fail between two looks at the state.
      connecting_ = connecting_ || ok;
      return;
  }
}

void UploadCall::OnResponse() {
  switch (incoming_.step_case()) {
    case UploadResponse::kResume:
      return OnResume(incoming_.resume());
    case UploadResponse::kAck:
      return OnAck(incoming_.ack());
    case UploadResponse::kDone:
      return OnDone(incoming_.done());
    // A step of a newer backend, which an older agent need not know.
    case UploadResponse::STEP_NOT_SET:
      return;
  }
}

void UploadCall::OnResume(const Resume& resume) {
  if (report_.resumed) return Fail(absl::InternalError("the backend said twice where to resume"));
  if (resume.offset() < 0 || resume.offset() > item_.size || resume.window() <= 0) {
    return Fail(absl::InternalError(
        absl::StrCat("the backend wants to resume at byte ", resume.offset(), " of ", item_.size,
                     " with a window of ", resume.window(), " bytes, which is impossible")));
  }
  if (absl::Status sought = file_->Seek(resume.offset()); !sought.ok()) {
    return Fail(std::move(sought), true);
  }
  report_.resumed = true;
  report_.resumed_from = report_.durable = next_ = resume.offset();
  report_.window = resume.window();
  Progressed();
  if (request_.progress) request_.progress(report_.durable, item_.size);
  Pump();
}

void UploadCall::OnAck(const Ack& ack) {
  if (ack.durable() > next_ || ack.durable() < report_.durable || !report_.resumed) {
    return Fail(absl::InternalError(absl::StrCat("the backend acknowledged ", ack.durable(),
                                                 " bytes after ", report_.durable, ", when ", next_,
                                                 " were sent")));
  }
  // While it verifies, a backend says so by repeating itself.
  if (finish_sent_) Progressed();
  if (ack.durable() == report_.durable) return;
  report_.durable = ack.durable();
  Progressed();
  if (request_.progress) request_.progress(report_.durable, item_.size);
  Pump();
}

void UploadCall::OnDone(const Done& done) {
  done_ = true;
  report_.artifact = done.artifact();
  report_.already_known = done.already_known();
  report_.durable = item_.size;
  Progressed();
}

void UploadCall::SendOpen() {
  Open& open = *outgoing_.mutable_open();
  open.set_sha256(item_.sha256);
  open.set_size(item_.size);
  open.set_kind(item_.kind);
  open.set_request(item_.request);
  open.set_name(item_.name);
  open.set_removed_by_age_or_quota(request_.removed_by_age_or_quota);
  writing_ = true;
  ++under_way_;
  stream_->Write(outgoing_, Tag(kWritten));
}

// Writes the next step if it may be written now.
void UploadCall::Pump() {
  const bool stopped = write_broken_ || finish_sent_ || done_ || !failure_.ok();
  if (!report_.resumed || writing_ || stopped) return;
  if (next_ < item_.size) {
    const int64_t room = report_.window - (next_ - report_.durable);
    const int64_t chunk = std::clamp(options_.chunk_bytes, kLeastChunkBytes, kMostChunkBytes);
    const int64_t length = std::min({chunk, room, item_.size - next_});
    if (length > 0) SendChunk(length);
    return;
  }
  outgoing_.mutable_finish();
  finish_sent_ = writing_ = true;
  ++under_way_;
  stream_->WriteLast(outgoing_, grpc::WriteOptions(), Tag(kWritten));
}

void UploadCall::SendChunk(int64_t length) {
  Chunk& chunk = *outgoing_.mutable_chunk();
  chunk.set_offset(next_);
  std::string& data = *chunk.mutable_data();
  data.resize(static_cast<size_t>(length));
  for (size_t filled = 0; filled < data.size();) {
    const auto count = file_->Read(absl::MakeSpan(&data[filled], data.size() - filled));
    if (!count.ok()) return Fail(count.status(), true);
    if (*count == 0)
      return Fail(absl::DataLossError(absl::StrCat(item_.path, " became shorter")), true);
    filled += *count;
  }
  next_ += length;
  report_.sent_bytes += length;
  writing_ = true;
  ++under_way_;
  stream_->Write(outgoing_, Tag(kWritten));
}

void UploadCall::StartRead() {
  ++under_way_;
  stream_->Read(&incoming_, Tag(kRead));
}

void UploadCall::StartFinish() {
  if (finishing_) return;
  finishing_ = true;
  ++under_way_;
  stream_->Finish(&grpc_status_, Tag(kFinished));
}

// The supervisor of everything that may hang: cancelling makes each operation under way end soon.
void UploadCall::Watch() {
  if (finished_ || !failure_.ok()) return;
  if (interrupt_.requested()) return Fail(absl::CancelledError("interrupted"));
  const absl::Duration limit = StallLimit();
  if (clock().Now() - last_progress_ <= limit) return;
  Fail(absl::DeadlineExceededError(absl::StrCat("no progress for ", absl::FormatDuration(limit),
                                                "; the backend or the way to it is stuck")));
}

absl::Duration UploadCall::StallLimit() const {
  const bool verifying = !report_.resumed || (finish_sent_ && !done_);
  if (!verifying) return options_.stall_timeout;
  return options_.stall_timeout +
         absl::Seconds(item_.size / std::max<int64_t>(1, options_.verify_bytes_per_second));
}

void UploadCall::Fail(absl::Status status, bool local) {
  if (!failure_.ok()) return;
  failure_ = std::move(status);
  report_.local_failure = local;
  context_.TryCancel();
}

absl::Status UploadCall::Result() const {
  // Whatever happened after it, Done says that the artifact is safe.
  if (done_) return absl::OkStatus();
  if (!failure_.ok()) return failure_;
  if (!grpc_status_.ok()) return FromGrpc(grpc_status_);
  return absl::InternalError("the backend ended the upload without acknowledging it");
}

}  // namespace

GrpcTransport::GrpcTransport(std::shared_ptr<grpc::Channel> channel,
                             const GrpcTransportOptions& options)
    : channel_(std::move(channel)), options_(options) {}

SendReport GrpcTransport::Send(const SendRequest& request, const base::Interrupt& interrupt) {
  const auto stub = Ingest::NewStub(channel_);
  return UploadCall(*channel_, *stub, options_, request, interrupt).Run();
}

}  // namespace sitrep::uploader
