#ifndef SITREP_COLLECTORS_VSPHERE_FAULT_H_
#define SITREP_COLLECTORS_VSPHERE_FAULT_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {

// A fault that the source gave as its answer, or for one property, or for a task.
struct Fault {
  std::string type{};       // NoPermission, InvalidProperty, ...; "Fault" when it did not say
  std::string text{};       // the server's localised sentence: for people on site only
  std::string privilege{};  // NoPermission: the privilege that is missing
  std::string name{};       // InvalidProperty: the path; InvalidArgument: the argument
  std::string object{};     // the object concerned, by value
};

// Reads the SOAP fault in an answer; nullopt when the answer is XML without one or no XML.
std::optional<Fault> ReadSoapFault(std::string_view answer);

// Reads a LocalizedMethodFault (in a missingSet, a task's error): `node` is the outer element named
// fault or error.
Fault ReadLocalizedFault(const pugi::xml_node& node, const XmlScope& scope);

// The fault as a status that keeps it; the code says what the caller does next.
absl::Status FaultStatus(const Fault& fault, std::string_view method);

// The fault inside such a status.
std::optional<Fault> FaultOf(const absl::Status& status);
bool IsFault(const absl::Status& status, std::string_view type);

// The session is gone: log in again.
bool IsSessionLoss(const absl::Status& status);
// Worth asking again: transport trouble, or a fault that may pass.
bool IsTransient(const absl::Status& status);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_FAULT_H_
