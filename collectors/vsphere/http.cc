#include "collectors/vsphere/http.h"

#include <curl/curl.h>

#include <algorithm>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "base/tls_trust.h"

namespace sitrep::collectors {
namespace {

constexpr char kTrustPayload[] = "sitrep.collectors/trust";

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

base::TlsTrust::Rule RuleOf(const TrustOptions& trust) {
  if (!trust.thumbprints.empty()) return base::TlsTrust::Rule::kThumbprints;
  return trust.insecure ? base::TlsTrust::Rule::kAnything : base::TlsTrust::Rule::kAuthorities;
}

std::vector<std::string> Normalised(const std::vector<std::string>& thumbprints) {
  std::vector<std::string> result;
  for (const std::string& text : thumbprints) {
    if (auto normalised = base::NormaliseThumbprint(text); normalised.ok()) {
      result.push_back(*std::move(normalised));
    }
  }
  return result;
}

CURLcode InstallTrust(CURL*, void* ssl_context, void* trust) {
  static_cast<base::TlsTrust*>(trust)->Install(ssl_context);
  return CURLE_OK;
}

long Milliseconds(absl::Duration duration) {
  return static_cast<long>(std::max<int64_t>(1, absl::ToInt64Milliseconds(duration)));
}

}  // namespace

struct HttpConnection::State {
  State(const SourceOptions& source_options, const base::Interrupt& flag)
      : options(source_options),
        interrupt(flag),
        trust(RuleOf(source_options.trust), Normalised(source_options.trust.thumbprints)) {}

  const SourceOptions& options;
  const base::Interrupt& interrupt;
  base::TlsTrust trust;
  CURL* curl = nullptr;
  char error[CURL_ERROR_SIZE] = {};

  // Of the exchange that is running.
  const HttpRequest* request = nullptr;
  const OnBody* on_body = nullptr;
  absl::Status body_status;
  absl::Time last_byte;
  bool stalled = false;

  void Configure();
  void ConfigureTrust();
  void Prepare(const HttpRequest& next, const OnBody& next_body);
  HttpAnswer Answer() const;
  absl::Status Failure(CURLcode code) const;
  absl::Status TrustFailure() const;

  static size_t OnBytes(char* data, size_t, size_t size, void* self);
  static int OnProgress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
};

size_t HttpConnection::State::OnBytes(char* data, size_t, size_t size, void* self) {
  auto* state = static_cast<State*>(self);
  long status = 0;
  curl_easy_getinfo(state->curl, CURLINFO_RESPONSE_CODE, &status);
  if (!state->body_status.ok()) return 0;
  state->body_status = (*state->on_body)(static_cast<int>(status), std::string_view(data, size));
  state->last_byte = absl::Now();
  return state->body_status.ok() ? size : 0;
}

int HttpConnection::State::OnProgress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto* state = static_cast<State*>(self);
  const HttpRequest& request = *state->request;
  if (request.stop != nullptr && request.stop->requested()) return 1;
  if (!request.uninterruptible && state->interrupt.requested()) return 1;
  state->stalled = absl::Now() - state->last_byte > request.stall_timeout;
  return state->stalled ? 1 : 0;
}

void HttpConnection::State::Configure() {
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, options.trust.insecure ? "https,http" : "https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY,
                   options.proxy.c_str());  // empty: none, also not by environment
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_COOKIEFILE, "");
  curl_easy_setopt(curl, CURLOPT_USERAGENT, options.user_agent.c_str());
  curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, Milliseconds(options.connect_timeout));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &State::OnBytes);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &State::OnProgress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  ConfigureTrust();
}

void HttpConnection::State::ConfigureTrust() {
  const bool authorities = trust.rule() == base::TlsTrust::Rule::kAuthorities;
  const bool anything = trust.rule() == base::TlsTrust::Rule::kAnything;
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, anything ? 0L : 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, authorities ? 2L : 0L);
  if (!authorities) {
    // Reading the system's authorities costs time and would decide nothing.
    curl_easy_setopt(curl, CURLOPT_CAINFO, nullptr);
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  } else if (!options.trust.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, options.trust.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  curl_easy_setopt(curl, CURLOPT_SSL_CTX_FUNCTION, &InstallTrust);
  curl_easy_setopt(curl, CURLOPT_SSL_CTX_DATA, &trust);
}

absl::Status HttpConnection::State::TrustFailure() const {
  std::string message = "the server's certificate is not trusted";
  const std::string reason = trust.refusal().empty() ? error : trust.refusal();
  if (!reason.empty()) absl::StrAppend(&message, ": ", reason);
  if (const auto& leaf = trust.presented()) {
    absl::StrAppend(&message, "; presented: subject ", leaf->subject, ", issuer ", leaf->issuer,
                    ", SHA-256 ", leaf->sha256_thumbprint);
  }
  if (trust.rule() == base::TlsTrust::Rule::kThumbprints) {
    absl::StrAppend(&message, "; expected: ", absl::StrJoin(trust.thumbprints(), " or "));
  } else {
    absl::StrAppend(
        &message, "; expected: a chain to ",
        options.trust.ca_file.empty() ? "the system's authorities" : options.trust.ca_file,
        " and a matching name");
  }
  if (const auto& leaf = trust.presented()) {
    absl::StrAppend(&message,
                    ". If this is your server, verify the thumbprint there and pass --thumbprint ",
                    leaf->sha256_thumbprint, ", or its authority with --ca-file. Nothing was sent");
  }
  absl::Status status = absl::FailedPreconditionError(message);
  status.SetPayload(kTrustPayload, absl::Cord("1"));
  return status;
}

