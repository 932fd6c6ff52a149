#include "collectors/vsphere/xml_names.h"

#include <algorithm>
#include <cstring>
#include <pugixml.hpp>

namespace sitrep::collectors {
namespace {

constexpr std::string_view kXmlns = "xmlns:";

// The nearest declaration of the prefix decides.
bool IsInstancePrefix(const pugi::xml_node& node, std::string_view prefix, const XmlScope& scope) {
  for (pugi::xml_node at = node; at && scope.declares; at = at.parent()) {
    for (pugi::xml_attribute attribute = at.first_attribute(); attribute;
         attribute = attribute.next_attribute()) {
      const std::string_view name = attribute.name();
      if (name.size() == kXmlns.size() + prefix.size() && name.starts_with(kXmlns) &&
          name.ends_with(prefix)) {
        return attribute.value() == kInstanceNamespace;
      }
    }
  }
  return std::find(scope.instance_prefixes.begin(), scope.instance_prefixes.end(), prefix) !=
         scope.instance_prefixes.end();
}

}  // namespace

std::string_view LocalName(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node ChildNamed(const pugi::xml_node& node, std::string_view local) {
  for (const pugi::xml_node child : node.children()) {
    if (LocalName(child.name()) == local) return child;
  }
  return pugi::xml_node();
}

pugi::xml_node Descend(const pugi::xml_node& node, std::initializer_list<std::string_view> locals) {
  pugi::xml_node at = node;
  for (const std::string_view local : locals) at = ChildNamed(at, local);
  return at;
}

std::string TextOf(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
      text += child.value();
  }
  return text;
}

std::string_view InstanceType(const pugi::xml_node& node, const XmlScope& scope) {
  for (pugi::xml_attribute attribute = node.first_attribute(); attribute;
       attribute = attribute.next_attribute()) {
    const char* name = attribute.name();
    const size_t length = std::strlen(name);
    if (length < 6 || std::memcmp(name + length - 5, ":type", 5) != 0) continue;
    if (IsInstancePrefix(node, std::string_view(name, length - 5), scope)) {
      return LocalName(attribute.value());
    }
  }
  return {};
}

std::string_view PlainType(const pugi::xml_node& node) {
  return LocalName(node.attribute("type").value());
}

void AddScope(const pugi::xml_node& node, XmlScope& scope) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (!name.starts_with(kXmlns)) continue;
    const std::string prefix(name.substr(kXmlns.size()));
    std::erase(scope.instance_prefixes, prefix);
    if (attribute.value() == kInstanceNamespace) scope.instance_prefixes.push_back(prefix);
  }
}

}  // namespace sitrep::collectors
