#ifndef SITREP_COLLECTORS_BUNDLES_BUNDLE_ADDRESS_H_
#define SITREP_COLLECTORS_BUNDLES_BUNDLE_ADDRESS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "collectors/vsphere/source.h"

namespace sitrep::collectors {

// Where a bundle is fetched: a source writes `*` for its own host, which we may reach by another
// name or port. FAILED_PRECONDITION names a host other than the source's, unless
// `allow_other_hosts` and the scheme is https; plain http of the source's own host becomes the
// address we know.
absl::StatusOr<std::string> BundleUrl(std::string_view url, const SourceAddress& address,
                                      bool allow_other_hosts = false);

// Last part of the path, without a query; "bundle" when it has none. Holds no slash and no control
// character.
std::string FileNameOfUrl(std::string_view url);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_BUNDLES_BUNDLE_ADDRESS_H_
