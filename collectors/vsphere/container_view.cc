#include "collectors/vsphere/container_view.h"

#include <pugixml.hpp>

#include "base/status_macros.h"
#include "collectors/vsphere/envelope.h"
#include "collectors/vsphere/soap_client.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {

absl::StatusOr<ContainerView> ContainerView::Create(Session& session, const std::string& type) {
  return Create(session, type, session.content().root_folder);
}

absl::StatusOr<ContainerView> ContainerView::Create(Session& session, const std::string& type,
                                                    const Reference& container) {
  const ServiceContent& content = session.content();
  ASSIGN_OR_RETURN(const std::string answer,
                   session.client().Call("CreateContainerView", content.view_manager,
                                         ReferenceElement("container", container) +
                                             Element("type", type) + Element("recursive", "true")));
  pugi::xml_document document;
  document.load_buffer(answer.data(), answer.size());
  const pugi::xml_node value =
      Descend(document, {"Envelope", "Body", "CreateContainerViewResponse", "returnval"});
  if (!value) return absl::DataLossError("CreateContainerView: the answer names no view");
  return ContainerView(session, Reference{std::string(PlainType(value)), TextOf(value)});
}

ContainerView::~ContainerView() {
  if (reference_.empty()) return;
  // What cannot be destroyed here goes with the session.
  session_.client()
      .Call("DestroyView", reference_, "", SoapClient::Manner::kOnTheWayOut)
      .status()
      .IgnoreError();
}

}  // namespace sitrep::collectors
