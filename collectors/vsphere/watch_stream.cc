#include "collectors/vsphere/watch_stream.h"

#include <pugixml.hpp>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/soap_client.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {
namespace {

absl::StatusOr<Reference> Returned(std::string_view method, const std::string& answer) {
  pugi::xml_document document;
  document.load_buffer(answer.data(), answer.size());
  const std::string name(method);
  const pugi::xml_node value =
      Descend(document, {"Envelope", "Body", name + "Response", "returnval"});
  if (!value) return absl::DataLossError(name + ": the answer names no object");
  return Reference{std::string(PlainType(value)), TextOf(value)};
}

std::string WaitArguments(const std::string& version, int page_objects) {
  return absl::StrCat(Element("version", version), "<options>", Element("maxWaitSeconds", "0"),
                      Element("maxObjectUpdates", absl::StrCat(page_objects)), "</options>");
}

}  // namespace

absl::StatusOr<std::unique_ptr<UpdateStream>> UpdateStream::Create(Session& session) {
  constexpr std::string_view kMethod = "CreatePropertyCollector";
  ASSIGN_OR_RETURN(const std::string answer,
                   session.client().Call(kMethod, session.content().property_collector, ""));
  ASSIGN_OR_RETURN(Reference collector, Returned(kMethod, answer));
  return std::unique_ptr<UpdateStream>(new UpdateStream(session, std::move(collector)));
}

absl::StatusOr<Reference> UpdateStream::AddFilter(const RetrieveSpec& spec) {
  constexpr std::string_view kMethod = "CreateFilter";
  ASSIGN_OR_RETURN(const std::string answer,
                   session_.client().Call(kMethod, collector_, FilterArguments(spec)));
  return Returned(kMethod, answer);
}

void UpdateStream::RemoveFilter(const Reference& filter) {
  session_.client()
      .Call("DestroyPropertyFilter", filter, "", SoapClient::Manner::kOnTheWayOut)
      .status()
      .IgnoreError();
}

absl::StatusOr<UpdateAnswer> UpdateStream::Ask(int page_objects) {
  ASSIGN_OR_RETURN(const std::string answer,
                   session_.client().Call("WaitForUpdatesEx", collector_,
                                          WaitArguments(version_, page_objects)));
  return ReadUpdates(answer);
}

absl::StatusOr<Synced> UpdateStream::Drain(int page_objects,
                                           const std::function<absl::Status(ObjectUpdate&)>& take,
                                           const std::function<void()>& on_answer) {
  for (;;) {
    if (session_.interrupt().requested()) return absl::CancelledError("interrupted");
    ASSIGN_OR_RETURN(UpdateAnswer answer, Ask(page_objects));
    if (answer.version.empty()) return Synced();
    for (ObjectUpdate& update : answer.updates) RETURN_IF_ERROR(take(update));
    version_ = answer.version;
    on_answer();
    if (!answer.truncated) return Synced();
    if (answer.updates.empty()) {
      return absl::DataLossError("WaitForUpdatesEx: truncated, and nothing told");
    }
  }
}

bool UpdateStream::Destroy() {
  const auto answer = session_.client().Call("DestroyPropertyCollector", collector_, "",
                                             SoapClient::Manner::kOnTheWayOut);
  return answer.ok() || (FaultOf(answer.status()) && !IsSessionLoss(answer.status()));
}

}  // namespace sitrep::collectors
