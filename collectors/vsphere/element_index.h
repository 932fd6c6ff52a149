#ifndef SITREP_COLLECTORS_VSPHERE_ELEMENT_INDEX_H_
#define SITREP_COLLECTORS_VSPHERE_ELEMENT_INDEX_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "collectors/vsphere/element_walk.h"

namespace sitrep::collectors {

// ElementIndex finds the entries of a long array by the text of one of their children, for paths
// such as config.extraConfig[key=...]: many columns ask one array, which is walked once.
//
// Lifecycle: Clear() before the document goes. Threads: one at a time. Failure: none.
class ElementIndex {
 public:
  // What FirstOf() gives.
  pugi::xml_node First(const pugi::xml_node& value, const Origin& origin, const XmlScope& scope);
  void Clear() { arrays_.clear(); }

 private:
  struct Array {
    const void* value = nullptr;  // whose children are the entries
    std::string child;            // by whose text they are found
    bool built = false;
    absl::flat_hash_map<std::string_view, const void*> first;  // of each text
  };
  Array& Of(const pugi::xml_node& value, const std::string& child);

  std::vector<Array> arrays_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_ELEMENT_INDEX_H_
