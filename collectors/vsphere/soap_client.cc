#include "collectors/vsphere/soap_client.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/digest.h"
#include "base/status_macros.h"
#include "collectors/vsphere/api_version.h"
#include "collectors/vsphere/envelope.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/method.h"

namespace sitrep::collectors {
namespace {

// An answer that is kept whole: no list of objects, so it is small; a server that sends more is not
// one of ours.
constexpr size_t kLargestWholeAnswer = 64 << 20;
constexpr int kMostInFlight = 2;
constexpr size_t kLargestErrorAnswer = 1 << 20;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

absl::Status HttpStatus(int status, std::string_view method, const std::string& url) {
  const std::string message =
      absl::StrCat(url, ": ", View(method), ": the server answered HTTP status ", status);
  if (status == 404) {
    return absl::UnimplementedError(absl::StrCat(message, "; no vSphere API at this address"));
  }
  if (status == 403) return absl::PermissionDeniedError(message);
  return absl::UnavailableError(message);
}

bool MayRepeat(const absl::Status& status, int attempt, int max_attempts) {
  if (!IsTransient(status) || attempt >= max_attempts) return false;
  // A fault is repeated once, and so is what took the whole time that a call may take.
  return (!FaultOf(status) && !absl::IsDeadlineExceeded(status)) || attempt < 2;
}

}  // namespace

double RandomFraction() {
  const std::string bytes = base::RandomBytes(2);
  return (static_cast<unsigned char>(bytes[0]) * 256 + static_cast<unsigned char>(bytes[1])) /
         65535.0;
}

absl::Duration BackOff(int attempt, double fraction) {
  const int doublings = std::clamp(attempt - 2, 0, 6);
  const double seconds = std::min(60.0, static_cast<double>(1 << doublings));
  return absl::Seconds(seconds * (0.5 + 0.5 * fraction));
}

struct SoapClient::Connection {
  Connection(const SourceOptions& options, const base::Interrupt& interrupt)
      : http(options, interrupt) {}
  HttpConnection http;
  int64_t cookie_version = 0;
  bool busy = false;
};

struct SoapClient::Attempt {
  HttpRequest request;
  std::string answer;
};

SoapClient::SoapClient(const SourceOptions& options, const SourceAddress& address, CostLedger& cost,
                       base::Clock& clock, const base::Interrupt& interrupt)
    : options_(options),
      address_(address),
      cost_(cost),
      clock_(clock),
      interrupt_(interrupt),
      policy_(std::clamp(options.in_flight, 1, kMostInFlight)),
      api_version_(kLowestApiVersion) {}

SoapClient::~SoapClient() = default;

HttpRequest SoapClient::Request(std::string_view method, const Reference& self,
                                std::string_view arguments, Manner manner) {
  std::string operation = "sitrep-replay";
  HttpRequest request;
  request.url = absl::StrCat(address_.Origin(), address_.path);
  {
    base::MutexLock lock(mutex_);
    ++operations_;
    if (!options_.replay_safe) {
      operation = absl::StrCat("sitrep-", options_.run_id, "-", operations_);
    }
    request.headers = {"Content-Type: text/xml; charset=\"utf-8\"",
                       absl::StrCat("SOAPAction: \"urn:vim25/", api_version_, "\""), "Expect:"};
  }
  request.body = Envelope(operation, method, self, arguments);
  request.timeout = manner == Manner::kOnTheWayOut ? options_.logout_timeout : CallTimeout();
  request.uninterruptible = manner == Manner::kOnTheWayOut;
  return request;
}

absl::StatusOr<std::string> SoapClient::Call(std::string_view method, const Reference& self,
                                             std::string_view arguments, Manner manner) {
  const MethodRule* rule = FindMethod(method);
  if (rule == nullptr) {
    return absl::PermissionDeniedError(absl::StrCat(View(method), " is not an allowed method"));
  }
  Attempt attempt{.request = Request(method, self, arguments, manner), .answer = ""};
  attempt.request.at_most_once = !rule->repeatable;
  RETURN_IF_ERROR(Repeat(method, rule->repeatable, manner, nullptr, attempt));
  return std::move(attempt.answer);
}

absl::StatusOr<std::string> SoapClient::Stream(std::string_view method, const Reference& self,
                                               std::string_view arguments, ChunkCutter& cutter) {
  const MethodRule* rule = FindMethod(method);
  if (rule == nullptr) {
    return absl::PermissionDeniedError(absl::StrCat(View(method), " is not an allowed method"));
  }
  Attempt attempt{.request = Request(method, self, arguments, Manner::kNormal), .answer = ""};
  attempt.request.at_most_once = !rule->repeatable;
  RETURN_IF_ERROR(Repeat(method, rule->repeatable, Manner::kNormal, &cutter, attempt));
  return std::move(attempt.answer);
}

absl::StatusOr<std::string> SoapClient::Get(std::string_view document) {
  Attempt attempt;
  attempt.request.url = absl::StrCat(address_.Origin(), address_.path, View(document));
  attempt.request.timeout = options_.call_timeout;
  // Goes into a public column: without the path, which a site may have chosen.
  const std::string name = absl::StrCat("GET ", absl::StripPrefix(View(document), "/"));
  RETURN_IF_ERROR(Repeat(name, /*repeatable=*/true, Manner::kNormal, nullptr, attempt));
  return std::move(attempt.answer);
}

absl::Status SoapClient::Repeat(std::string_view method, bool repeatable, Manner manner,
                                ChunkCutter* cutter, Attempt& attempt) {
  const bool leaving = manner == Manner::kOnTheWayOut;
  const int most = !repeatable ? 1 : leaving ? 2 : std::max(1, options_.max_attempts);
  for (int number = 1;; ++number) {
    const absl::Status status = Once(std::string(method), cutter, attempt);
    if (!leaving && past_deadline()) return status;
    if (status.ok() || !MayRepeat(status, number, most)) return status;
    if (cutter != nullptr && cutter->chunks() > 0) return status;
    if (leaving) continue;
    const absl::Duration pause = BackOff(number + 1, RandomFraction());
    cost_.RecordRetry(std::string(method));
    if (options_.on_retry) options_.on_retry({std::string(method), status, number, pause});
    RETURN_IF_ERROR(Wait(pause));
  }
}

absl::Status SoapClient::Once(const std::string& method, ChunkCutter* cutter, Attempt& attempt) {
  attempt.answer.clear();
  if (cutter != nullptr) cutter->Reset();
  const size_t largest = cutter != nullptr ? kLargestErrorAnswer : kLargestWholeAnswer;
  const OnBody on_body = [&](int status, std::string_view bytes) -> absl::Status {
    if (cutter != nullptr && status == 200) return cutter->Feed(bytes);
    if (attempt.answer.size() + bytes.size() > largest) {
      return absl::DataLossError(absl::StrCat(method, ": the answer is larger than any should be"));
    }
    attempt.answer.append(bytes);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(Connection* const connection, Borrow(attempt.request));
  const absl::Time begin = clock_.Now();
  const absl::StatusOr<HttpAnswer> answer = connection->http.Exchange(attempt.request, on_body);
  CostLedger::Call call;
  call.sent_bytes = attempt.request.body ? static_cast<int64_t>(attempt.request.body->size()) : 0;
  call.received_bytes = answer.ok() ? answer->received_bytes : 0;
  call.duration = clock_.Now() - begin;
  Return(*connection, method, call);
  absl::Status status = answer.status();
  if (status.ok() && answer->status == 500) {
    const std::optional<Fault> fault = ReadSoapFault(attempt.answer);
    status = fault ? FaultStatus(*fault, method) : HttpStatus(500, method, options_.url);
  } else if (status.ok() && answer->status != 200) {
    status = HttpStatus(answer->status, method, options_.url);
  } else if (status.ok() && cutter != nullptr) {
    absl::StatusOr<std::string> skeleton = cutter->Finish();
    status = skeleton.status();
    if (skeleton.ok()) attempt.answer = *std::move(skeleton);
  }
  call.failed = !status.ok();
  cost_.Record(method, call);
  return status;
}

// In short naps, so that an interrupt does not wait for a minute.
absl::Status SoapClient::Wait(absl::Duration duration) {
  constexpr absl::Duration kNap = absl::Milliseconds(100);
  for (absl::Duration left = duration; left > absl::ZeroDuration(); left -= kNap) {
    if (interrupt_.requested()) return absl::CancelledError("interrupted");
    if (past_deadline()) {
      return absl::DeadlineExceededError("the time that was set for the run is over");
    }
    clock_.Sleep(std::min(left, kNap));
  }
  return absl::OkStatus();
}

void SoapClient::set_api_version(std::string version) {
  base::MutexLock lock(mutex_);
  api_version_ = std::move(version);
}

std::string SoapClient::api_version() const {
  base::MutexLock lock(mutex_);
  return api_version_;
}

std::vector<std::string> SoapClient::Cookies() const {
  base::MutexLock lock(mutex_);
  return cookies_;
}

void SoapClient::ClearCookies() {
  base::MutexLock lock(mutex_);
  cookies_.clear();
  ++cookie_version_;
}

std::optional<base::CertificateFacts> SoapClient::presented() const {
  base::MutexLock lock(mutex_);
  return presented_;
}

void SoapClient::set_deadline(absl::Time deadline) {
  base::MutexLock lock(mutex_);
  deadline_ = deadline;
}

bool SoapClient::past_deadline() const {
  base::MutexLock lock(mutex_);
  return clock_.Now() >= deadline_;
}

int SoapClient::most_in_flight() const {
  base::MutexLock lock(mutex_);
  return most_in_flight_;
}

int SoapClient::slowdowns() const {
  base::MutexLock lock(mutex_);
  return policy_.slowdowns();
}

absl::Duration SoapClient::longest_lane() const {
  base::MutexLock lock(mutex_);
  absl::Duration longest;
  for (const auto& [thread, duration] : lanes_) longest = std::max(longest, duration);
  return longest;
}

absl::Duration SoapClient::Pause() const {
  base::MutexLock lock(mutex_);
  return policy_.pause();
}

SoapClient::Connection* SoapClient::FreeConnection() {
  for (const std::unique_ptr<Connection>& connection : connections_) {
    if (!connection->busy) return connection.get();
  }
  connections_.push_back(std::make_unique<Connection>(options_, interrupt_));
  return connections_.back().get();
}

// A call on the way out waits for nothing but a call that is being answered.
absl::Status SoapClient::TakeTurn(bool leaving) {
  if (const absl::Duration pause = Pause(); !leaving && pause > absl::ZeroDuration()) {
    RETURN_IF_ERROR(Wait(pause));
  }
  base::MutexLock lock(mutex_);
  while (in_flight_ >= policy_.allowed()) {
    if (!leaving && interrupt_.requested()) return absl::CancelledError("interrupted");
    returned_.WaitFor(mutex_, std::chrono::milliseconds(100));
  }
  if (!leaving && clock_.Now() >= deadline_) {
    return absl::DeadlineExceededError("the time that was set for the run is over");
  }
  most_in_flight_ = std::max(most_in_flight_, ++in_flight_);
  return absl::OkStatus();
}

void SoapClient::EndTurn() {
  base::MutexLock lock(mutex_);
  --in_flight_;
  returned_.NotifyAll();
}

absl::Duration SoapClient::CallTimeout() const {
  base::MutexLock lock(mutex_);
  return std::clamp(deadline_ - clock_.Now(), absl::Milliseconds(1), options_.call_timeout);
}

absl::StatusOr<SoapClient::Connection*> SoapClient::Borrow(const HttpRequest& request) {
  RETURN_IF_ERROR(TakeTurn(request.uninterruptible));
  base::MutexLock lock(mutex_);
  Connection* const connection = FreeConnection();
  connection->busy = true;
  if (connection->cookie_version != cookie_version_) {
    connection->http.ClearCookies();
    connection->http.AddCookies(cookies_);
    connection->cookie_version = cookie_version_;
  }
  return connection;
}

void SoapClient::Return(Connection& connection, const std::string& method,
                        const CostLedger::Call& call) {
  base::MutexLock lock(mutex_);
  connection.busy = false;
  lanes_[std::this_thread::get_id()] += call.duration;
  --in_flight_;
  if (connection.http.presented()) presented_ = connection.http.presented();
  // What another login has replaced meanwhile is not to be brought back.
  if (connection.cookie_version == cookie_version_) {
    std::vector<std::string> cookies = connection.http.Cookies();
    if (cookies != cookies_) {
      cookies_ = std::move(cookies);
      connection.cookie_version = ++cookie_version_;
    }
  }
  if (call.received_bytes > 0) policy_.Record(method, call.duration, call.received_bytes);
  returned_.NotifyAll();
}

}  // namespace sitrep::collectors
