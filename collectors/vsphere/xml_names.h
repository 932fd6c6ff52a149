#ifndef SITREP_COLLECTORS_VSPHERE_XML_NAMES_H_
#define SITREP_COLLECTORS_VSPHERE_XML_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

namespace pugi {
class xml_node;
}

namespace sitrep::collectors {

inline constexpr std::string_view kInstanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";

// What the elements above a piece of XML declare, so that the piece can be read alone.
struct XmlScope {
  std::vector<std::string> instance_prefixes;  // bound to kInstanceNamespace above the piece
  bool prefixed = false;                       // elements of the API itself carry a prefix
  bool declares = true;   // there may be declarations of namespaces inside the piece, too
  bool in_pieces = true;  // there may be comments or CDATA, so that a text comes in pieces
};

// The name without its prefix.
std::string_view LocalName(std::string_view name);

// First child element with that local name; an empty node when there is none.
pugi::xml_node ChildNamed(const pugi::xml_node& node, std::string_view local);

// First descendant found by local names, one level each.
pugi::xml_node Descend(const pugi::xml_node& node, std::initializer_list<std::string_view> locals);

// All text of the node, CDATA included.
std::string TextOf(const pugi::xml_node& node);

// Value of the attribute `type` of the XML Schema instance namespace, whatever its prefix; without
// its own prefix (xsd:string gives string). Empty when there is none.
std::string_view InstanceType(const pugi::xml_node& node, const XmlScope& scope);

// Value of the attribute `type` in no namespace: the type of a managed object reference.
std::string_view PlainType(const pugi::xml_node& node);

// Records the prefixes that `node` declares for kInstanceNamespace.
void AddScope(const pugi::xml_node& node, XmlScope& scope);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_XML_NAMES_H_
