#include "collectors/vsphere/history_collector.h"

#include <pugixml.hpp>

#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/status_macros.h"
#include "collectors/vsphere/cell_text.h"
#include "collectors/vsphere/envelope.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/property_read.h"
#include "collectors/vsphere/soap_client.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

HistoryEntry EntryOf(const HistoryStream& stream, const pugi::xml_node& node) {
  HistoryEntry entry;
  entry.key = HistoryKey(TextOf(ChildNamed(node, "key")));
  std::string scratch;
  if (ReadWireTime(TextOf(ChildNamed(node, stream.created_element)), scratch) ==
      TimeReading::kTime) {
    entry.created = base::TimeFromText(scratch).value_or(absl::InfinitePast());
  }
  return entry;
}

}  // namespace

const HistoryStream kEventStream = {.name = "event",
                                    .manager = "EventManager",
                                    .create = "CreateCollectorForEvents",
                                    .read = "ReadNextEvents",
                                    .time_filter = "",
                                    .created = "created_at",
                                    .created_element = "createdTime",
                                    .key = "event_key"};
// The time a task was asked for is the one that never changes.
const HistoryStream kTaskStream = {.name = "task",
                                   .manager = "TaskManager",
                                   .create = "CreateCollectorForTasks",
                                   .read = "ReadNextTasks",
                                   .time_filter = "<timeType>queuedTime</timeType>",
                                   .created = "queued_at",
                                   .created_element = "queueTime",
                                   .key = "task_key"};

int64_t HistoryKey(std::string_view text) { return ReadTrailingNumber(text).value_or(0); }

absl::StatusOr<HistoryCollector> HistoryCollector::Create(Session& session,
                                                          const HistoryStream& stream,
                                                          absl::Time begin) {
  ASSIGN_OR_RETURN(const std::string answer,
                   session.client().Call(stream.create, session.content().Single(stream.manager),
                                         absl::StrCat("<filter><time>", View(stream.time_filter),
                                                      Element("beginTime", base::TimeToText(begin)),
                                                      "</time></filter>")));
  pugi::xml_document document;
  document.load_buffer(answer.data(), answer.size());
  const std::string response = absl::StrCat(View(stream.create), "Response");
  const pugi::xml_node value = Descend(document, {"Envelope", "Body", response, "returnval"});
  if (!value) {
    return absl::DataLossError(
        absl::StrCat(View(stream.create), ": the answer names no collector"));
  }
  return HistoryCollector(session, stream, Reference{std::string(PlainType(value)), TextOf(value)});
}

HistoryCollector::~HistoryCollector() {
  if (reference_.empty()) return;
  // What cannot be destroyed here goes with the session.
  session_.client()
      .Call("DestroyCollector", reference_, "", SoapClient::Manner::kOnTheWayOut)
      .status()
      .IgnoreError();
}

absl::StatusOr<std::vector<HistoryEntry>> HistoryCollector::LatestPage() const {
  RetrieveSpec spec;
  spec.type = reference_.type;
  spec.paths = {"latestPage"};
  spec.objects = {reference_};
  std::vector<HistoryEntry> entries;
  absl::Status refused;
  RETURN_IF_ERROR(ReadProperties(session_, spec, [&](const PropertyValue& property) {
    if (property.missing != nullptr) refused = FaultStatus(*property.missing, "latestPage");
    if (property.value == nullptr) return;
    for (const pugi::xml_node child : property.value->children()) {
      if (child.type() == pugi::node_element) entries.push_back(EntryOf(stream_, child));
    }
  }));
  RETURN_IF_ERROR(refused);
  return entries;
}

absl::StatusOr<std::vector<HistoryEntry>> HistoryCollector::Latest() const {
  ASSIGN_OR_RETURN(std::vector<HistoryEntry> entries, LatestPage());
  if (!entries.empty()) return entries;
  // Nothing has happened, or the account may see none of the newest ten: look at more of them.
  RETURN_IF_ERROR(session_.client()
                      .Call("SetCollectorPageSize", reference_, Element("maxCount", "1000"))
                      .status());
  return LatestPage();
}

}  // namespace sitrep::collectors
