#include "collectors/vsphere/vsan_endpoint.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/status_macros.h"
#include "collectors/vsphere/cost.h"
#include "collectors/vsphere/envelope.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/soap_client.h"

namespace sitrep::collectors {
namespace {

constexpr char kMethod[] = "VsanQueryVcClusterHealthSummary";
constexpr size_t kLargestAnswer = 64 << 20;
const Reference kHealthSystem = {"VsanVcClusterHealthSystem", "vsan-cluster-health-system"};

// The value of the session's cookie, without the quotes that vCenter puts around it.
std::string CookieValue(const std::vector<std::string>& cookies) {
  for (const std::string& cookie : cookies) {
    const std::vector<std::string> fields = absl::StrSplit(cookie, '\t');
    if (fields.size() != 7 || fields[5] != "vmware_soap_session") continue;
    return std::string(absl::StripSuffix(absl::StripPrefix(fields[6], "\""), "\""));
  }
  return "";
}

std::string Arguments(const Reference& cluster, bool from_cache) {
  std::string xml = ReferenceElement("cluster", cluster);
  for (const char* field : {"groups", "timestamp", "overallHealth", "overallHealthDescription"}) {
    xml += Element("fields", field);
  }
  return xml + Element("fetchFromCache", from_cache ? "true" : "false");
}

// Its namespace is its own, and so the envelope is.
std::string VsanEnvelope(const std::string& operation, const std::string& cookie,
                         const std::string& arguments) {
  return absl::StrCat(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
      " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Header>",
      Element("operationID", operation), Element("vcSessionCookie", cookie),
      "</soapenv:Header><soapenv:Body><", kMethod, " xmlns=\"urn:vsan\">",
      ReferenceElement("_this", kHealthSystem), arguments, "</", kMethod,
      "></soapenv:Body></soapenv:Envelope>");
}

absl::Status HttpStatus(int status) {
  const std::string message = absl::StrCat(kMethod, ": the server answered HTTP status ", status);
  if (status == 404) return absl::UnimplementedError(message);
  if (status == 403) return absl::PermissionDeniedError(message);
  return absl::UnavailableError(message);
}

}  // namespace

VsanEndpoint::VsanEndpoint(Session& session)
    : session_(session), http_(session.options(), session.interrupt()) {}

HttpRequest VsanEndpoint::Request(const Reference& cluster, bool from_cache) {
  const SourceOptions& options = session_.options();
  const std::vector<std::string> cookies = session_.client().Cookies();
  http_.ClearCookies();
  http_.AddCookies(cookies);
  const std::string operation =
      options.replay_safe ? "sitrep-replay"
                          : absl::StrCat("sitrep-", options.run_id, "-vsan-", ++operations_);
  HttpRequest request;
  request.url = absl::StrCat(session_.client().address().Origin(), "/vsanHealth");
  request.headers = {"Content-Type: text/xml; charset=\"utf-8\"", "SOAPAction: \"urn:vsan/\"",
                     "Expect:"};
  request.body = VsanEnvelope(operation, CookieValue(cookies), Arguments(cluster, from_cache));
  request.timeout = session_.client().CallTimeout();
  request.at_most_once = !from_cache;
  return request;
}

absl::StatusOr<std::string> VsanEndpoint::Once(const HttpRequest& request) {
  std::string body;
  const OnBody on_body = [&](int, std::string_view bytes) -> absl::Status {
    if (body.size() + bytes.size() > kLargestAnswer) {
      return absl::DataLossError(
          absl::StrCat(kMethod, ": the answer is larger than any should be"));
    }
    body.append(bytes);
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(session_.client().TakeTurn(/*leaving=*/false));
  const absl::Time begin = session_.clock().Now();
  const absl::StatusOr<HttpAnswer> answer = http_.Exchange(request, on_body);
  session_.client().EndTurn();
  absl::Status status = answer.status();
  if (status.ok() && answer->status != 200) {
    const auto fault = answer->status == 500 ? ReadSoapFault(body) : std::nullopt;
    status = fault ? FaultStatus(*fault, kMethod) : HttpStatus(answer->status);
  }
  CostLedger::Call call;
  call.sent_bytes = static_cast<int64_t>(request.body->size());
  call.received_bytes = answer.ok() ? answer->received_bytes : 0;
  call.duration = session_.clock().Now() - begin;
  call.failed = !status.ok();
  session_.cost().Record(kMethod, call);
  RETURN_IF_ERROR(status);
  return body;
}

absl::StatusOr<VsanSummary> VsanEndpoint::Query(const Reference& cluster, bool from_cache,
                                                int most_attempts) {
  for (int attempt = 1;; ++attempt) {
    const absl::StatusOr<std::string> answer = Once(Request(cluster, from_cache));
    if (answer.ok()) return ReadVsanSummary(*answer);
    const bool again = absl::IsUnavailable(answer.status()) && attempt < most_attempts;
    if (!again) return answer.status();
    const absl::Duration pause = BackOff(attempt + 1, 1.0);
    session_.cost().RecordRetry(kMethod);
    const SourceOptions& options = session_.options();
    if (options.on_retry) options.on_retry({kMethod, answer.status(), attempt, pause});
    RETURN_IF_ERROR(session_.client().Wait(pause));
  }
}

absl::StatusOr<VsanSummary> VsanEndpoint::Kept(const Reference& cluster) {
  return Query(cluster, /*from_cache=*/true, std::max(1, session_.options().max_attempts));
}

absl::StatusOr<VsanSummary> VsanEndpoint::Fresh(const Reference& cluster, absl::Duration pause) {
  const absl::Duration left = last_fresh_ + pause - session_.clock().Now();
  RETURN_IF_ERROR(session_.client().Wait(left));
  last_fresh_ = session_.clock().Now();
  return Query(cluster, /*from_cache=*/false, 1);
}

}  // namespace sitrep::collectors
