#include "collectors/vsphere/doctor.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/http.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {
namespace {

struct Need {
  const char* privilege;
  const char* needed_for;
  bool required;
};
constexpr Need kNeeds[] = {
    {"System.View", "names, views and alarms", true},
    {"System.Read", "every table", true},
    {"Global.Diagnostics", "log bundles", false},
};

struct FreeAddresses {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

std::string Numeric(const addrinfo& address) {
  char host[NI_MAXHOST] = {};
  getnameinfo(address.ai_addr, address.ai_addrlen, host, sizeof host, nullptr, 0, NI_NUMERICHOST);
  return host;
}

// Returns 0 or an errno value.
int TryConnect(const addrinfo& address, absl::Duration timeout) {
  const int fd = socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return errno;
  int error = connect(fd, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
  if (error == EINPROGRESS) {
    pollfd waiting = {.fd = fd, .events = POLLOUT, .revents = 0};
    const int ready = poll(&waiting, 1, static_cast<int>(absl::ToInt64Milliseconds(timeout)));
    socklen_t size = sizeof error;
    if (ready <= 0) {
      error = ready == 0 ? ETIMEDOUT : errno;
    } else if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0) {
      error = errno;
    }
  }
  close(fd);
  return error;
}

// Goes from hop to hop; each returns whether to go on.
class Walk {
 public:
  Walk(const SourceOptions& options, base::Clock& clock, const base::Interrupt& interrupt)
      : options_(options), clock_(clock), interrupt_(interrupt) {}

  Diagnosis Go();

 private:
  bool Address();
  bool Dns();
  bool Tcp();
  bool Tls();
  bool ApiAndLogin();
  void Privileges(Session& session);
  bool Step(const std::string& hop, bool ok, const std::string& detail);

  const SourceOptions& options_;
  base::Clock& clock_;
  const base::Interrupt& interrupt_;
  SourceAddress address_;
  Addresses found_;
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
  return true;
}

bool Walk::Dns() {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const std::string port = absl::StrCat(address_.port);
  const int error = getaddrinfo(address_.host.c_str(), port.c_str(), &hints, &list);
  if (error != 0) {
    return Step("dns", false,
                absl::StrCat(address_.host, ": ", gai_strerror(error),
                             "; check the name and this machine's resolver"));
  }
  found_.reset(list);
  std::vector<std::string> addresses;
  for (const addrinfo* at = list; at != nullptr; at = at->ai_next)
    addresses.push_back(Numeric(*at));
  return Step("dns", true, absl::StrJoin(addresses, ", "));
}

bool Walk::Tcp() {
  int error = 0;
  for (const addrinfo* at = found_.get(); at != nullptr; at = at->ai_next) {
    error = TryConnect(*at, options_.connect_timeout);
    if (error == 0) return Step("tcp", true, absl::StrCat(Numeric(*at), " port ", address_.port));
  }
  return Step("tcp", false,
              absl::StrCat("port ", address_.port, ": ", std::strerror(error),
                           "; check firewalls between here and the source"));
}

bool Walk::Tls() {
  HttpConnection http(options_, interrupt_);
  HttpRequest request;
  request.url = absl::StrCat(address_.Origin(), address_.path, "/vimServiceVersions.xml");
  request.timeout = options_.call_timeout;
  const auto answer =
      http.Exchange(request, [](int, std::string_view) { return absl::OkStatus(); });
  if (const auto& leaf = http.presented()) {
    diagnosis_.thumbprint = leaf->sha256_thumbprint;
    diagnosis_.issuer = leaf->issuer;
    diagnosis_.subject = leaf->subject;
    diagnosis_.not_after = base::TimeToText(leaf->not_after);
  }
  const std::string hop = options_.proxy.empty() ? "tls" : "proxy and tls";
  if (!answer.ok()) return Step(hop, false, std::string(answer.status().message()));
  if (!address_.tls) return Step(hop, true, "none: plain http");
  return Step(hop, true,
              absl::StrCat("issuer ", diagnosis_.issuer, ", valid until ", diagnosis_.not_after,
                           ", SHA-256 ", diagnosis_.thumbprint));
}

bool Walk::ApiAndLogin() {
  const auto session = Session::Connect(options_, clock_, interrupt_);
  if (!session.ok()) {
    const std::optional<Fault> fault = FaultOf(session.status());
    diagnosis_.login_refused = IsInvalidLogin(session.status());
    const bool refused = fault && (fault->type == "InvalidLogin" || fault->type == "NoPermission");
    if (refused) Step("api", true, "the vSphere API answers");
    return Step(refused ? "login" : "api", false, std::string(session.status().message()));
  }
  diagnosis_.source_key = (*session)->source_key();
  diagnosis_.product = std::string((*session)->content().About("fullName"));
  diagnosis_.api_version = (*session)->api_version();
  Step("api", true, absl::StrCat(diagnosis_.product, ", spoken version ", diagnosis_.api_version));
  Step("login", true, absl::StrCat("as ", options_.username));
  Privileges(**session);
  return true;
}

void Walk::Privileges(Session& session) {
  std::vector<std::string> names;
  for (const Need& need : kNeeds) names.emplace_back(need.privilege);
  const auto answers = session.HasPrivilegeOnEntities(names);
  if (!answers.ok()) {
    // Standalone hosts do not all answer this; it is no reason to give up.
    Step("privileges", true, absl::StrCat("not known: ", answers.status().message()));
    return;
  }
  std::vector<std::string> required;
  for (const Need& need : kNeeds) {
    PrivilegeNeed result{need.privilege, need.needed_for, need.required, false};
    for (const PrivilegeAnswer& answer : *answers) {
      if (answer.privilege == need.privilege) result.granted = answer.granted;
    }
    if (need.required && !result.granted) required.push_back(result.privilege);
    diagnosis_.privileges.push_back(std::move(result));
  }
  Step("privileges", required.empty(),
       required.empty()
           ? "enough for every table"
           : absl::StrCat("on the root folder the user lacks ", absl::StrJoin(required, ", "),
                          "; grant the role Read-only there, propagating"));
}

Diagnosis Walk::Go() {
  const bool direct = options_.proxy.empty();
  if (Address() && (!direct || (Dns() && Tcp())) && Tls() && !options_.username.empty()) {
    ApiAndLogin();
  }
  return std::move(diagnosis_);
}

}  // namespace

Diagnosis Diagnose(const SourceOptions& options, base::Clock& clock,
                   const base::Interrupt& interrupt) {
  return Walk(options, clock, interrupt).Go();
}

}  // namespace sitrep::collectors
