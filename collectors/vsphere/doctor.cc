#include "collectors/vsphere/doctor.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/certificate.h"
#include "collectors/vsphere/api_version.h"
#include "collectors/vsphere/cost.h"
#include "collectors/vsphere/doctor_network.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/http.h"
#include "collectors/vsphere/privilege_query.h"
#include "collectors/vsphere/session.h"
#include "collectors/vsphere/soap_client.h"

namespace sitrep::collectors {
namespace {

constexpr size_t kLargestVersionList = 1 << 20;

SourceOptions Once(const SourceOptions& options) {
  SourceOptions once = options;
  once.max_attempts = 1;
  return once;
}

// What a proxy's refusal of CONNECT means, and what to do.
std::string ProxyRefusal(int status, const std::string& target) {
  const std::string answer = absl::StrCat("the proxy answered ", status, " to CONNECT ", target);
  if (status == 407) {
    return absl::StrCat(answer, ": it wants a user name and password, which are not given to ",
                        "proxies; have it let this machine pass without, or use another --proxy");
  }
  if (status == 403 || status == 405) {
    return absl::StrCat(answer, ": it does not allow this way; have ", target, " allowed there");
  }
  if (status == 502 || status == 503 || status == 504) {
    return absl::StrCat(answer, ": it cannot reach the source itself");
  }
  return answer;
}

std::string HttpRefusal(int status) {
  if (status == 503) {
    return "HTTP status 503: the server is overloaded, starting, or out of sessions; wait some "
           "minutes, then look at its services";
  }
  if (status >= 300 && status < 400) {
    return absl::StrCat("HTTP status ", status, ": it sends us elsewhere; is this the address ",
                        "of the API, and not of a page?");
  }
  return absl::StrCat("HTTP status ", status, "; is something else answering at this address?");
}

// libcurl takes 1080 for a proxy without a port.
absl::StatusOr<SourceAddress> ParseProxy(const std::string& url) {
  absl::StatusOr<SourceAddress> address = ParseSourceUrl(url);
  if (!address.ok())
    return absl::InvalidArgumentError(absl::StrCat("proxy: ", address.status().message()));
  const bool named =
      url.find(absl::StrCat(":", address->port), url.find("://") + 1) != std::string::npos;
  if (!named) address->port = 1080;
  return address;
}

// Goes from hop to hop; each returns whether to go on.
class Walk {
 public:
  Walk(const SourceOptions& options, const std::vector<PrivilegeUse>& uses, base::Clock& clock,
       const base::Interrupt& interrupt)
      : options_(Once(options)), uses_(uses), clock_(clock), interrupt_(interrupt) {}

  Diagnosis Go();

 private:
  bool Address();
  bool Reach(const std::string& prefix, const std::string& host, int port);
  bool FirstAnswer();
  bool Proxy(const HttpReach& reach);
  bool Tls(const HttpReach& reach, const HttpConnection& http, const absl::Status& status);
  bool Http(const absl::StatusOr<HttpAnswer>& answer);
  bool Version();
  bool Login();
  void Privileges(Session& session);
  void JudgePrivileges(const PrivilegeSurvey& survey);
  bool Step(const std::string& hop, bool ok, const std::string& detail);

