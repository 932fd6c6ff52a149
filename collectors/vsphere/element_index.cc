#include "collectors/vsphere/element_index.h"

#include <pugixml.hpp>

namespace sitrep::collectors {
namespace {

// Each is looked for one by one; only a table that asks an array of every entry comes to more.
constexpr size_t kMost = 16;

pugi::xml_node NodeAt(const void* at) {
  return pugi::xml_node(static_cast<pugi::xml_node_struct*>(const_cast<void*>(at)));
}

}  // namespace

ElementIndex::Array& ElementIndex::Of(const pugi::xml_node& value, const std::string& child) {
  for (Array& array : arrays_) {
    if (array.value == value.internal_object() && array.child == child) return array;
  }
  if (arrays_.size() == kMost) arrays_.clear();
  arrays_.push_back({.value = value.internal_object(), .child = child, .first = {}});
  return arrays_.back();
}

pugi::xml_node ElementIndex::First(const pugi::xml_node& value, const Origin& origin,
                                   const XmlScope& scope) {
  // A text in pieces has no place of its own to be found by.
  const bool keyed = origin.array && !origin.steps.empty() && !scope.in_pieces &&
                     origin.steps.front().kind == tables::Step::Kind::kEquals;
  if (!keyed) return FirstOf(value, origin, scope);
  const tables::Step& step = origin.steps.front();
  Array& array = Of(value, step.name);
  if (!array.built) {
    array.built = true;
    std::string unused;
    for (pugi::xml_node entry = value.first_child(); entry; entry = entry.next_sibling()) {
      for (pugi::xml_node child = entry.first_child(); child; child = child.next_sibling()) {
        if (!IsNamed(child, step.name, scope)) continue;
        array.first.emplace(TextIn(child, scope, unused), entry.internal_object());
      }
    }
  }
  const auto found = array.first.find(step.value);
  if (found == array.first.end()) return pugi::xml_node();
  pugi::xml_node first;
  WalkSteps(NodeAt(found->second), absl::MakeConstSpan(origin.steps).subspan(1), scope,
            [&](const pugi::xml_node& node) {
              first = node;
              return false;
            });
  // A later entry of the same key may have what the first lacks.
  return first ? first : FirstOf(value, origin, scope);
}

}  // namespace sitrep::collectors
