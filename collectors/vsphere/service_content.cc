#include "collectors/vsphere/service_content.h"

#include <pugixml.hpp>

#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {
namespace {

Reference ReadReference(const pugi::xml_node& parent, std::string_view name) {
  const pugi::xml_node node = ChildNamed(parent, name);
  return Reference{std::string(PlainType(node)), TextOf(node)};
}

}  // namespace

std::string_view ServiceContent::About(std::string_view name) const {
  const auto found = about.find(name);
  return found == about.end() ? std::string_view() : std::string_view(found->second);
}

Reference ServiceContent::Single(std::string_view type) const {
  for (const Reference& single : singles) {
    if (single.type == type) return single;
  }
  return {};
}

absl::StatusOr<ServiceContent> ReadServiceContent(std::string_view answer) {
  pugi::xml_document document;
  if (!document.load_buffer(answer.data(), answer.size())) {
    return absl::DataLossError("RetrieveServiceContent: the answer is not XML");
  }
  const pugi::xml_node value =
      Descend(document, {"Envelope", "Body", "RetrieveServiceContentResponse", "returnval"});
  ServiceContent content;
  content.root_folder = ReadReference(value, "rootFolder");
  content.property_collector = ReadReference(value, "propertyCollector");
  content.view_manager = ReadReference(value, "viewManager");
  content.session_manager = ReadReference(value, "sessionManager");
  content.authorization_manager = ReadReference(value, "authorizationManager");
  content.alarm_manager = ReadReference(value, "alarmManager");
  content.diagnostic_manager = ReadReference(value, "diagnosticManager");
  for (const pugi::xml_node field : value.children()) {
    // Folders there are many of; this one has a name of its own above.
    if (!PlainType(field).empty() && LocalName(field.name()) != "rootFolder") {
      content.singles.push_back({std::string(PlainType(field)), TextOf(field)});
    }
  }
  for (const pugi::xml_node field : ChildNamed(value, "about").children()) {
    content.about[std::string(LocalName(field.name()))] = TextOf(field);
  }
  if (content.root_folder.empty() || content.property_collector.empty() ||
      content.session_manager.empty() || content.view_manager.empty()) {
    return absl::DataLossError(
        "RetrieveServiceContent: the answer names no root folder, property "
        "collector, session or view manager");
  }
  return content;
}

}  // namespace sitrep::collectors