  const SourceOptions options_;
  const std::vector<PrivilegeUse>& uses_;
  base::Clock& clock_;
  const base::Interrupt& interrupt_;
  SourceAddress address_;
  std::string version_list_;  // as the server sent it; empty when it has none
  Diagnosis diagnosis_;
};

bool Walk::Step(const std::string& hop, bool ok, const std::string& detail) {
  diagnosis_.steps.push_back({hop, ok, detail});
  return ok;
}

bool Walk::Address() {
  const absl::Status valid = Validate(options_);
  if (!valid.ok()) return Step("address", false, std::string(valid.message()));
  address_ = *ParseSourceUrl(options_.url);
  for (const std::string& thumbprint : options_.trust.thumbprints) {
    diagnosis_.expected.push_back(*base::NormaliseThumbprint(thumbprint));
  }
  return true;
}

bool Walk::Reach(const std::string& prefix, const std::string& host, int port) {
  const absl::StatusOr<FoundAddresses> found = FoundAddresses::LookUp(host, port);
  if (!found.ok()) return Step(prefix + "dns", false, std::string(found.status().message()));
  Step(prefix + "dns", true, absl::StrCat(host, " is ", found->ToString()));
  const absl::StatusOr<std::string> reached = found->Connect(options_.connect_timeout);
  if (!reached.ok()) return Step(prefix + "tcp", false, std::string(reached.status().message()));
  return Step(prefix + "tcp", true, absl::StrCat(*reached, " port ", port));
}

bool Walk::Proxy(const HttpReach& reach) {
  const std::string target = absl::StrCat(address_.host, ":", address_.port);
  if (reach.proxy_status == 0) {
    return Step(
        "proxy", false,
        absl::StrCat("the proxy did not answer CONNECT ", target, "; is it an HTTP proxy?"));
  }
  if (reach.proxy_status / 100 != 2) {
    return Step("proxy", false, ProxyRefusal(reach.proxy_status, target));
  }
  return Step("proxy", true, absl::StrCat("lets us through to ", target));
}

bool Walk::Tls(const HttpReach& reach, const HttpConnection& http, const absl::Status& status) {
  if (const auto& leaf = http.presented()) {
    diagnosis_.thumbprint = leaf->sha256_thumbprint;
    diagnosis_.issuer = leaf->issuer;
    diagnosis_.subject = leaf->subject;
    diagnosis_.not_after = base::TimeToText(leaf->not_after);
  }
  if (!reach.secured) {
    const bool trust = IsTrustFailure(status);
    if (trust) {
      // The certificate itself is told of apart.
      const std::string message(status.message());
      return Step("tls", false, message.substr(0, message.find("; presented:")));
    }
    return Step("tls", false,
                absl::StrCat("the handshake failed: ", status.message(),
                             "; does the server speak TLS on this port?"));
  }
  diagnosis_.trusted = true;
  return Step("tls", true,
              absl::StrCat("issuer ", diagnosis_.issuer, ", valid until ", diagnosis_.not_after));
}

bool Walk::Http(const absl::StatusOr<HttpAnswer>& answer) {
  if (!answer.ok()) return Step("http", false, std::string(answer.status().message()));
  if (answer->status != 200) version_list_.clear();
  // Old hosts and some proxies do not serve the list; the version hop does without.
  if (answer->status == 200 || answer->status == 404) {
    return Step("http", true, absl::StrCat("answers, status ", answer->status));
  }
  return Step("http", false, HttpRefusal(answer->status));
}

bool Walk::FirstAnswer() {
  HttpConnection http(options_, interrupt_);
  HttpRequest request;
  request.url = absl::StrCat(address_.Origin(), address_.path, "/vimServiceVersions.xml");
  request.timeout = options_.call_timeout;
  const absl::StatusOr<HttpAnswer> answer =
      http.Exchange(request, [this](int, std::string_view bytes) {
        if (version_list_.size() + bytes.size() <= kLargestVersionList) {
          version_list_.append(bytes);
        }
        return absl::OkStatus();
      });
  if (absl::IsCancelled(answer.status())) return Step("http", false, "interrupted");
  const HttpReach reach = http.reach();
  if (!options_.proxy.empty() && address_.tls && !Proxy(reach)) return false;
  if (address_.tls && !Tls(reach, http, answer.status())) return false;
  return Http(answer);
}

bool Walk::Version() {
  CostLedger cost;
  SoapClient client(options_, address_, cost, clock_, interrupt_);
  const auto offered = ReadApiVersions(version_list_);
  if (offered.ok()) client.set_api_version(ChooseApiVersion(*offered));
  const auto answer =
      client.Call("RetrieveServiceContent", {"ServiceInstance", "ServiceInstance"}, "");
  if (IsFault(answer.status(), "VersionMismatch")) {
    return Step("version", false,
                absl::StrCat("the server speaks ",
                             offered.ok() ? absl::StrJoin(*offered, ", ") : "another version",
                             " of the API; this program speaks ", std::string(kLowestApiVersion),
                             " to ", std::string(kHighestApiVersion)));
  }
  if (!answer.ok()) return Step("version", false, std::string(answer.status().message()));
  const auto content = ReadServiceContent(*answer);
  if (!content.ok()) return Step("version", false, std::string(content.status().message()));
  diagnosis_.product = std::string(content->About("fullName"));
  diagnosis_.api_version = client.api_version();
  return Step("version", true, absl::StrCat(diagnosis_.product, ", API ", diagnosis_.api_version));
}

bool Walk::Login() {
  const auto session = Session::Connect(options_, clock_, interrupt_);
  if (!session.ok()) {
    diagnosis_.login_refused = IsInvalidLogin(session.status());
    return Step(
        "login", false,
        diagnosis_.login_refused
            ? absl::StrCat("the source refused user name or password of ", options_.username)
            : std::string(session.status().message()));
  }
  diagnosis_.source_key = (*session)->source_key();
  Step("login", true, absl::StrCat("as ", options_.username));
  Privileges(**session);
  return true;
}

void Walk::JudgePrivileges(const PrivilegeSurvey& survey) {
  std::vector<std::string> nowhere;
  std::vector<std::string> in_part;
  for (const PrivilegeUse& use : uses_) {
    PrivilegeNeed need{use, !survey.Missing(use.privilege), {}};
    if (need.granted && !IsGlobalPrivilege(use.privilege)) {
      need.lacking = survey.LackingPlaces(use.privilege);
    }
    if (use.required && !need.granted) nowhere.push_back(use.privilege);
    if (use.required && !need.lacking.empty()) {
      in_part.push_back(absl::StrCat(use.privilege, " on ", absl::StrJoin(need.lacking, " and ")));
    }
    diagnosis_.privileges.push_back(std::move(need));
  }
  if (!nowhere.empty()) {
    Step("privileges", false,
         absl::StrCat("the account lacks ", absl::StrJoin(nowhere, ", "),
                      "; grant it a role on the root folder, propagating: see --role"));
  } else if (!in_part.empty()) {
    Step("privileges", true,
         absl::StrCat("enough for a part: the account lacks ", absl::StrJoin(in_part, ", ")));
  } else {
    const auto held = std::count_if(diagnosis_.privileges.begin(), diagnosis_.privileges.end(),
                                    [](const PrivilegeNeed& need) { return need.granted; });
    Step("privileges", true, absl::StrCat(held, " of ", uses_.size(), " held"));
  }
}

void Walk::Privileges(Session& session) {
  std::vector<std::string> names;
  for (const PrivilegeUse& use : uses_) names.push_back(use.privilege);
  const absl::StatusOr<PrivilegeSurvey> survey = SurveyPrivileges(session, names);
  if (survey.ok()) {
    JudgePrivileges(*survey);
  } else {
    // Standalone hosts do not all answer this; it is no reason to give up.
    Step("privileges", true, absl::StrCat("not known: ", survey.status().message()));
  }
}

Diagnosis Walk::Go() {
  if (!Address()) return std::move(diagnosis_);
  bool near = false;
  if (options_.proxy.empty()) {
    near = Reach("", address_.host, address_.port);
  } else if (const auto proxy = ParseProxy(options_.proxy); proxy.ok()) {
    near = Reach("proxy-", proxy->host, proxy->port);
  } else {
    Step("address", false, std::string(proxy.status().message()));
  }
  if (near && FirstAnswer() && Version() && !options_.username.empty()) Login();
  return std::move(diagnosis_);
}

}  // namespace

Diagnosis Diagnose(const SourceOptions& options, const std::vector<PrivilegeUse>& uses,
                   base::Clock& clock, const base::Interrupt& interrupt) {
  return Walk(options, uses, clock, interrupt).Go();
}

}  // namespace sitrep::collectors
