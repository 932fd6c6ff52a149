#include "collectors/appliance/rest_answer.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace sitrep::collectors {
namespace {

constexpr char kReason[] = "sitrep.collectors/rest-reason";
// The endpoint's own messages begin so: it did not pass the request on to any service.
constexpr absl::string_view kEndpointsOwn = "com.vmware.vapi.rest.";

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// A word such as UNAUTHORIZED, out of {"error_type": "UNAUTHORIZED"} or
// {"type": "com.vmware.vapi.std.errors.unauthorized"}; empty when it is no plain word.
std::string ErrorWord(const Json& error) {
  absl::string_view word = View(error.TextOf("error_type"));
  if (word.empty()) {
    word = View(error.TextOf("type"));
    if (const size_t dot = word.rfind('.'); dot != absl::string_view::npos) {
      word.remove_prefix(dot + 1);
    }
  }
  for (const char c : word) {
    if (!absl::ascii_isalpha(c) && c != '_') return "";
  }
  return word.size() <= 40 ? absl::AsciiStrToUpper(word) : "";
}

bool IsEndpointsOwn(const Json& error) {
  const Json* messages = error.Find("messages");
  if (messages == nullptr && error.Find("value") != nullptr) {
    messages = error.Find("value")->Find("messages");
  }
  if (messages == nullptr) return false;
  for (const Json& message : messages->items) {
    if (absl::StartsWith(View(message.TextOf("id")), kEndpointsOwn)) return true;
  }
  return false;
}

absl::StatusCode CodeOf(int http_status, bool service_said_so) {
  switch (http_status) {
    case 400:
      return absl::StatusCode::kInvalidArgument;
    case 401:
      return absl::StatusCode::kUnauthenticated;
    case 403:
      return absl::StatusCode::kPermissionDenied;
    case 404:
      return service_said_so ? absl::StatusCode::kNotFound : absl::StatusCode::kUnimplemented;
    case 405:
    case 501:
      return absl::StatusCode::kUnimplemented;
    case 429:
    case 502:
    case 503:
    case 504:
      return absl::StatusCode::kUnavailable;
    default:
      return absl::StatusCode::kInternal;
  }
}

absl::Status Refusal(int http_status, std::string_view body, std::string_view resource) {
  const absl::StatusOr<Json> error = ParseJson(body);
  const std::string word = error.ok() ? ErrorWord(*error) : "";
  const bool service = word == "NOT_FOUND" && !IsEndpointsOwn(*error);
  absl::Status status(CodeOf(http_status, service),
                      absl::StrCat(View(resource), ": the source answered HTTP status ",
                                   http_status, word.empty() ? "" : " ", word));
  status.SetPayload(kReason, absl::Cord(word.empty() ? absl::StrCat("HTTP", http_status) : word));
  return status;
}

}  // namespace

absl::StatusOr<Json> ReadRestAnswer(int http_status, std::string_view body, RestFamily family,
                                    std::string_view resource) {
  if (http_status == 204) return Json();
  if (http_status < 200 || http_status > 299) return Refusal(http_status, body, resource);
  absl::StatusOr<Json> json = ParseJson(body);
  if (!json.ok()) {
    return absl::DataLossError(absl::StrCat(View(resource), ": ", json.status().message()));
  }
  if (family == RestFamily::kApi) return json;
  const Json* value = json->Find("value");
  if (value == nullptr) {
    return absl::DataLossError(absl::StrCat(View(resource), ": the answer has no value"));
  }
  Json inner = *value;
  return inner;
}

std::string RestReason(const absl::Status& status) {
  if (const auto reason = status.GetPayload(kReason)) return std::string(*reason);
  if (absl::IsDataLoss(status)) return "malformed";
  if (absl::IsDeadlineExceeded(status)) return "timeout";
  if (absl::IsUnavailable(status)) return "transport";
  return absl::StatusCodeToString(status.code());
}

std::string_view RestCoverage(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
      return "denied";
    case absl::StatusCode::kUnimplemented:
    case absl::StatusCode::kNotFound:
      return "not_supported";
    default:
      return "failed";
  }
}

}  // namespace sitrep::collectors
