#include "collectors/vsphere/property_read.h"

#include <algorithm>
#include <pugixml.hpp>

#include "base/status_macros.h"
#include "collectors/vsphere/soap_client.h"

namespace sitrep::collectors {
namespace {

// The answer of a source to a session that it no longer knows: every property is missing.
absl::Status VisitObject(const pugi::xml_node& object, const Reference& reference,
                         const OnProperty& property) {
  for (const pugi::xml_node set : object.children()) {
    const std::string_view kind = LocalName(set.name());
    if (kind == "propSet") {
      const std::string name = TextOf(ChildNamed(set, "name"));
      const pugi::xml_node value = ChildNamed(set, "val");
      if (value) property({.object = reference, .name = name, .value = &value});
    } else if (kind == "missingSet") {
      const std::string path = TextOf(ChildNamed(set, "path"));
      const Fault fault = ReadLocalizedFault(ChildNamed(set, "fault"), XmlScope());
      const absl::Status status = FaultStatus(fault, "RetrievePropertiesEx");
      if (IsSessionLoss(status)) return status;
      property({.object = reference, .name = path, .missing = &fault});
    }
  }
  return absl::OkStatus();
}

// Returns the token of the next page, empty after the last.
absl::StatusOr<std::string> VisitAnswer(const std::string& answer, const OnProperty& property,
                                        std::vector<Reference>& visited) {
  pugi::xml_document document;
  if (!document.load_buffer(answer.data(), answer.size())) {
    return absl::DataLossError("RetrievePropertiesEx: the answer is not XML");
  }
  const pugi::xml_node body = Descend(document, {"Envelope", "Body"});
  const pugi::xml_node value = ChildNamed(body.first_child(), "returnval");
  for (const pugi::xml_node object : value.children()) {
    if (LocalName(object.name()) != "objects") continue;
    const pugi::xml_node obj = ChildNamed(object, "obj");
    visited.push_back({std::string(PlainType(obj)), TextOf(obj)});
    RETURN_IF_ERROR(VisitObject(object, visited.back(), property));
  }
  return TextOf(ChildNamed(value, "token"));
}

// For a source that gives a page and refuses the next, or has lost it: the objects that are left,
// by their names and no more at once than it gave.
absl::Status ReadRest(Session& session, const RetrieveSpec& spec,
                      const std::vector<Reference>& visited, const OnProperty& property) {
  std::vector<Reference> left = spec.objects;
  if (!spec.view.empty()) {
    ASSIGN_OR_RETURN(const std::vector<Reference> viewed, ListView(session, spec.view));
    left.insert(left.end(), viewed.begin(), viewed.end());
  }
  std::erase_if(left, [&visited](const Reference& reference) {
    return std::find(visited.begin(), visited.end(), reference) != visited.end();
  });
  for (size_t begin = 0; begin < left.size(); begin += visited.size()) {
    const size_t end = std::min(left.size(), begin + visited.size());
    RetrieveSpec part = spec;
    part.view = {};
    part.objects.assign(left.begin() + static_cast<ptrdiff_t>(begin),
                        left.begin() + static_cast<ptrdiff_t>(end));
    RETURN_IF_ERROR(ReadProperties(session, part, property));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadProperties(Session& session, const RetrieveSpec& spec,
                            const OnProperty& property) {
  const Reference& collector = session.content().property_collector;
  ASSIGN_OR_RETURN(std::string answer, session.client().Call("RetrievePropertiesEx", collector,
                                                             RetrieveArguments(spec)));
  std::vector<Reference> visited;
  for (;;) {
    ASSIGN_OR_RETURN(const std::string token, VisitAnswer(answer, property, visited));
    if (token.empty()) return absl::OkStatus();
    absl::StatusOr<std::string> next =
        session.client().Call("ContinueRetrievePropertiesEx", collector, Element("token", token));
    const bool refused = IsFault(next.status(), "NoPermission");
    const bool lost = IsFault(next.status(), "InvalidArgument");
    if ((refused || lost) && !visited.empty()) {
      return ReadRest(session, spec, visited, property);
    }
    RETURN_IF_ERROR(next.status());
    answer = *std::move(next);
  }
}

absl::StatusOr<std::vector<Reference>> ListView(Session& session, const Reference& view) {
  std::vector<Reference> references;
  RetrieveSpec spec;
  spec.type = view.type;
  // A view without objects may leave `view` unset; what it always has tells it from one that is
  // gone.
  spec.paths = {"view", "recursive"};
  spec.objects = {view};
  bool found = false;
  absl::Status missing =
      FaultStatus(Fault{.type = "ManagedObjectNotFound"}, "RetrievePropertiesEx");
  RETURN_IF_ERROR(ReadProperties(session, spec, [&](const PropertyValue& property) {
    if (property.missing != nullptr) {
      missing = FaultStatus(*property.missing, "RetrievePropertiesEx");
    } else if (property.name == "recursive") {
      found = true;
    } else if (property.value != nullptr) {
      AppendReferences(*property.value, references);
    }
  }));
  if (!found) return missing;
  return references;
}

void AppendReferences(const pugi::xml_node& value, std::vector<Reference>& references) {
  if (!PlainType(value).empty()) {
    references.push_back({std::string(PlainType(value)), TextOf(value)});
    return;
  }
  for (const pugi::xml_node entry : value.children()) {
    if (entry.type() != pugi::node_element) continue;
    references.push_back({std::string(PlainType(entry)), TextOf(entry)});
  }
}

std::string PageToken(std::string_view answer) {
  pugi::xml_document document;
  document.load_buffer(answer.data(), answer.size());
  const pugi::xml_node body = Descend(document, {"Envelope", "Body"});
  return TextOf(Descend(body.first_child(), {"returnval", "token"}));
}

void CancelPages(Session& session, const std::string& token) {
  session.client()
      .Call("CancelRetrievePropertiesEx", session.content().property_collector,
            Element("token", token), SoapClient::Manner::kOnTheWayOut)
      .status()
      .IgnoreError();
}

}  // namespace sitrep::collectors
