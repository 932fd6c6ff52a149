#include "collectors/bundles/bundle_address.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace sitrep::collectors {

std::string BundleUrl(std::string_view url, const SourceAddress& address) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) {
    return absl::StrCat(address.Origin(), url.starts_with('/') ? "" : "/",
                        absl::string_view(url.data(), url.size()));
  }
  const std::string_view rest = url.substr(scheme + 3);
  const size_t slash = rest.find('/');
  const std::string_view authority = rest.substr(0, slash);
  if (authority != "*" && !authority.starts_with("*:")) return std::string(url);
  const std::string_view path = slash == std::string_view::npos ? "/" : rest.substr(slash);
  return absl::StrCat(address.Origin(), absl::string_view(path.data(), path.size()));
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
