#include "collectors/vsphere/fault.h"

#include <array>
#include <pugixml.hpp>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace sitrep::collectors {
namespace {

constexpr char kPayload[] = "sitrep.collectors/fault";

struct CodeRule {
  std::string_view type;
  absl::StatusCode code;
};
constexpr CodeRule kCodes[] = {
    {"InvalidLogin", absl::StatusCode::kUnauthenticated},
    {"NotAuthenticated", absl::StatusCode::kUnauthenticated},
    {"NoPermission", absl::StatusCode::kPermissionDenied},
    {"ManagedObjectNotFound", absl::StatusCode::kNotFound},
    {"InvalidProperty", absl::StatusCode::kInvalidArgument},
    {"InvalidArgument", absl::StatusCode::kInvalidArgument},
    {"InvalidType", absl::StatusCode::kInvalidArgument},
    {"InvalidName", absl::StatusCode::kNotFound},
    {"MethodNotFound", absl::StatusCode::kUnimplemented},
    {"NotImplemented", absl::StatusCode::kUnimplemented},
    {"NotSupported", absl::StatusCode::kUnimplemented},
    {"VersionMismatch", absl::StatusCode::kFailedPrecondition},
    {"TaskInProgress", absl::StatusCode::kAborted},
    {"RequestCanceled", absl::StatusCode::kAborted},
    {"RestrictedByAdministrator", absl::StatusCode::kResourceExhausted},
    {"HostNotConnected", absl::StatusCode::kUnavailable},
    {"HostCommunication", absl::StatusCode::kUnavailable},
    {"HostNotReachable", absl::StatusCode::kUnavailable},
};

absl::StatusCode CodeOf(std::string_view type) {
  for (const CodeRule& rule : kCodes) {
    if (rule.type == type) return rule.code;
  }
  return absl::StatusCode::kInternal;
}

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

void ReadFields(const pugi::xml_node& detail, Fault& fault) {
  fault.privilege = TextOf(ChildNamed(detail, "privilegeId"));
  fault.name = TextOf(ChildNamed(detail, "name"));
  if (fault.name.empty()) fault.name = TextOf(ChildNamed(detail, "invalidProperty"));
  fault.object = TextOf(ChildNamed(detail, "obj"));
  if (fault.object.empty()) fault.object = TextOf(ChildNamed(detail, "object"));
}

std::string TypeOf(const pugi::xml_node& detail, const XmlScope& scope) {
  if (const std::string_view type = InstanceType(detail, scope); !type.empty()) {
    return std::string(type);
  }
  std::string_view name = LocalName(detail.name());
  if (name.ends_with("Fault") && name.size() > 5) name.remove_suffix(5);
  return std::string(name);
}

pugi::xml_node FirstElement(const pugi::xml_node& node) {
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_element) return child;
  }
  return pugi::xml_node();
}

}  // namespace

std::optional<Fault> ReadSoapFault(std::string_view answer) {
  pugi::xml_document document;
  if (!document.load_buffer(answer.data(), answer.size())) return std::nullopt;
  const pugi::xml_node soap = Descend(document, {"Envelope", "Body", "Fault"});
  if (!soap) return std::nullopt;
  Fault fault;
  fault.text = TextOf(ChildNamed(soap, "faultstring"));
  if (const pugi::xml_node detail = FirstElement(ChildNamed(soap, "detail"))) {
    const XmlScope scope;  // the document is whole: every prefix is declared in it
    fault.type = TypeOf(detail, scope);
    ReadFields(detail, fault);
  }
  const std::string code = TextOf(ChildNamed(soap, "faultcode"));
  if (LocalName(code).starts_with("VersionMismatch")) fault.type = "VersionMismatch";
  if (fault.type.empty()) fault.type = "Fault";
  return fault;
}

Fault ReadLocalizedFault(const pugi::xml_node& node, const XmlScope& scope) {
  Fault fault;
  fault.text = TextOf(ChildNamed(node, "localizedMessage"));
  const pugi::xml_node inner = ChildNamed(node, "fault");
  if (inner) {
    fault.type = std::string(InstanceType(inner, scope));
    ReadFields(inner, fault);
  }
  if (fault.type.empty()) fault.type = "Fault";
  return fault;
}

absl::Status FaultStatus(const Fault& fault, std::string_view method) {
  std::string message = absl::StrCat(View(method), ": the source answered ", fault.type);
  if (!fault.privilege.empty()) absl::StrAppend(&message, " (privilege ", fault.privilege, ")");
  if (!fault.name.empty()) absl::StrAppend(&message, " (", fault.name, ")");
  if (!fault.text.empty()) absl::StrAppend(&message, ": ", fault.text);
  absl::Status status(CodeOf(fault.type), message);
  const std::array<std::string, 5> fields = {fault.type, fault.privilege, fault.name, fault.object,
                                             fault.text};
  status.SetPayload(kPayload, absl::Cord(absl::StrJoin(fields, std::string(1, '\0'))));
  return status;
}

std::optional<Fault> FaultOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayload);
  if (!payload) return std::nullopt;
  const std::vector<std::string> fields = absl::StrSplit(std::string(*payload), '\0');
  if (fields.size() < 5) return std::nullopt;
  return Fault{.type = fields[0],
               .text = fields[4],
               .privilege = fields[1],
               .name = fields[2],
               .object = fields[3]};
}

bool IsFault(const absl::Status& status, std::string_view type) {
  const std::optional<Fault> fault = FaultOf(status);
  return fault && fault->type == type;
}

bool IsSessionLoss(const absl::Status& status) { return IsFault(status, "NotAuthenticated"); }

bool IsTransient(const absl::Status& status) {
  if (const std::optional<Fault> fault = FaultOf(status)) {
    return fault->type == "RequestCanceled" || CodeOf(fault->type) == absl::StatusCode::kInternal;
  }
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsDataLoss(status);
}

}  // namespace sitrep::collectors
