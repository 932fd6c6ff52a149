#include "collectors/vsphere/doctor_network.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace sitrep::collectors {
namespace {

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

}  // namespace

void FoundAddresses::Free::operator()(addrinfo* list) const { freeaddrinfo(list); }

absl::StatusOr<FoundAddresses> FoundAddresses::LookUp(const std::string& host, int port) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int error = getaddrinfo(host.c_str(), absl::StrCat(port).c_str(), &hints, &list);
  if (error != 0) {
    return absl::NotFoundError(absl::StrCat(host, ": ", gai_strerror(error),
                                            "; check the name and this machine's resolver"));
  }
  return FoundAddresses(list, port);
}

std::string FoundAddresses::ToString() const {
  std::vector<std::string> addresses;
  for (const addrinfo* at = list_.get(); at != nullptr; at = at->ai_next) {
    addresses.push_back(Numeric(*at));
  }
  return absl::StrJoin(addresses, ", ");
}

absl::StatusOr<std::string> FoundAddresses::Connect(absl::Duration timeout) const {
  int error = 0;
  std::string last;
  for (const addrinfo* at = list_.get(); at != nullptr; at = at->ai_next) {
    error = TryConnect(*at, timeout);
    last = Numeric(*at);
    if (error == 0) return last;
  }
  return absl::UnavailableError(absl::StrCat(last, " port ", port_, ": ", std::strerror(error),
                                             "; check firewalls on the way, and that it listens"));
}

}  // namespace sitrep::collectors
