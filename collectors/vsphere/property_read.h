#ifndef SITREP_COLLECTORS_VSPHERE_PROPERTY_READ_H_
#define SITREP_COLLECTORS_VSPHERE_PROPERTY_READ_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/vsphere/envelope.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

// One property of one object, while its answer is at hand.
struct PropertyValue {
  const Reference& object;
  std::string_view name;
  const pugi::xml_node* value = nullptr;  // its element <val>; nullptr when missing
  const Fault* missing = nullptr;         // why it is missing
};
using OnProperty = std::function<void(const PropertyValue&)>;

// Reads a few properties of a few objects, all pages, whole answers at a time. For what is not a
// table.
absl::Status ReadProperties(Session& session, const RetrieveSpec& spec, const OnProperty& property);

// Every reference in a container view, without paging.
absl::StatusOr<std::vector<Reference>> ListView(Session& session, const Reference& view);

// The references in a value that is one reference or an array of them.
void AppendReferences(const pugi::xml_node& value, std::vector<Reference>& references);

// The page token in an answer; empty when there is none. "0" is one.
std::string PageToken(std::string_view answer);

// Tells the source that the rest of a page set will not be asked for. Best effort.
void CancelPages(Session& session, const std::string& token);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_PROPERTY_READ_H_
