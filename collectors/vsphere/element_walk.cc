#include "collectors/vsphere/element_walk.h"

#include <cstring>
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
    if (IsNamed(child, step.name, scope) && TextIn(child, scope, scratch) == step.value)
      return true;
  }
  return false;
}

}  // namespace

bool IsNamed(const pugi::xml_node& node, std::string_view name, const XmlScope& scope) {
  const char* own = node.name();
  if (scope.prefixed) return LocalName(own) == name;
  return std::strncmp(own, name.data(), name.size()) == 0 && own[name.size()] == '\0';
}

pugi::xml_node ChildIn(const pugi::xml_node& node, const char* name, const XmlScope& scope) {
  return scope.prefixed ? ChildNamed(node, name) : node.child(name);
}

std::string_view TextIn(const pugi::xml_node& node, const XmlScope& scope, std::string& scratch) {
  if (!scope.in_pieces) return node.child_value();
  const pugi::xml_node first = node.first_child();
  if (!first.next_sibling()) return node.child_value();
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
      return !ChildIn(from, step.name.c_str(), scope) || WalkSteps(from, rest, scope, visit);
    case Step::Kind::kEquals:
      return !HasChildText(from, step, scope) || WalkSteps(from, rest, scope, visit);
    case Step::Kind::kParent:
      return !from.parent() || WalkSteps(from.parent(), rest, scope, visit);
    case Step::Kind::kTypeName:
      return visit(from);
  }
  return true;
}

// Names alone lead to one element, unless the first of a name lacks what the path wants of it.
pugi::xml_node FirstOf(const pugi::xml_node& value, const Origin& origin, const XmlScope& scope) {
  pugi::xml_node at = value;
  size_t done = 0;
  if (!origin.array) {
    for (; at && done < origin.steps.size(); ++done) {
      const Step& step = origin.steps[done];
      if (step.kind != Step::Kind::kChild) break;
      at = ChildIn(at, step.name.c_str(), scope);
    }
    if (at && done == origin.steps.size()) return at;
    if (!at && done == 1) return at;
  }
  pugi::xml_node found;
  WalkOrigin(value, origin, scope, [&](const pugi::xml_node& node) {
    found = node;
    return false;
  });
  return found;
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
