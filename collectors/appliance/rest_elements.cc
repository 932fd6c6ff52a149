#include "collectors/appliance/rest_elements.h"

#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/certificate.h"
#include "base/clock.h"

namespace sitrep::collectors {
namespace {

constexpr std::string_view kUsed = "storage.used.filesystem.";
constexpr std::string_view kTotal = "storage.totalsize.filesystem.";
constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view kEnd = "-----END CERTIFICATE-----";

absl::Status Unexpected() {
  return absl::DataLossError("the answer has another shape than this resource's");
}

// The last value of a series that is not empty.
std::string_view LastValue(const Json& series) {
  const Json* data = series.Find("data");
  if (data == nullptr) return {};
  for (auto at = data->items.rbegin(); at != data->items.rend(); ++at) {
    if (at->is_scalar() && !absl::StripAsciiWhitespace(at->text).empty()) return at->text;
  }
  return {};
}

Json Number(std::string_view text) {
  Json json;
  json.kind = Json::Kind::kNumber;
  json.text = text;
  return json;
}

Json CertificateElement(std::string_view pem) {
  Json element;
  element.kind = Json::Kind::kObject;
  const auto facts = base::ReadCertificate(pem);
  if (!facts.ok()) return element;
  element.Add("subject", Json::Text(facts->subject));
  element.Add("issuer", Json::Text(facts->issuer));
  element.Add("not_before", Json::Text(base::TimeToText(facts->not_before)));
  element.Add("not_after", Json::Text(base::TimeToText(facts->not_after)));
  element.Add("thumbprint", Json::Text(facts->sha256_thumbprint));
  if (facts->key_bits > 0) element.Add("key_bits", Number(absl::StrCat(facts->key_bits)));
  element.Add("signature_algorithm", Json::Text(facts->signature_algorithm));
  return element;
}

}  // namespace

absl::StatusOr<std::vector<RestElement>> ElementsOfMap(Json answer) {
  std::vector<RestElement> elements;
  if (answer.kind == Json::Kind::kObject) {
    for (size_t i = 0; i < answer.items.size(); ++i) {
      elements.push_back({std::move(answer.names[i]), std::move(answer.items[i])});
    }
    return elements;
  }
  if (answer.kind != Json::Kind::kArray) return Unexpected();
  for (Json& entry : answer.items) {
    const Json* value = entry.Find("value");
    if (value == nullptr || entry.TextOf("key").empty()) return Unexpected();
    elements.push_back({std::string(entry.TextOf("key")), *value});
  }
  return elements;
}

absl::StatusOr<std::vector<RestElement>> ElementsOfList(const Json& answer, std::string_view at) {
  const Json* list = at.empty() ? &answer : answer.Find(at);
  if (list == nullptr || list->kind != Json::Kind::kArray) return Unexpected();
  std::vector<RestElement> elements;
  for (const Json& item : list->items) elements.push_back({"", item});
  return elements;
}

absl::StatusOr<std::vector<std::string>> IdsOf(const Json& answer) {
  if (answer.kind != Json::Kind::kArray) return Unexpected();
  std::vector<std::string> ids;
  for (const Json& item : answer.items) {
    if (item.kind == Json::Kind::kText && !item.text.empty()) ids.push_back(item.text);
  }
  return ids;
}

std::vector<RestElement> FileSystems(const Json& partitions, const Json& series) {
  std::map<std::string, Json> found;
  for (const Json& partition : partitions.items) {
    const std::string name(partition.TextOf("partition"));
    if (name.empty()) continue;
    found[name].Add("disk", Json::Text(partition.TextOf("disk")));
  }
  for (const Json& one : series.items) {
    const std::string_view name = one.TextOf("name");
    const std::string_view value = LastValue(one);
    for (const std::string_view prefix : {kUsed, kTotal}) {
      if (!name.starts_with(prefix) || name.size() == prefix.size() || value.empty()) continue;
      found[std::string(name.substr(prefix.size()))].Add(prefix == kUsed ? "used" : "totalsize",
                                                         Number(value));
    }
  }
  std::vector<RestElement> elements;
  for (auto& [name, element] : found) elements.push_back({name, std::move(element)});
  return elements;
}

std::vector<std::string> FileSystemItems(const Json& monitored) {
  std::vector<std::string> items;
  for (const Json& item : monitored.items) {
    const std::string_view id = item.TextOf("id");
    if (id.starts_with(kUsed) || id.starts_with(kTotal)) items.emplace_back(id);
  }
  return items;
}

std::vector<Json> CertificatesOf(std::string_view pem) {
  std::vector<Json> certificates;
  for (size_t at = pem.find(kBegin); at != std::string_view::npos; at = pem.find(kBegin, at)) {
    const size_t end = pem.find(kEnd, at);
    if (end == std::string_view::npos) break;
    certificates.push_back(CertificateElement(pem.substr(at, end + kEnd.size() - at)));
    at = end + kEnd.size();
  }
  return certificates;
}

}  // namespace sitrep::collectors
