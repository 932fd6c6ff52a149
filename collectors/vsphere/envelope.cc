#include "collectors/vsphere/envelope.h"

#include "absl/strings/str_cat.h"

namespace sitrep::collectors {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

std::string_view EntityFor(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\r':
      return "&#13;";  // a bare one would be read as a line feed
    default:
      return {};
  }
}

}  // namespace

std::string EscapeXml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    if (const std::string_view entity = EntityFor(c); !entity.empty()) {
      escaped += entity;
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string Element(std::string_view name, std::string_view text) {
  return absl::StrCat("<", View(name), ">", EscapeXml(text), "</", View(name), ">");
}

std::string ReferenceElement(std::string_view name, const Reference& reference) {
  return absl::StrCat("<", View(name), " type=\"", EscapeXml(reference.type), "\">",
                      EscapeXml(reference.value), "</", View(name), ">");
}

std::string Envelope(std::string_view operation_id, std::string_view method, const Reference& self,
                     std::string_view arguments) {
  return absl::StrCat(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
      " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
      " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><soapenv:Header>",
      Element("operationID", operation_id), "</soapenv:Header><soapenv:Body><", View(method),
      " xmlns=\"urn:vim25\">", ReferenceElement("_this", self), View(arguments), "</", View(method),
      "></soapenv:Body></soapenv:Envelope>");
}

namespace {

// What stands inside one PropertyFilterSpec.
std::string FilterSpec(const RetrieveSpec& spec) {
  std::string xml = "<propSet>";
  xml += Element("type", spec.type);
  for (const std::string& path : spec.paths) xml += Element("pathSet", path);
  xml += "</propSet>";
  if (!spec.view.empty()) {
    absl::StrAppend(&xml, "<objectSet>", ReferenceElement("obj", spec.view),
                    "<skip>true</skip><selectSet xsi:type=\"TraversalSpec\"><name>view</name>",
                    Element("type", spec.view.type),
                    "<path>view</path><skip>false</skip></selectSet></objectSet>");
  }
  for (const Reference& object : spec.objects) {
    absl::StrAppend(&xml, "<objectSet>", ReferenceElement("obj", object),
                    "<skip>false</skip></objectSet>");
  }
  // Without it one object that has gone away would fail the call for all.
  if (!spec.objects.empty()) {
    xml += "<reportMissingObjectsInResults>true</reportMissingObjectsInResults>";
  }
  return xml;
}

}  // namespace

std::string RetrieveArguments(const RetrieveSpec& spec) {
  std::string xml = absl::StrCat("<specSet>", FilterSpec(spec), "</specSet><options>");
  if (spec.max_objects > 0) xml += Element("maxObjects", absl::StrCat(spec.max_objects));
  xml += "</options>";
  return xml;
}

std::string FilterArguments(const RetrieveSpec& spec) {
  return absl::StrCat("<spec>", FilterSpec(spec), "</spec><partialUpdates>false</partialUpdates>");
}

}  // namespace sitrep::collectors
