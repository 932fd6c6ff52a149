#ifndef SITREP_COLLECTORS_VSPHERE_PATHS_H_
#define SITREP_COLLECTORS_VSPHERE_PATHS_H_

#include <string>
#include <vector>

namespace sitrep::collectors {

// The property paths asked of one managed object type.
struct TypePaths {
  std::string type;
  std::vector<std::string> paths;
};

// Everything a snapshot asks for, by type, in the order it is asked. `light` as in CollectOptions.
std::vector<TypePaths> RequestedPaths(bool light);

// The same as text: one "Type path" a line.
std::string RequestedPathsText(bool light);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_PATHS_H_
