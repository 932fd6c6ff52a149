#ifndef SITREP_COLLECTORS_BUNDLES_BUNDLE_ADDRESS_H_
#define SITREP_COLLECTORS_BUNDLES_BUNDLE_ADDRESS_H_

#include <string>
#include <string_view>

#include "collectors/vsphere/source.h"

namespace sitrep::collectors {

// Where a bundle is fetched: a source writes `*` for its own host, which we may reach by another
// name or port.
std::string BundleUrl(std::string_view url, const SourceAddress& address);

// Last part of the path, without a query; "bundle" when it has none. Holds no slash and no control
// character.
std::string FileNameOfUrl(std::string_view url);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_BUNDLES_BUNDLE_ADDRESS_H_
