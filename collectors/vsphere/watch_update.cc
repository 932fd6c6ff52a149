#include "collectors/vsphere/watch_update.h"

#include <pugixml.hpp>

#include "base/status_macros.h"
#include "collectors/vsphere/fault.h"

namespace sitrep::collectors {
namespace {

constexpr std::string_view kMethod = "WaitForUpdatesEx";

// Values are parsed once more, as rows are made of them: here they stay as they came, escapes and
// line ends included.
constexpr unsigned kAsItCame = pugi::parse_minimal | pugi::parse_cdata | pugi::parse_ws_pcdata;
constexpr unsigned kWriteAsItCame = pugi::format_raw | pugi::format_no_escapes;

class TextWriter : public pugi::xml_writer {
 public:
  explicit TextWriter(std::string& text) : text_(text) {}
  void write(const void* data, size_t size) override {
    text_.append(static_cast<const char*>(data), size);
  }

 private:
  std::string& text_;
};

std::string Written(const pugi::xml_node& node) {
  std::string text;
  TextWriter writer(text);
  node.print(writer, "", kWriteAsItCame);
  return text;
}

// The node's reference, its escapes resolved.
Reference ReferenceOf(const pugi::xml_node& node) {
  pugi::xml_document document;
  document.load_string(Written(node).c_str());
  const pugi::xml_node read = document.first_child();
  return {std::string(PlainType(read)), TextOf(read)};
}

// Drops the children that a retrieve's answer does not have.
void Drop(pugi::xml_node node, std::string_view child) {
  if (const pugi::xml_node found = ChildNamed(node, child)) node.remove_child(found);
}

void TakeChange(pugi::xml_node change, pugi::xml_node object, ObjectUpdate& update) {
  update.changed.push_back(TextOf(ChildNamed(change, "name")));
  const std::string op = TextOf(ChildNamed(change, "op"));
  const bool valued = !ChildNamed(change, "val").empty();
  if (op != "assign" && valued) update.whole = false;  // one element of an array
  if (!valued) {
    object.remove_child(change);
    return;
  }
  Drop(change, "op");
  change.set_name("propSet");
}

absl::StatusOr<ObjectUpdate::Kind> KindOf(const pugi::xml_node& object) {
  const std::string kind = TextOf(ChildNamed(object, "kind"));
  if (kind == "enter") return ObjectUpdate::Kind::kEnter;
  if (kind == "modify") return ObjectUpdate::Kind::kModify;
  if (kind == "leave") return ObjectUpdate::Kind::kLeave;
  return absl::DataLossError("WaitForUpdatesEx: an update of no known kind");
}

absl::StatusOr<ObjectUpdate> TakeObject(pugi::xml_node object, const XmlScope& scope) {
  ObjectUpdate update;
  ASSIGN_OR_RETURN(update.kind, KindOf(object));
  update.object = ReferenceOf(ChildNamed(object, "obj"));
  if (update.object.empty()) return absl::DataLossError("WaitForUpdatesEx: an update of no object");
  Drop(object, "kind");
  for (pugi::xml_node child = object.first_child(); child;) {
    const pugi::xml_node next = child.next_sibling();
    const std::string_view name = LocalName(child.name());
    if (name == "changeSet") TakeChange(child, object, update);
    if (name == "missingSet") update.missing.push_back(TextOf(ChildNamed(child, "path")));
    child = next;
  }
  object.set_name("objects");
  update.chunk.xml = Written(object);
  update.chunk.scope = scope;
  return update;
}

// Objects that a filter could not look at. One that is gone leaves by an update of its own.
absl::Status CheckMissing(const pugi::xml_node& missing, const XmlScope& scope) {
  const Fault fault = ReadLocalizedFault(ChildNamed(missing, "fault"), scope);
  return fault.type == "NotAuthenticated" ? FaultStatus(fault, kMethod) : absl::OkStatus();
}

absl::Status TakeFilterSet(const pugi::xml_node& set, XmlScope scope, UpdateAnswer& answer) {
  AddScope(set, scope);
  const std::string filter = ReferenceOf(ChildNamed(set, "filter")).value;
  for (pugi::xml_node child = set.first_child(); child;) {
    const pugi::xml_node next = child.next_sibling();
    const std::string_view name = LocalName(child.name());
    if (name == "missingSet") RETURN_IF_ERROR(CheckMissing(child, scope));
    if (name == "objectSet") {
      scope.prefixed = scope.prefixed || name.size() != std::string_view(child.name()).size();
      ASSIGN_OR_RETURN(ObjectUpdate update, TakeObject(child, scope));
      update.filter = filter;
      answer.updates.push_back(std::move(update));
    }
    child = next;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<UpdateAnswer> ReadUpdates(std::string_view answer) {
  pugi::xml_document document;
  if (!document.load_buffer(answer.data(), answer.size(), kAsItCame)) {
    return absl::DataLossError("WaitForUpdatesEx: the answer is not XML");
  }
  XmlScope scope;
  pugi::xml_node at = document;
  for (const std::string_view name : {"Envelope", "Body", "WaitForUpdatesExResponse"}) {
    at = ChildNamed(at, name);
    AddScope(at, scope);
  }
  if (!at) return absl::DataLossError("WaitForUpdatesEx: the answer is that of another method");
  UpdateAnswer result;
  const pugi::xml_node value = ChildNamed(at, "returnval");
  if (!value) return result;
  AddScope(value, scope);
  result.version = TextOf(ChildNamed(value, "version"));
  if (result.version.empty()) return absl::DataLossError("WaitForUpdatesEx: no version");
  const std::string truncated = TextOf(ChildNamed(value, "truncated"));
  result.truncated = truncated == "true" || truncated == "1";
  for (const pugi::xml_node child : value.children()) {
    if (LocalName(child.name()) != "filterSet") continue;
    RETURN_IF_ERROR(TakeFilterSet(child, scope, result));
  }
  return result;
}

}  // namespace sitrep::collectors
