#ifndef SITREP_COLLECTORS_VSPHERE_ENVELOPE_H_
#define SITREP_COLLECTORS_VSPHERE_ENVELOPE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "collectors/vsphere/service_content.h"

namespace sitrep::collectors {

// Requests as XML. Servers insist on the order of elements; every function here gives them in that
// order.

// Text made safe between tags and inside attributes.
std::string EscapeXml(std::string_view text);
// <name>text</name>
std::string Element(std::string_view name, std::string_view text);
// <name type="T">value</name>
std::string ReferenceElement(std::string_view name, const Reference& reference);

// One SOAP 1.1 envelope: the call of `method` on `self`. `arguments` is XML, in the declared order.
std::string Envelope(std::string_view operation_id, std::string_view method, const Reference& self,
                     std::string_view arguments);

// What one RetrievePropertiesEx is to read: properties of one type, of objects found through a
// view, named, or both.
struct RetrieveSpec {
  std::string type;
  std::vector<std::string> paths;
  Reference view;  // empty: none
  std::vector<Reference> objects;
  int max_objects = 0;  // 0: the server's own page
};
// The arguments of RetrievePropertiesEx.
std::string RetrieveArguments(const RetrieveSpec& spec);
// The arguments of CreateFilter for the same objects and properties; changes come as whole values.
std::string FilterArguments(const RetrieveSpec& spec);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_ENVELOPE_H_
