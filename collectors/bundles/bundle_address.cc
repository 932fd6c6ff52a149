#include "collectors/bundles/bundle_address.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace sitrep::collectors {

namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// Without port and brackets.
std::string_view HostOf(std::string_view authority) {
  if (authority.starts_with('[')) return authority.substr(1, authority.find(']') - 1);
  return authority.substr(0, authority.find(':'));
}

// A user name, an escape or a backslash could make another program see another host.
bool IsPlain(std::string_view authority) {
  return std::all_of(authority.begin(), authority.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
           std::string_view("*.-_:[]").find(c) != std::string_view::npos;
  });
}

absl::Status OutsideTheSource(std::string_view authority, const SourceAddress& address) {
  return absl::FailedPreconditionError(absl::StrCat(
      "the source ", address.HostAndPort(), " sent an address outside itself for a ",
      "log bundle: host ", absl::CHexEscape(View(authority)), ". Nothing was fetched"));
}

}  // namespace

absl::StatusOr<std::string> BundleUrl(std::string_view url, const SourceAddress& address,
                                      bool allow_other_hosts) {
  const size_t colon = url.find("://");
  if (colon == std::string_view::npos || url.find_first_of("/?#") != colon + 1) {
    return absl::StrCat(address.Origin(), url.starts_with('/') ? "" : "/", View(url));
  }
  const std::string_view rest = url.substr(colon + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  const std::string_view path = rest.substr(authority.size());
  const std::string_view host = HostOf(authority);
  if (!IsPlain(authority)) return OutsideTheSource(authority, address);
  const bool https = absl::EqualsIgnoreCase(View(url.substr(0, colon)), "https");
  const bool own = absl::EqualsIgnoreCase(View(host), address.host);
  if (host == "*" || (own && !https)) {
    return absl::StrCat(address.Origin(), path.starts_with('/') ? "" : "/", View(path));
  }
  if (own || (allow_other_hosts && https)) return std::string(url);
  return OutsideTheSource(authority, address);
}

std::string FileNameOfUrl(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  if (const size_t scheme = url.find("://"); scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
  }
  const size_t slash = url.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? "" : url.substr(slash + 1);
  std::string name;
  for (const char c : last) {
    if (absl::ascii_isprint(static_cast<unsigned char>(c)) && c != '\\') name += c;
  }
  if (name.empty() || name == "." || name == "..") return "bundle";
  return name;
}

}  // namespace sitrep::collectors
