#include "collectors/bundles/log_bundle.h"

#include <algorithm>
#include <map>
#include <optional>
#include <pugixml.hpp>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "collectors/bundles/bundle_address.h"
#include "collectors/vsphere/container_view.h"
#include "collectors/vsphere/envelope.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/property_read.h"
#include "collectors/vsphere/soap_client.h"

namespace sitrep::collectors {
namespace {

// What a task says of itself in one poll.
struct TaskState {
  std::string state;  // queued, running, success, error
  int percent = 0;
  std::optional<Fault> error;
  absl::StatusOr<std::vector<LogBundleFile>> files = std::vector<LogBundleFile>();
};

using HostNames = std::map<std::string, std::string>;  // by moid

absl::StatusOr<HostNames> ReadHostNames(Session& session) {
  ASSIGN_OR_RETURN(const ContainerView view, ContainerView::Create(session, "HostSystem"));
  RetrieveSpec spec;
  spec.type = "HostSystem";
  spec.paths = {"name"};
  spec.view = view.reference();
  HostNames names;
  RETURN_IF_ERROR(ReadProperties(session, spec, [&](const PropertyValue& property) {
    names[property.object.value] = property.value != nullptr ? TextOf(*property.value) : "";
  }));
  return names;
}

// A name is compared without regard to case, as DNS does; a reference exactly.
absl::StatusOr<std::string> FindHost(const HostNames& names, const std::string& wanted) {
  std::vector<std::string> found;
  for (const auto& [moid, name] : names) {
    if (moid == wanted || absl::EqualsIgnoreCase(name, wanted)) found.push_back(moid);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return absl::NotFoundError(absl::StrCat("the inventory has no host ", wanted));
  }
  return absl::InvalidArgumentError(absl::StrCat(found.size(), " hosts are named ", wanted,
                                                 "; name the one meant by its reference, such as ",
                                                 found.front()));
}

absl::StatusOr<std::vector<LogBundleFile>> ReadResult(const pugi::xml_node& value,
                                                      const SourceAddress& address,
                                                      const HostNames& names,
                                                      bool allow_other_hosts) {
  std::vector<LogBundleFile> files;
  for (const pugi::xml_node entry : value.children()) {
    if (entry.type() != pugi::node_element) continue;
    LogBundleFile file;
    file.host_moid = TextOf(ChildNamed(entry, "system"));
    if (const auto name = names.find(file.host_moid); name != names.end()) {
      file.host_name = name->second;
    }
    ASSIGN_OR_RETURN(file.url,
                     BundleUrl(TextOf(ChildNamed(entry, "url")), address, allow_other_hosts));
    file.file_name = FileNameOfUrl(file.url);
    files.push_back(std::move(file));
  }
  return files;
}

// One request for bundles: knows its hosts and its task.
class Generation {
 public:
  Generation(Session& session, const LogBundleOptions& options, const OnLogBundleProgress& progress)
      : session_(session), options_(options), progress_(progress) {}

  absl::StatusOr<std::vector<LogBundleFile>> Go();

 private:
  absl::Status FindHosts();
  absl::Status Start();
  absl::StatusOr<std::vector<LogBundleFile>> AwaitTask();
  absl::StatusOr<TaskState> Poll();
  void Cancel();
  void Tell(const std::string& stage, int percent);

