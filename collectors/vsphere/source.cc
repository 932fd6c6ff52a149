#include "collectors/vsphere/source.h"

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/certificate.h"
#include "base/status_macros.h"
#include "collectors/vsphere/fault.h"

namespace sitrep::collectors {
namespace {

absl::Status Bad(std::string_view url, std::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat("source address \"", absl::string_view(url.data(), url.size()),
                   "\": ", absl::string_view(why.data(), why.size())));
}

bool Consume(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// host, host:port, [address] or [address]:port.
absl::Status ReadAuthority(std::string_view authority, std::string_view url,
                           SourceAddress& address) {
  std::string_view port;
  if (authority.starts_with('[')) {
    const size_t end = authority.find(']');
    if (end == std::string_view::npos) return Bad(url, "an address without its closing bracket");
    address.host = authority.substr(1, end - 1);
    port = authority.substr(end + 1);
    if (!port.empty() && !Consume(port, ":")) return Bad(url, "text after the closing bracket");
  } else if (const size_t colon = authority.find(':'); colon != std::string_view::npos) {
    address.host = authority.substr(0, colon);
    port = authority.substr(colon + 1);
    if (port.find(':') != std::string_view::npos) {
      return Bad(url, "write an IPv6 address in brackets");
    }
    if (port.empty()) return Bad(url, "a colon without a port");
  } else {
    address.host = authority;
  }
  if (address.host.empty()) return Bad(url, "no host name");
  if (port.empty()) return absl::OkStatus();
  if (!absl::SimpleAtoi(absl::string_view(port.data(), port.size()), &address.port) ||
      address.port < 1 || address.port > 65535) {
    return Bad(url, "the port is not a number from 1 to 65535");
  }
  return absl::OkStatus();
}

}  // namespace

std::string SourceAddress::HostAndPort() const {
  const bool brackets = host.find(':') != std::string::npos;
  std::string text = brackets ? absl::StrCat("[", host, "]") : host;
  if (port != (tls ? 443 : 80)) absl::StrAppend(&text, ":", port);
  return text;
}

std::string SourceAddress::Origin() const {
  return absl::StrCat(tls ? "https://" : "http://", HostAndPort());
}

absl::StatusOr<SourceAddress> ParseSourceUrl(std::string_view url) {
  SourceAddress address;
  std::string_view rest = url;
  if (Consume(rest, "http://")) {
    address.tls = false;
    address.port = 80;
  } else if (!Consume(rest, "https://") && rest.find("://") != std::string_view::npos) {
    return Bad(url, "only https:// is spoken");
  }
  const size_t slash = rest.find('/');
  const std::string_view authority = rest.substr(0, slash);
  // The text is not repeated: it may hold a password.
  if (authority.find('@') != std::string_view::npos) {
    return absl::InvalidArgumentError(
        "source address: it holds a user name or password; pass those by their own options");
  }
  RETURN_IF_ERROR(ReadAuthority(authority, url, address));
  if (slash != std::string_view::npos && rest.substr(slash) != "/") {
    address.path = rest.substr(slash);
  }
  if (address.path.find_first_of("?# ") != std::string::npos) {
    return Bad(url, "a query or blank in the path");
  }
  while (address.path.size() > 1 && address.path.back() == '/') address.path.pop_back();
  return address;
}

absl::Status Validate(const SourceOptions& options) {
  ASSIGN_OR_RETURN(const SourceAddress address, ParseSourceUrl(options.url));
  for (const std::string& thumbprint : options.trust.thumbprints) {
    const auto normalised = base::NormaliseThumbprint(thumbprint);
    if (!normalised.ok()) return normalised.status();
  }
  if (!address.tls && !options.trust.insecure) {
    return Bad(options.url, "plain http shows the password to everyone on the way; use https");
  }
  return absl::OkStatus();
}

bool IsInvalidLogin(const absl::Status& status) { return IsFault(status, "InvalidLogin"); }

}  // namespace sitrep::collectors
