#ifndef SITREP_COLLECTORS_VSPHERE_METHOD_H_
#define SITREP_COLLECTORS_VSPHERE_METHOD_H_

#include <string_view>

#include "absl/types/span.h"

namespace sitrep::collectors {

// One method of the vSphere API that we may call. Whatever is not in the list is refused before
// anything is sent.
struct MethodRule {
  std::string_view name;
  bool repeatable = false;  // sending it again after a lost answer harms nothing
};

absl::Span<const MethodRule> AllowedMethods();

// nullptr when the method is not allowed.
const MethodRule* FindMethod(std::string_view name);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_METHOD_H_
