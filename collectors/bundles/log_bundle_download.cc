#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "base/byte_pipe.h"
#include "base/mutex.h"
#include "base/status_macros.h"
#include "collectors/bundles/log_bundle.h"
#include "collectors/bundles/session_keeper.h"
#include "collectors/vsphere/cost.h"
#include "collectors/vsphere/http.h"
#include "collectors/vsphere/soap_client.h"

namespace sitrep::collectors {
namespace {

constexpr size_t kPipeBytes = 1 << 20;

absl::Status RefusedStatus(int status, const std::string& url) {
  const std::string message = absl::StrCat(url, ": the server answered HTTP status ", status);
  if (status == 404 || status == 410) return absl::NotFoundError(message);
  if (status == 401 || status == 403) return absl::PermissionDeniedError(message);
  return absl::UnavailableError(message);
}

// Fetches on a thread of its own into a pipe that the caller reads.
class Download : public LogBundleDownload {
 public:
  Download(Session& session, const LogBundleFile& file, absl::Duration stall_timeout)
      : session_(session), http_(session.options(), session.interrupt()), pipe_(kPipeBytes) {
    request_.url = file.url;
    request_.stall_timeout = stall_timeout;
    request_.unencoded = true;
    request_.stop = &stop_;
    http_.AddCookies(session.client().Cookies());
    keeper_ = std::make_unique<SessionKeeper>(session);
    thread_ = std::thread([this] { Fetch(); });
  }

  ~Download() override {
    pipe_.CloseRead();
    stop_.Request();
    thread_.join();
  }

  // Waits for the first byte, or the end, or the refusal.
  absl::Status AwaitStart() {
    base::MutexLock lock(mutex_);
    while (!started_) changed_.Wait(mutex_);
    return start_status_;
  }

  absl::StatusOr<size_t> Read(absl::Span<char> buffer) override { return pipe_.Read(buffer); }
  int64_t size() const override { return size_; }

 private:
  void Fetch();
  absl::Status OnBytes(int status, std::string_view bytes);
  void Start(absl::Status status);

  Session& session_;
  base::Interrupt stop_;
  HttpConnection http_;
  HttpRequest request_;
  base::BytePipe pipe_;
  std::atomic<int64_t> size_{-1};
  int64_t received_ = 0;

  base::Mutex mutex_;
  base::ConditionVariable changed_;
  bool started_ SITREP_GUARDED_BY(mutex_) = false;
  absl::Status start_status_ SITREP_GUARDED_BY(mutex_);

  std::unique_ptr<SessionKeeper> keeper_;
  std::thread thread_;
};

void Download::Start(absl::Status status) {
  base::MutexLock lock(mutex_);
  if (started_) return;
  started_ = true;
  start_status_ = std::move(status);
  changed_.NotifyAll();
}

absl::Status Download::OnBytes(int status, std::string_view bytes) {
  if (status != 200) return RefusedStatus(status, request_.url);
  if (received_ == 0) {
    size_ = http_.announced_length();
    Start(absl::OkStatus());
  }
  received_ += static_cast<int64_t>(bytes.size());
  return pipe_.Write(bytes);
}

void Download::Fetch() {
  const absl::Time begin = session_.clock().Now();
  const auto answer = http_.Exchange(
      request_, [this](int status, std::string_view bytes) { return OnBytes(status, bytes); });
  absl::Status status = answer.status();
  if (status.ok() && answer->status != 200) status = RefusedStatus(answer->status, request_.url);
  if (absl::IsDeadlineExceeded(status)) {
    status = absl::UnavailableError(absl::StrCat("the download stalled: ", status.message()));
  }
  CostLedger::Call call;
  call.received_bytes = received_;
  call.duration = session_.clock().Now() - begin;
  call.failed = !status.ok();
  session_.cost().Record("GET log bundle", call);
  Start(status);
  pipe_.CloseWrite(status);
}

}  // namespace

absl::StatusOr<std::unique_ptr<LogBundleDownload>> LogBundleDownload::Open(
    Session& session, const LogBundleFile& file, absl::Duration stall_timeout) {
  auto download = std::make_unique<Download>(session, file, stall_timeout);
  RETURN_IF_ERROR(download->AwaitStart());
  return std::unique_ptr<LogBundleDownload>(std::move(download));
}

}  // namespace sitrep::collectors