absl::Status HttpConnection::State::Failure(CURLcode code) const {
  const std::string text = error[0] != '\0' ? error : curl_easy_strerror(code);
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
      return TrustFailure();
    case CURLE_ABORTED_BY_CALLBACK:
      if (stalled) return absl::DeadlineExceededError(absl::StrCat(request->url, ": no byte came"));
      return absl::CancelledError("interrupted");
    case CURLE_OPERATION_TIMEDOUT:
      return absl::DeadlineExceededError(absl::StrCat(options.url, ": ", text));
    case CURLE_SSL_CACERT_BADFILE:
      return absl::InvalidArgumentError(
          absl::StrCat("CA file ", options.trust.ca_file, " cannot be used: ", text));
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return absl::InvalidArgumentError(absl::StrCat(request->url, ": ", text));
    case CURLE_SSL_CONNECT_ERROR:
      // With a refused certificate some versions of OpenSSL report the handshake, not the
      // verification.
      if (!trust.refusal().empty()) return TrustFailure();
      break;
    default:
      break;
  }
  return absl::UnavailableError(absl::StrCat(options.url, ": ", text));
}

HttpConnection::HttpConnection(const SourceOptions& options, const base::Interrupt& interrupt)
    : state_(std::make_unique<State>(options, interrupt)) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  state_->curl = curl_easy_init();
  state_->Configure();
}

HttpConnection::~HttpConnection() { curl_easy_cleanup(state_->curl); }

void HttpConnection::State::Prepare(const HttpRequest& next, const OnBody& next_body) {
  request = &next;
  on_body = &next_body;
  body_status = absl::OkStatus();
  error[0] = '\0';
  last_byte = absl::Now();
  stalled = false;
  curl_easy_setopt(curl, CURLOPT_URL, next.url.c_str());
  if (next.body) {
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(next.body->size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, next.body->data());
  } else {
    curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
  }
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST,
                   next.method.empty() ? nullptr : next.method.c_str());
  const bool limited = next.timeout != absl::InfiniteDuration();
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, limited ? Milliseconds(next.timeout) : 0L);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, next.unencoded ? nullptr : "gzip");
  // What a reused connection swallows without a byte of answer, libcurl sends again by itself.
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, next.at_most_once ? 1L : 0L);
}

HttpAnswer HttpConnection::State::Answer() const {
  long status = 0;
  curl_off_t received = 0;
  curl_off_t microseconds = 0;
  curl_off_t length = -1;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl, CURLINFO_SIZE_DOWNLOAD_T, &received);
  curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME_T, &microseconds);
  curl_easy_getinfo(curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  HttpAnswer answer;
  answer.status = static_cast<int>(status);
  answer.received_bytes = received;
  answer.content_length = length;
  answer.duration = absl::Microseconds(microseconds);
  return answer;
}

absl::StatusOr<HttpAnswer> HttpConnection::Exchange(const HttpRequest& request,
                                                    const OnBody& on_body) {
  if (!request.uninterruptible && state_->interrupt.requested()) {
    return absl::CancelledError("interrupted");
  }
  state_->Prepare(request, on_body);
  curl_slist* headers = nullptr;
  for (const std::string& header : request.headers) {
    headers = curl_slist_append(headers, header.c_str());
  }
  const List owned(headers);
  curl_easy_setopt(state_->curl, CURLOPT_HTTPHEADER, headers);
  const CURLcode code = curl_easy_perform(state_->curl);
  curl_easy_setopt(state_->curl, CURLOPT_HTTPHEADER, nullptr);
  if (!state_->body_status.ok()) return state_->body_status;
  if (code != CURLE_OK) return state_->Failure(code);
  return state_->Answer();
}

int64_t HttpConnection::announced_length() const {
  curl_off_t length = -1;
  curl_easy_getinfo(state_->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  return length;
}

std::vector<std::string> HttpConnection::Cookies() const {
  curl_slist* list = nullptr;
  curl_easy_getinfo(state_->curl, CURLINFO_COOKIELIST, &list);
  const List owned(list);
  std::vector<std::string> cookies;
  for (const curl_slist* at = list; at != nullptr; at = at->next) cookies.emplace_back(at->data);
  return cookies;
}

void HttpConnection::AddCookies(const std::vector<std::string>& cookies) {
  for (const std::string& cookie : cookies) {
    curl_easy_setopt(state_->curl, CURLOPT_COOKIELIST, cookie.c_str());
  }
}

void HttpConnection::ClearCookies() { curl_easy_setopt(state_->curl, CURLOPT_COOKIELIST, "ALL"); }

HttpReach HttpConnection::reach() const {
  long proxy_status = 0;
  curl_off_t secured_after = 0;
  curl_easy_getinfo(state_->curl, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
  curl_easy_getinfo(state_->curl, CURLINFO_APPCONNECT_TIME_T, &secured_after);
  return {static_cast<int>(proxy_status), secured_after > 0};
}

const std::optional<base::CertificateFacts>& HttpConnection::presented() const {
  return state_->trust.presented();
}

bool IsTrustFailure(const absl::Status& status) {
  return status.GetPayload(kTrustPayload).has_value();
}

}  // namespace sitrep::collectors
