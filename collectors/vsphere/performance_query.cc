#include "collectors/vsphere/performance_query.h"

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/status_macros.h"
#include "collectors/vsphere/envelope.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/property_read.h"
#include "collectors/vsphere/soap_client.h"

namespace sitrep::collectors {
namespace {

const Reference kServiceInstance = {"ServiceInstance", "ServiceInstance"};

// How a source keeps samples: a form, and for how long.
struct Keeping {
  int64_t interval_seconds;
  absl::Duration kept;
  absl::Duration late;  // how late they may come
};

const Keeping& KeepingOf(const MeasuredType& type) {
  static const Keeping realtime = {20, absl::Hours(1), absl::Minutes(15)};
  static const Keeping historical = {300, absl::Hours(24), absl::Hours(1)};
  return type.historical ? historical : realtime;
}

absl::Duration WindowOf(const MeasuredType& type, const PerformanceRequest& request) {
  const Keeping& keeping = KeepingOf(type);
  const absl::Duration asked = type.historical ? request.historical_window : request.window;
  return std::clamp(asked, absl::Seconds(keeping.interval_seconds), keeping.kept);
}

// What was found out about the conditions of some objects. An object can come twice.
struct Found {
  std::map<std::string, std::set<std::string_view>> met;  // paths, by object
  std::map<std::string, Fault> hidden;
};

absl::Status ReadConditions(Session& session, const MeasuredType& type,
                            absl::Span<const Reference> objects, Found& found) {
  RetrieveSpec spec;
  spec.type = std::string(type.type);
  for (const auto& condition : type.conditions) spec.paths.emplace_back(condition.path);
  spec.objects.assign(objects.begin(), objects.end());
  for (const Reference& object : objects) found.met[object.value].clear();
  absl::Status lost;
  RETURN_IF_ERROR(ReadProperties(session, spec, [&](const PropertyValue& property) {
    if (property.missing != nullptr) {
      const Fault& fault = *property.missing;
      if (fault.type == "NotAuthenticated") lost = FaultStatus(fault, "RetrievePropertiesEx");
      // One that is gone meanwhile is nobody's gap.
      if (fault.type != "ManagedObjectNotFound") found.hidden[property.object.value] = fault;
    }
    if (property.value == nullptr) return;
    for (const auto& condition : type.conditions) {
      if (condition.path != property.name) continue;
      if (TextOf(*property.value) == condition.value) {
        found.met[property.object.value].insert(condition.path);
      }
    }
  }));
  return lost;
}

}  // namespace

int64_t SamplesInWindow(const MeasuredType& type, const PerformanceRequest& request) {
  return WindowOf(type, request) / absl::Seconds(KeepingOf(type).interval_seconds);
}

PerformanceQuery QueryOf(const MeasuredType& type, const PerformanceRequest& request,
                         absl::Time now) {
  const Keeping& keeping = KeepingOf(type);
  const absl::Duration reach = std::min(keeping.kept, WindowOf(type, request) + keeping.late);
  PerformanceQuery query;
  query.type = std::string(type.type);
  query.instances = request.instances;
  query.begin = now - reach;
  query.end = now;
  query.interval_seconds = keeping.interval_seconds;
  query.most_samples = reach / absl::Seconds(keeping.interval_seconds);
  query.historical = type.historical;
  return query;
}

std::string QueryPerfArguments(const PerformanceQuery& query,
                               absl::Span<const std::string> objects) {
  std::string metrics;
  for (const int64_t key : query.counter_keys) {
    absl::StrAppend(&metrics, "<metricId>", Element("counterId", absl::StrCat(key)),
                    Element("instance", query.instances ? "*" : ""), "</metricId>");
  }
  const std::string before = absl::StrCat(
      Element("startTime", base::TimeToText(query.begin)),
      Element("endTime", base::TimeToText(query.end)),
      // Sources pass it over for rollups.
      query.historical ? "" : Element("maxSample", absl::StrCat(query.most_samples)), metrics,
      Element("intervalId", absl::StrCat(query.interval_seconds)), Element("format", "csv"));
  std::string xml;
  for (const std::string& object : objects) {
    absl::StrAppend(&xml, "<querySpec>", ReferenceElement("entity", {query.type, object}), before,
                    "</querySpec>");
  }
  return xml;
}

absl::StatusOr<absl::Time> ReadSourceClock(Session& session) {
  ASSIGN_OR_RETURN(const std::string answer,
                   session.client().Call("CurrentTime", kServiceInstance, ""));
  pugi::xml_document document;
  document.load_buffer(answer.data(), answer.size());
  return base::TimeFromText(
      TextOf(Descend(document, {"Envelope", "Body", "CurrentTimeResponse", "returnval"})));
}

absl::Status ReadCounters(Session& session, const Reference& manager, CounterBook& book) {
  RetrieveSpec spec;
  spec.type = manager.type;
  spec.paths = {"perfCounter"};
  spec.objects = {manager};
  absl::Status missing;
  RETURN_IF_ERROR(ReadProperties(session, spec, [&](const PropertyValue& property) {
    if (property.value != nullptr) book.Read(*property.value);
    if (property.missing != nullptr) {
      missing = FaultStatus(*property.missing, "RetrievePropertiesEx");
    }
  }));
  return missing;
}

absl::StatusOr<std::optional<std::string>> ReadSetting(Session& session, const std::string& name) {
  const Reference manager = session.content().Single("OptionManager");
  if (manager.empty()) return std::nullopt;
  const auto answer = session.client().Call("QueryOptions", manager, Element("name", name));
  // InvalidName is how a source says that it is not set; NoPermission is as good a no.
  if (FaultOf(answer.status()) && !IsSessionLoss(answer.status())) return std::nullopt;
  if (!answer.ok()) return answer.status();
  pugi::xml_document document;
  document.load_buffer(answer->data(), answer->size());
  for (const pugi::xml_node option :
       Descend(document, {"Envelope", "Body", "QueryOptionsResponse"}).children()) {
    // The name asked for is a prefix to the source.
    if (TextOf(ChildNamed(option, "key")) == name) return TextOf(ChildNamed(option, "value"));
  }
  return std::nullopt;
}

// Explicit sets, never larger than what one answer holds: pages may be refused.
absl::StatusOr<MeasuredObjects> ObjectsToMeasure(Session& session, const MeasuredType& type,
                                                 const std::vector<Reference>& objects) {
  size_t set = 100;
  Found found;
  for (size_t at = 0; at < objects.size();) {
    const size_t size = std::min(set, objects.size() - at);
    const absl::Status status =
        ReadConditions(session, type, absl::MakeConstSpan(objects).subspan(at, size), found);
    if (IsFault(status, "NoPermission") && size > 1) {
      set = size / 2;
      continue;
    }
    RETURN_IF_ERROR(status);
    at += size;
  }
  MeasuredObjects result;
  for (const Reference& object : objects) {
    if (found.met[object.value].size() < type.conditions.size()) continue;
    result.objects.push_back(object.value);
  }
  result.hidden = std::move(found.hidden);
  return result;
}

}  // namespace sitrep::collectors