  Session& session_;
  const LogBundleOptions& options_;
  const OnLogBundleProgress& progress_;
  HostNames names_;
  std::vector<std::string> hosts_;
  Reference task_;
};

void Generation::Tell(const std::string& stage, int percent) {
  if (progress_) progress_({.stage = stage, .percent = percent});
}

absl::Status Generation::FindHosts() {
  ASSIGN_OR_RETURN(names_, ReadHostNames(session_));
  for (const std::string& wanted : options_.hosts) {
    ASSIGN_OR_RETURN(const std::string moid, FindHost(names_, wanted));
    if (std::find(hosts_.begin(), hosts_.end(), moid) == hosts_.end()) hosts_.push_back(moid);
  }
  return absl::OkStatus();
}

// The source makes one bundle at a time: while another is being made it answers TaskInProgress.
absl::Status Generation::Start() {
  const bool vcenter = session_.content().is_vcenter();
  std::string arguments =
      Element("includeDefault", options_.include_default || !vcenter ? "true" : "false");
  for (const std::string& moid : hosts_) {
    if (vcenter) arguments += ReferenceElement("host", {"HostSystem", moid});
  }
  const absl::Time give_up = session_.clock().Now() + options_.busy_timeout;
  for (;;) {
    const auto answer = session_.client().Call("GenerateLogBundles_Task",
                                               session_.content().diagnostic_manager, arguments);
    if (answer.ok()) {
      pugi::xml_document document;
      document.load_buffer(answer->data(), answer->size());
      const pugi::xml_node value =
          Descend(document, {"Envelope", "Body", "GenerateLogBundles_TaskResponse", "returnval"});
      task_ = Reference{std::string(PlainType(value)), TextOf(value)};
      if (task_.empty())
        return absl::DataLossError("GenerateLogBundles_Task: no task in the answer");
      return absl::OkStatus();
    }
    if (!IsFault(answer.status(), "TaskInProgress")) return answer.status();
    if (session_.clock().Now() >= give_up) {
      return absl::UnavailableError("another log bundle is still being made; try again later");
    }
    Tell("waiting", 0);
    RETURN_IF_ERROR(session_.client().Wait(options_.poll_interval));
  }
}

absl::StatusOr<TaskState> Generation::Poll() {
  RetrieveSpec spec;
  spec.type = task_.type;
  spec.paths = {"info.state", "info.progress", "info.error", "info.result"};
  spec.objects = {task_};
  TaskState task;
  absl::Status missing;
  RETURN_IF_ERROR(ReadProperties(session_, spec, [&](const PropertyValue& property) {
    if (property.missing != nullptr)
      missing = FaultStatus(*property.missing, "RetrievePropertiesEx");
    if (property.value == nullptr) return;
    if (property.name == "info.state") task.state = TextOf(*property.value);
    if (property.name == "info.progress") {
      (void)absl::SimpleAtoi(TextOf(*property.value), &task.percent);
    }
    if (property.name == "info.error") task.error = ReadLocalizedFault(*property.value, XmlScope());
    if (property.name == "info.result") {
      task.files = ReadResult(*property.value, session_.client().address(), names_,
                              options_.allow_other_hosts);
    }
  }));
  RETURN_IF_ERROR(missing);
  return task;
}

void Generation::Cancel() {
  session_.client()
      .Call("CancelTask", task_, "", SoapClient::Manner::kOnTheWayOut)
      .status()
      .IgnoreError();
}

absl::StatusOr<std::vector<LogBundleFile>> Generation::AwaitTask() {
  const absl::Time give_up = session_.clock().Now() + options_.task_timeout;
  for (;;) {
    ASSIGN_OR_RETURN(TaskState task, Poll());
    if (task.state == "success") {
      Tell("generating", 100);
      if (task.files.ok() && task.files->empty())
        return absl::AbortedError("the task gave no log bundle");
      return std::move(task.files);
    }
    if (task.state == "error") {
      const Fault fault = task.error.value_or(Fault{.type = "Fault"});
      return absl::AbortedError(
          absl::StrCat("the source failed to make the log bundle: ", fault.type, " ", fault.text));
    }
    Tell("generating", task.percent);
    if (session_.clock().Now() >= give_up) {
      return absl::DeadlineExceededError("the source did not finish the log bundle in time");
    }
    RETURN_IF_ERROR(session_.client().Wait(options_.poll_interval));
  }
}

absl::StatusOr<std::vector<LogBundleFile>> Generation::Go() {
  if (session_.content().diagnostic_manager.empty()) {
    return absl::UnimplementedError("the source makes no log bundles");
  }
  if (options_.hosts.empty() && !options_.include_default) {
    return absl::InvalidArgumentError("name at least one host whose logs are wanted");
  }
  RETURN_IF_ERROR(FindHosts());
  RETURN_IF_ERROR(Start());
  absl::StatusOr<std::vector<LogBundleFile>> files = AwaitTask();
  const bool running = !files.ok() && !absl::IsAborted(files.status()) &&
                       !absl::IsFailedPrecondition(files.status());
  if (running) Cancel();
  return files;
}

}  // namespace

absl::StatusOr<std::vector<LogBundleFile>> GenerateLogBundles(Session& session,
                                                              const LogBundleOptions& options,
                                                              const OnLogBundleProgress& progress) {
  return Generation(session, options, progress).Go();
}

}  // namespace sitrep::collectors
