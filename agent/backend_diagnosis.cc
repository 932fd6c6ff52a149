#include "agent/backend_diagnosis.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/delivery.h"
#include "base/certificate.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

using collectors::ReachabilityStep;

constexpr int kConnectMilliseconds = 10'000;

struct AddressDeleter {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using AddressList = std::unique_ptr<addrinfo, AddressDeleter>;

// "[::1]:7443" and "host:7443" taken apart.
std::pair<std::string, std::string> Split(const std::string& endpoint) {
  const size_t colon = endpoint.rfind(':');
  std::string host = endpoint.substr(0, colon);
  if (absl::StartsWith(host, "[") && absl::EndsWith(host, "]"))
    host = host.substr(1, host.size() - 2);
  return {host, colon == std::string::npos ? "" : endpoint.substr(colon + 1)};
}

std::string AddressText(const addrinfo& address) {
  char text[NI_MAXHOST] = {};
  getnameinfo(address.ai_addr, address.ai_addrlen, text, sizeof(text), nullptr, 0, NI_NUMERICHOST);
  return text;
}

ReachabilityStep Resolve(const std::string& host, const std::string& port, AddressList& list) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int error = getaddrinfo(host.c_str(), port.c_str(), &hints, &found);
  if (error != 0) {
    return {"dns", false,
            absl::StrCat(host, ": ", gai_strerror(error), "; ask whoever keeps the name service")};
  }
  list.reset(found);
  std::vector<std::string> texts;
  for (const addrinfo* at = found; at != nullptr; at = at->ai_next)
    texts.push_back(AddressText(*at));
  return {"dns", true, absl::StrCat(host, " is ", absl::StrJoin(texts, ", "))};
}

// Empty: connected. Otherwise what went wrong.
std::string TryConnect(const addrinfo& address) {
  const int descriptor =
      socket(address.ai_family, address.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return std::strerror(errno);
  int error = connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
  if (error == EINPROGRESS) {
    pollfd entry{descriptor, POLLOUT, 0};
    error = ETIMEDOUT;
    socklen_t size = sizeof(error);
    if (poll(&entry, 1, kConnectMilliseconds) > 0)
      getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
  }
  close(descriptor);
  return error == 0 ? "" : std::strerror(error);
}

ReachabilityStep Connect(const AddressList& list, const std::string& port) {
  std::string problem;
  for (const addrinfo* at = list.get(); at != nullptr; at = at->ai_next) {
    problem = TryConnect(*at);
    if (problem.empty())
      return {"tcp", true, absl::StrCat(AddressText(*at), " answers on port ", port)};
  }
  return {"tcp", false,
          absl::StrCat("port ", port, ": ", problem,
                       "; a firewall between here and the backend, or no ", "backend there")};
}

ReachabilityStep CheckIdentity(const uploader::Identity& identity, absl::Time now) {
  const absl::StatusOr<base::CertificateFacts> facts =
      base::ReadCertificate(identity.certificate_pem);
  if (!facts.ok()) return {"identity", false, std::string(facts.status().message())};
  const std::string until = base::TimeToText(facts->not_after);
  if (facts->not_after < now) {
    return {"identity", false,
            absl::StrCat("the certificate of this agent ended ", until, "; enrol again")};
  }
  return {
      "identity", true,
      absl::StrCat("agent ", identity.agent_id, " of ", identity.tenant, ", valid until ", until)};
}

ReachabilityStep CallDesk(Context& context) {
  absl::StatusOr<uploader::DeskClient> desk = OpenDesk(context);
  const auto requests = desk.ok() ? desk->List(false) : desk.status();
  if (!requests.ok()) return {"desk", false, std::string(requests.status().message())};
  return {"desk", true,
          absl::StrCat("both sides have proved themselves; ", requests->size(), " open requests")};
}

}  // namespace

absl::StatusOr<std::vector<ReachabilityStep>> DiagnoseBackend(Context& context) {
  RETURN_IF_ERROR(context.StateDirectory().status());
  std::vector<ReachabilityStep> steps;
  const absl::StatusOr<uploader::Identity> identity = Enrolled(context);
  if (!identity.ok()) {
    steps.push_back({"identity", false, std::string(identity.status().message())});
    return steps;
  }
  const auto [host, port] = Split(identity->endpoint);
  AddressList list;
  steps.push_back(CheckIdentity(*identity, context.clock().Now()));
  if (steps.back().ok) steps.push_back(Resolve(host, port, list));
  if (steps.back().ok) steps.push_back(Connect(list, port));
  if (steps.back().ok) steps.push_back(CallDesk(context));
  return steps;
}

}  // namespace sitrep::agent
