#include "collectors/vsphere/datastore_search.h"

#include <algorithm>
#include <pugixml.hpp>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "collectors/vsphere/envelope.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/property_read.h"
#include "collectors/vsphere/soap_client.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {
namespace {

constexpr char kMethod[] = "SearchDatastoreSubFolders_Task";
constexpr char kSpec[] =
    "<searchSpec><details><fileType>true</fileType><fileSize>true</fileSize>"
    "<modification>true</modification><fileOwner>true</fileOwner></details></searchSpec>";

absl::Status VisitFolder(const pugi::xml_node& folder, const OnFile& on_file) {
  const std::string path = TextOf(ChildNamed(folder, "folderPath"));
  for (const pugi::xml_node file : folder.children()) {
    if (LocalName(file.name()) != "file") continue;
    RETURN_IF_ERROR(on_file({.folder = path, .info = &file}));
  }
  return absl::OkStatus();
}

}  // namespace

std::string FilePath(std::string_view folder, std::string_view name) {
  std::string path(folder);
  if (!path.empty() && path.back() == ']') path += ' ';
  if (!path.empty() && path.back() != ' ' && path.back() != '/') path += '/';
  return path.append(name);
}

absl::Status DatastoreSearch::Start(const Reference& browser, const std::string& datastore_name) {
  ASSIGN_OR_RETURN(
      const std::string answer,
      session_.client().Call(
          kMethod, browser,
          absl::StrCat(Element("datastorePath", absl::StrCat("[", datastore_name, "]")), kSpec)));
  pugi::xml_document document;
  document.load_buffer(answer.data(), answer.size());
  const pugi::xml_node value =
      Descend(document, {"Envelope", "Body", absl::StrCat(kMethod, "Response"), "returnval"});
  task_ = Reference{std::string(PlainType(value)), TextOf(value)};
  if (task_.empty()) return absl::DataLossError(absl::StrCat(kMethod, ": no task in the answer"));
  return absl::OkStatus();
}

absl::StatusOr<bool> DatastoreSearch::IsOver() {
  RetrieveSpec spec;
  spec.type = task_.type;
  spec.paths = {"info.state", "info.error"};
  spec.objects = {task_};
  std::string state;
  absl::Status failure;
  RETURN_IF_ERROR(ReadProperties(session_, spec, [&](const PropertyValue& property) {
    if (property.missing != nullptr) {
      failure = FaultStatus(*property.missing, "RetrievePropertiesEx");
    } else if (property.value != nullptr && property.name == "info.state") {
      state = TextOf(*property.value);
    } else if (property.value != nullptr && property.name == "info.error") {
      failure = FaultStatus(ReadLocalizedFault(*property.value, XmlScope()), kMethod);
    }
  }));
  if (state == "success") return true;
  const bool over = state == "error" || !failure.ok();
  if (over) task_ = Reference();  // nothing is left to cancel
  RETURN_IF_ERROR(failure);
  if (over) return absl::AbortedError(absl::StrCat(kMethod, ": the task failed"));
  return false;
}

absl::Status DatastoreSearch::Await() {
  const absl::Time give_up = session_.clock().Now() + limits_.search_timeout;
  for (absl::Duration pause = limits_.first_pause;;
       pause = std::min(limits_.longest_pause, pause * 2)) {
    ASSIGN_OR_RETURN(const bool over, IsOver());
    if (over) return absl::OkStatus();
    if (session_.clock().Now() >= give_up) {
      return absl::DeadlineExceededError("the search did not end in time");
    }
    RETURN_IF_ERROR(session_.client().Wait(pause));
  }
}

absl::Status DatastoreSearch::ReadResult(const OnFile& on_file) {
  RetrieveSpec spec;
  spec.type = task_.type;
  spec.paths = {"info.result"};
  spec.objects = {task_};
  task_ = Reference();
  absl::Status outcome;
  RETURN_IF_ERROR(ReadProperties(session_, spec, [&](const PropertyValue& property) {
    if (property.missing != nullptr) {
      outcome = FaultStatus(*property.missing, "RetrievePropertiesEx");
    }
    if (property.value == nullptr) return;
    for (const pugi::xml_node folder : property.value->children()) {
      if (folder.type() != pugi::node_element || !outcome.ok()) continue;
      outcome = VisitFolder(folder, on_file);
    }
  }));
  return outcome;
}

void DatastoreSearch::Cancel() {
  if (task_.empty()) return;
  session_.client()
      .Call("CancelTask", task_, "", SoapClient::Manner::kOnTheWayOut)
      .status()
      .IgnoreError();
}

absl::Status DatastoreSearch::Run(const Reference& browser, const std::string& datastore_name,
                                  const OnFile& on_file) {
  RETURN_IF_ERROR(Start(browser, datastore_name));
  if (const absl::Status status = Await(); !status.ok()) {
    Cancel();
    return status;
  }
  return ReadResult(on_file);
}

}  // namespace sitrep::collectors
