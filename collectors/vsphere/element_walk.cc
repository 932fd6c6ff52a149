#include "collectors/vsphere/element_walk.h"

#include <pugixml.hpp>

namespace sitrep::collectors {
namespace {

using tables::Step;

bool HasType(const pugi::xml_node& node, const Step& step, const XmlScope& scope) {
  const std::string_view type = InstanceType(node, scope);
  for (const std::string& alternative : step.alternatives) {
    if (type == alternative) return true;
  }
  return false;
}

bool HasChildText(const pugi::xml_node& node, const Step& step, const XmlScope& scope) {
  std::string scratch;
  for (const pugi::xml_node child : node.children()) {
    if (IsNamed(child, step.name, scope) && TextIn(child, scratch) == step.value) return true;
  }
  return false;
}

}  // namespace

bool IsNamed(const pugi::xml_node& node, std::string_view name, const XmlScope& scope) {
  const char* own = node.name();
  if (scope.prefixed) return LocalName(own) == name;
  return name == own;
}

pugi::xml_node ChildIn(const pugi::xml_node& node, std::string_view name, const XmlScope& scope) {
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    if (IsNamed(child, name, scope)) return child;
  }
  return pugi::xml_node();
}

std::string_view TextIn(const pugi::xml_node& node, std::string& scratch) {
  const pugi::xml_node first = node.first_child();
  if (!first) return {};
  if (!first.next_sibling()) {
    return first.type() == pugi::node_element ? std::string_view()
                                              : std::string_view(first.value());
  }
  scratch = TextOf(node);
  return scratch;
}

bool HasElements(const pugi::xml_node& node) {
  for (pugi::xml_node child = node.first_child(); child; child = child.next_sibling()) {
    if (child.type() == pugi::node_element) return true;
  }
  return false;
}

bool WalkSteps(const pugi::xml_node& from, absl::Span<const Step> steps, const XmlScope& scope,
               OnElement visit) {
  if (steps.empty()) return visit(from);
  const Step& step = steps.front();
  const absl::Span<const Step> rest = steps.subspan(1);
  switch (step.kind) {
    case Step::Kind::kChild:
      for (pugi::xml_node child = from.first_child(); child; child = child.next_sibling()) {
        if (IsNamed(child, step.name, scope) && !WalkSteps(child, rest, scope, visit)) return false;
      }
      return true;
    case Step::Kind::kType:
      return !HasType(from, step, scope) || WalkSteps(from, rest, scope, visit);
    case Step::Kind::kHasChild:
      return !ChildIn(from, step.name, scope) || WalkSteps(from, rest, scope, visit);
    case Step::Kind::kEquals:
      return !HasChildText(from, step, scope) || WalkSteps(from, rest, scope, visit);
    case Step::Kind::kTypeName:
      return visit(from);
  }
  return true;
}

bool WalkOrigin(const pugi::xml_node& value, const Origin& origin, const XmlScope& scope,
                OnElement visit) {
  if (!origin.array) return WalkSteps(value, origin.steps, scope, visit);
  for (pugi::xml_node child = value.first_child(); child; child = child.next_sibling()) {
    if (child.type() != pugi::node_element) continue;
    if (!WalkSteps(child, origin.steps, scope, visit)) return false;
  }
  return true;
}

}  // namespace sitrep::collectors
