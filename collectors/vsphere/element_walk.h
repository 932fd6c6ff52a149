#ifndef SITREP_COLLECTORS_VSPHERE_ELEMENT_WALK_H_
#define SITREP_COLLECTORS_VSPHERE_ELEMENT_WALK_H_

#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {

// Returns false to end the walk.
using OnElement = absl::FunctionRef<bool(const pugi::xml_node&)>;

// Visits, in document order, every element that the steps lead to. A step @type leads to the
// element itself. Returns false when a visit ended the walk.
bool WalkSteps(const pugi::xml_node& from, absl::Span<const tables::Step> steps,
               const XmlScope& scope, OnElement visit);

// The first element that the steps lead to; an empty node when there is none.
pugi::xml_node FirstOf(const pugi::xml_node& value, const Origin& origin, const XmlScope& scope);

// The same walk from a property's value, by its origin.
bool WalkOrigin(const pugi::xml_node& value, const Origin& origin, const XmlScope& scope,
                OnElement visit);

// True when the element has that name; prefixes are looked at only where the scope says there are
// some.
bool IsNamed(const pugi::xml_node& node, std::string_view name, const XmlScope& scope);
// First child element with that name; an empty node when there is none.
pugi::xml_node ChildIn(const pugi::xml_node& node, const char* name, const XmlScope& scope);
// The element's text; `scratch` holds it when it comes in several pieces.
std::string_view TextIn(const pugi::xml_node& node, const XmlScope& scope, std::string& scratch);
// True when the element has child elements.
bool HasElements(const pugi::xml_node& node);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_ELEMENT_WALK_H_
