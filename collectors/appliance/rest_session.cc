#include "collectors/appliance/rest_session.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "collectors/vsphere/cost.h"
#include "collectors/vsphere/soap_client.h"

namespace sitrep::collectors {
namespace {

constexpr size_t kLargestAnswer = 16 << 20;
constexpr size_t kLongestId = 1024;
constexpr int kMostFailures = 3;
constexpr absl::Duration kLoginTimeout = absl::Seconds(20);
constexpr char kSessionHeader[] = "vmware-api-session-id";

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

const char* SessionPath(RestFamily family) {
  return family == RestFamily::kApi ? "session" : "com/vmware/cis/session";
}

// The id goes into a header, so it must not be able to end one.
bool IsSessionId(std::string_view id) {
  return !id.empty() && id.size() <= kLongestId &&
         std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

bool MeansOtherFamily(const absl::Status& status) {
  return absl::IsUnimplemented(status) || absl::IsNotFound(status) ||
         absl::IsInvalidArgument(status);
}

bool MayPass(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDataLoss(status);
}

}  // namespace

std::string PathSegment(std::string_view id) {
  std::string result;
  for (const char c : id) {
    if (absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.' || c == ':' || c == '~') {
      result += c;
    } else {
      absl::StrAppend(&result, "%", absl::BytesToHexString(absl::string_view(&c, 1)));
    }
  }
  return result;
}

RestSession::RestSession(Session& session, RefusedLogins& refused)
    : session_(session), refused_(refused), http_(session.options(), session.interrupt()) {}

RestSession::~RestSession() {
  if (const absl::Status status = Close(); !status.ok()) {
    base::LogWarning(absl::StrCat("the REST session at ", session_.address(),
                                  " could not be ended: ", status.message()));
  }
}

// Versions before 7 have no /api: asking would only show the password to one more address.
std::vector<RestFamily> RestSession::Families() const {
  const std::string version(session_.content().About("version"));
  int major = 0;
  (void)absl::SimpleAtoi(version.substr(0, version.find('.')), &major);
  if (major > 0 && major < 7) return {RestFamily::kRest};
  return {RestFamily::kApi, RestFamily::kRest};
}

absl::Status RestSession::Open() {
  if (refused_.Holds(session_.options())) {
    return absl::UnauthenticatedError("the REST endpoint has refused this credential before");
  }
  if (session_.login_refused()) {
    return absl::UnauthenticatedError("the source has refused this credential");
  }
  absl::Status status = absl::UnimplementedError("no REST endpoint");
  for (const RestFamily family : Families()) {
    status = LogIn(family);
    if (status.ok() || !MeansOtherFamily(status)) break;
  }
  if (MeansOtherFamily(status)) return absl::UnimplementedError(status.message());
  if (absl::IsUnauthenticated(status)) refused_.Add(session_.options());
  return status;
}

absl::Status RestSession::LogIn(RestFamily family) {
  if (session_.interrupt().requested()) return absl::CancelledError("interrupted");
  family_ = family;
  id_.clear();
  http_.ClearCookies();
  HttpRequest request = Request(SessionPath(family), "POST");
  const SourceOptions& options = session_.options();
  request.headers.push_back(
      absl::StrCat("Authorization: Basic ",
                   absl::Base64Escape(absl::StrCat(options.username, ":", options.password))));
  request.body = "";
  request.at_most_once = true;
  // A login that is given up half way may leave a session behind that nobody can end.
  request.uninterruptible = true;
  request.timeout = std::min(options.call_timeout, kLoginTimeout);
  const absl::StatusOr<Reply> reply = Once(request, "POST session");
  // The cookie tells the id even when the rest of the answer was lost.
  id_ = CookieId();
  http_.ClearCookies();
  RETURN_IF_ERROR(reply.status());
  const absl::StatusOr<Json> answer =
      ReadRestAnswer(reply->status, reply->body, family, "POST session");
  RETURN_IF_ERROR(answer.status());
  if (answer->kind == Json::Kind::kText && IsSessionId(answer->text)) id_ = answer->text;
  if (id_.empty()) return absl::DataLossError("POST session: the answer has no session");
  return absl::OkStatus();
}

std::string RestSession::CookieId() const {
  for (const std::string& cookie : http_.Cookies()) {
    const std::vector<std::string> fields = absl::StrSplit(cookie, '\t');
    if (fields.size() == 7 && fields[5] == kSessionHeader && IsSessionId(fields[6])) {
      return fields[6];
    }
  }
  return "";
}

HttpRequest RestSession::Request(std::string_view path, std::string method) const {
  HttpRequest request;
  request.url = absl::StrCat(session_.client().address().Origin(),
                             family_ == RestFamily::kApi ? "/api/" : "/rest/", View(path));
  request.method = std::move(method);
  request.headers = {"Accept: application/json", "Expect:"};
  request.timeout = session_.client().CallTimeout();
  return request;
}

absl::StatusOr<RestSession::Reply> RestSession::Once(const HttpRequest& request,
                                                     const std::string& cost_name) {
  Reply reply;
  const OnBody on_body = [&](int, std::string_view bytes) -> absl::Status {
    if (reply.body.size() + bytes.size() > kLargestAnswer) {
      return absl::ResourceExhaustedError(
          absl::StrCat(cost_name, ": the answer is larger than any should be"));
    }
    reply.body.append(bytes);
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(session_.client().TakeTurn(request.uninterruptible));
  const absl::Time begin = session_.clock().Now();
  const absl::StatusOr<HttpAnswer> answer = http_.Exchange(request, on_body);
  session_.client().EndTurn();
  CostLedger::Call call;
  call.sent_bytes = request.body ? static_cast<int64_t>(request.body->size()) : 0;
  call.received_bytes = answer.ok() ? answer->received_bytes : 0;
  call.duration = session_.clock().Now() - begin;
  call.failed = !answer.ok() || answer->status >= 400;
  session_.cost().Record(cost_name, call);
  RETURN_IF_ERROR(answer.status());
  reply.status = answer->status;
  return reply;
}

absl::StatusOr<Json> RestSession::Repeat(const HttpRequest& request, const std::string& cost_name) {
  for (int attempt = 1;; ++attempt) {
    absl::StatusOr<Json> result = absl::UnknownError("not asked");
    if (const auto reply = Once(request, cost_name); reply.ok()) {
      result = ReadRestAnswer(reply->status, reply->body, family_, cost_name);
    } else {
      result = reply.status();
    }
    const bool again = MayPass(result.status()) && attempt < session_.options().max_attempts;
    if (!again) return result;
    const absl::Duration pause = BackOff(attempt + 1, RandomFraction());
    session_.cost().RecordRetry(cost_name);
    const SourceOptions& options = session_.options();
    if (options.on_retry) options.on_retry({cost_name, result.status(), attempt, pause});
    RETURN_IF_ERROR(session_.client().Wait(pause));
  }
}

absl::Status RestSession::LogInAnew() {
  renewed_ = true;
  Close().IgnoreError();  // should the source still hold it
  return Open();
}

absl::StatusOr<Json> RestSession::Call(const HttpRequest& request, const std::string& cost_name) {
  if (session_.client().past_deadline()) {
    return absl::DeadlineExceededError("the time of the run is over");
  }
  if (failures_ >= kMostFailures) return absl::UnavailableError("the endpoint does not answer");
  HttpRequest signed_request = request;
  signed_request.headers.push_back(absl::StrCat(kSessionHeader, ": ", id_));
  absl::StatusOr<Json> result = Repeat(signed_request, cost_name);
  if (absl::IsUnauthenticated(result.status()) && !renewed_) {
    RETURN_IF_ERROR(LogInAnew());
    signed_request.headers.back() = absl::StrCat(kSessionHeader, ": ", id_);
    result = Repeat(signed_request, cost_name);
  }
  const bool gave_up = MayPass(result.status()) || absl::IsDeadlineExceeded(result.status());
  failures_ = gave_up ? failures_ + 1 : 0;
  return result;
}

absl::StatusOr<Json> RestSession::Get(std::string_view path, std::string_view name) {
  return Call(Request(path, "GET"), absl::StrCat("GET ", View(name)));
}

absl::StatusOr<Json> RestSession::Ask(std::string_view path, std::string_view name,
                                      std::string body) {
  HttpRequest request = Request(path, "POST");
  request.headers.emplace_back("Content-Type: application/json");
  request.body = std::move(body);
  return Call(request, absl::StrCat("POST ", View(name)));
}

absl::Status RestSession::Close() {
  if (id_.empty()) return absl::OkStatus();
  HttpRequest request = Request(SessionPath(family_), "DELETE");
  request.headers.push_back(absl::StrCat(kSessionHeader, ": ", id_));
  request.timeout = session_.options().logout_timeout;
  request.uninterruptible = true;
  id_.clear();
  for (int attempt = 1;; ++attempt) {
    const absl::StatusOr<Reply> reply = Once(request, "DELETE session");
    const absl::Status status =
        reply.ok()
            ? ReadRestAnswer(reply->status, "null", RestFamily::kApi, "DELETE session").status()
            : reply.status();
    // Gone is what was wanted.
    if (status.ok() || absl::IsUnauthenticated(status)) return absl::OkStatus();
    if (attempt == 2) return status;
  }
}

}  // namespace sitrep::collectors
