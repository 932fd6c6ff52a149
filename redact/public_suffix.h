#ifndef SITREP_REDACT_PUBLIC_SUFFIX_H_
#define SITREP_REDACT_PUBLIC_SUFFIX_H_

#include <cstddef>
#include <string_view>

#include "absl/types/span.h"

namespace sitrep::redact {

// How many labels at the end of a host name anybody may register under, and so stay as they are: 1
// for example.com, 2 for example.co.uk, 0 when the last label is nobody's known suffix. Labels in
// any case. A short list of our own: what it does not know is aliased.
size_t PublicSuffixLabels(absl::Span<const std::string_view> labels);

// True for the last label of an address on the internet or of a private network (com, uk, local,
// lan, ...).
bool IsTopLevelDomain(std::string_view label);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_PUBLIC_SUFFIX_H_
