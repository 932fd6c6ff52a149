// Which objects carry which tags, asked for many tags at once.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "base/status_macros.h"
#include "collectors/appliance/appliance_reader.h"

namespace sitrep::collectors {
namespace {

constexpr RestPart kTags = {"", "cis/tagging/tag", "com/vmware/cis/tagging/tag"};
constexpr std::string_view kAction = "action=list-attached-objects-on-tags";
constexpr std::string_view kAssociation = "cis/tagging/tag-association";
constexpr size_t kTagsAtOnce = 100;
constexpr size_t kMostTags = 5000;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// Ids are the source's own; nothing but their quotes and backslashes could end the text.
std::string TagList(absl::Span<const std::string> tags) {
  std::string body = "{\"tag_ids\":[";
  for (const std::string& tag : tags) {
    absl::StrAppend(&body, body.back() == '[' ? "\"" : ",\"");
    for (const char c : tag) {
      if (c == '"' || c == '\\') body += '\\';
      if (static_cast<unsigned char>(c) >= ' ') body += c;
    }
    body += '"';
  }
  return body + "]}";
}

std::string ActionPath(RestFamily family) {
  return family == RestFamily::kApi
             ? absl::StrCat(View(kAssociation), "?", View(kAction))
             : absl::StrCat("com/vmware/", View(kAssociation), "?~", View(kAction));
}

}  // namespace

// An answer that is too large is asked for again in halves.
absl::Status ApplianceReader::ReadAssignments(JsonTable& table,
                                              absl::Span<const std::string> tags) {
  const absl::StatusOr<Json> answer =
      rest_.Ask(ActionPath(rest_.family()), CostName(kAssociation), TagList(tags));
  if (Ends(answer.status())) return answer.status();
  const bool too_large = absl::IsResourceExhausted(answer.status()) && tags.size() > 1;
  if (too_large) {
    RETURN_IF_ERROR(ReadAssignments(table, tags.first(tags.size() / 2)));
    return ReadAssignments(table, tags.subspan(tags.size() / 2));
  }
  if (!answer.ok()) {
    for (const std::string& tag : tags) {
      table.NoteMissingRow(tag, RestCoverage(answer.status()), RestReason(answer.status()));
    }
    return absl::OkStatus();
  }
  for (const Json& tag : answer->items) {
    const Json* objects = tag.Find("object_ids");
    if (objects == nullptr) continue;
    for (const Json& object : objects->items) {
      RETURN_IF_ERROR(table.Append({.id = tag.TextOf("tag_id"), .value = &object}));
    }
  }
  return absl::OkStatus();
}

absl::Status ApplianceReader::ReadTagAssignments() {
  if (!context_.Wants("tag_assignment")) return absl::OkStatus();
  JsonTable table = Table("tag_assignment");
  const absl::StatusOr<Json> list = Ask(kTags);
  if (Ends(list.status())) return list.status();
  absl::StatusOr<std::vector<std::string>> tags =
      list.ok() ? IdsOf(*list) : absl::StatusOr<std::vector<std::string>>(list.status());
  if (!tags.ok()) {
    table.NoteMissing(RestCoverage(tags.status()), RestReason(tags.status()));
    return absl::OkStatus();
  }
  if (tags->size() > kMostTags) {
    table.NoteMissing("failed", "too_many");
    tags->resize(kMostTags);
  }
  for (size_t at = 0; at < tags->size(); at += kTagsAtOnce) {
    RETURN_IF_ERROR(ReadAssignments(
        table, absl::MakeConstSpan(*tags).subspan(at, std::min(kTagsAtOnce, tags->size() - at))));
  }
  return absl::OkStatus();
}

}  // namespace sitrep::collectors
