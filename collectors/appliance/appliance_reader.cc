#include "collectors/appliance/appliance_reader.h"

#include <utility>

#include "absl/strings/str_replace.h"
#include "base/status_macros.h"
#include "collectors/vsphere/soap_client.h"

namespace sitrep::collectors {
namespace {

// A source with more categories or tags than this is not asked for each of them.
constexpr size_t kMostSingly = 5000;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// The group that the appliance's own resources ask for. It is no privilege of vCenter's, so it is
// not declared with the tables, where it would be asked for before.
std::string_view GroupFor(std::string_view table) {
  const bool appliance = table.starts_with("appliance_") && table != "appliance_certificate";
  return appliance ? "SystemConfiguration.ReadOnly" : "";
}

// A part of the answer that only some versions or accounts give.
void NotePart(JsonTable& table, const RestPart& part, const absl::Status& status) {
  table.NoteMissing(part.member, RestCoverage(status), RestReason(status));
}

}  // namespace

absl::Status ReadAppliance(ReaderContext& context) {
  return ApplianceReader(context, RefusedLogins::OfProcess()).Read();
}

ApplianceReader::ApplianceReader(ReaderContext& context, RefusedLogins& refused)
    : context_(context), rest_(context.session, refused) {}

bool ApplianceReader::Ends(const absl::Status& status) const {
  return absl::IsCancelled(status) || (!status.ok() && context_.session.client().past_deadline());
}

JsonTable ApplianceReader::Table(std::string_view table) {
  return JsonTable(table, context_.session.source_key(), GroupFor(table), context_.sink,
                   context_.gaps);
}

void ApplianceReader::NoteAll(std::string_view status, std::string_view reason) {
  for (const int table : context_.tables) context_.gaps.AddWhole(table, -1, status, reason);
}

void ApplianceReader::NoteOpening(const absl::Status& status) {
  if (absl::IsUnauthenticated(status)) return NoteAll("denied", "login");
  if (absl::IsUnimplemented(status)) return NoteAll("not_supported", RestReason(status));
  const bool lost = absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status);
  NoteAll(lost ? "unreachable" : RestCoverage(status), RestReason(status));
}

absl::Status ApplianceReader::Read() {
  if (!context_.session.content().is_vcenter()) {
    NoteAll("not_supported", "HostAgent");
    return absl::OkStatus();
  }
  if (const absl::Status status = rest_.Open(); !status.ok()) {
    if (Ends(status)) return status;
    NoteOpening(status);
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(ReadDeclared());
  RETURN_IF_ERROR(ReadCertificates());
  RETURN_IF_ERROR(ReadStorage());
  return ReadTagAssignments();
}

absl::Status ApplianceReader::ReadDeclared() {
  const absl::Span<const RestResource> all = RestResources();
  for (size_t begin = 0; begin < all.size();) {
    size_t end = begin;
    while (end < all.size() && all[end].table == all[begin].table) ++end;
    if (context_.Wants(all[begin].table)) {
      JsonTable table = Table(all[begin].table);
      std::vector<Outcome> outcomes;
      for (size_t i = begin; i < end; ++i) {
        RETURN_IF_ERROR(ReadResource(all[i], table, outcomes));
      }
      NoteOutcomes(table, outcomes, end - begin);
    }
    begin = end;
  }
  return absl::OkStatus();
}

// Errors that end the run are returned; those of the resource become outcomes.
absl::Status ApplianceReader::ReadResource(const RestResource& resource, JsonTable& table,
                                           std::vector<Outcome>& outcomes) {
  const Elements elements = Fetch(resource, table);
  if (Ends(elements.status())) return elements.status();
  if (elements.ok()) return Append(table, *elements);
  const bool none = resource.none_is_not_found && absl::IsNotFound(elements.status());
  if (!none) outcomes.push_back({std::string(resource.id), elements.status()});
  return absl::OkStatus();
}

// A table all of whose resources failed is missing as a whole; else the rows of some are.
void ApplianceReader::NoteOutcomes(JsonTable& table, const std::vector<Outcome>& outcomes,
                                   size_t resources) {
  for (const Outcome& outcome : outcomes) {
    const std::string_view status = RestCoverage(outcome.status);
    if (outcomes.size() == resources || outcome.id.empty()) {
      table.NoteMissing(status, RestReason(outcome.status));
    } else {
      table.NoteMissingRow(outcome.id, status, RestReason(outcome.status));
    }
  }
}

ApplianceReader::Elements ApplianceReader::Fetch(const RestResource& resource, JsonTable& table) {
  if (resource.shape == RestShape::kOne) return FetchOne(resource, table);
  if (resource.shape == RestShape::kEach) return FetchEach(resource, table);
  ASSIGN_OR_RETURN(Json answer, Ask(resource.parts[0]));
  if (resource.shape == RestShape::kMap) return ElementsOfMap(std::move(answer));
  return ElementsOfList(answer, resource.at);
}

ApplianceReader::Elements ApplianceReader::FetchOne(const RestResource& resource,
                                                    JsonTable& table) {
  RestElement element{std::string(resource.id), Json()};
  for (const RestPart& part : resource.parts) {
    if (part.path.empty()) break;
    absl::StatusOr<Json> answer = Ask(part);
    const bool first = &part == &resource.parts.front();
    if (!answer.ok() && (first || Ends(answer.status()))) return answer.status();
    if (!answer.ok()) {
      NotePart(table, part, answer.status());
    } else if (part.member.empty()) {
      if (answer->kind != Json::Kind::kObject) return absl::DataLossError("not an object");
      element.value = *std::move(answer);
    } else {
      element.value.Add(part.member, *std::move(answer));
    }
  }
  return std::vector<RestElement>{std::move(element)};
}

ApplianceReader::Elements ApplianceReader::FetchEach(const RestResource& resource,
                                                     JsonTable& table) {
  ASSIGN_OR_RETURN(const Json list, Ask(resource.parts[0]));
  ASSIGN_OR_RETURN(std::vector<std::string> ids, IdsOf(list));
  if (ids.size() > kMostSingly) {
    table.NoteMissing("failed", "too_many");
    ids.resize(kMostSingly);
  }
  std::vector<RestElement> elements;
  for (const std::string& id : ids) {
    absl::StatusOr<Json> one = Ask(resource.parts[1], id);
    if (Ends(one.status())) return one.status();
    if (one.ok()) {
      elements.push_back({id, *std::move(one)});
    } else if (!absl::IsNotFound(one.status())) {  // else removed since it was listed
      table.NoteMissingRow(id, RestCoverage(one.status()), RestReason(one.status()));
    }
  }
  return elements;
}

absl::StatusOr<Json> ApplianceReader::Ask(const RestPart& part, std::string_view id) {
  const std::string_view path = PathOf(part, rest_.family());
  const std::string segment = PathSegment(id);
  absl::StatusOr<Json> answer =
      rest_.Get(absl::StrReplaceAll(View(path), {{"{}", segment}}), CostName(path));
  context_.progress(++answers_);
  const bool older = absl::IsUnimplemented(answer.status()) || absl::IsNotFound(answer.status());
  if (older && !part.older.empty() && rest_.family() == RestFamily::kRest) {
    return rest_.Get(part.older, CostName(part.older));
  }
  return answer;
}

absl::Status ApplianceReader::Append(JsonTable& table, const std::vector<RestElement>& elements) {
  for (size_t i = 0; i < elements.size(); ++i) {
    RETURN_IF_ERROR(table.Append({.id = elements[i].id, .index = i, .value = &elements[i].value}));
  }
  return absl::OkStatus();
}

}  // namespace sitrep::collectors
