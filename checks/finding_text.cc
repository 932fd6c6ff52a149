#include "checks/finding_text.h"

#include <google/protobuf/stubs/strutil.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace sitrep::checks {
namespace {

// Nothing a person would miss.
bool IsBlank(const Value& value) {
  return value.kind_case() == Value::KIND_NOT_SET ||
         (value.kind_case() == Value::kText && value.text().empty());
}

// Key parts but the source, which the person knows or which the report names.
std::string KeyText(const Values& key) {
  std::vector<std::string> parts;
  for (int i = key.size() > 1 ? 1 : 0; i < key.size(); ++i) parts.push_back(ValueText(key[i]));
  return absl::StrJoin(parts, " ");
}

// The evidence that a person would call the object by: its name, else that of what it belongs to.
// -1: none.
int NameIndex(const Values& evidence) {
  int other = -1;
  for (int i = 0; i < evidence.size(); ++i) {
    const Value& value = evidence[i];
    if (value.kind_case() != Value::kText || value.text().empty()) continue;
    if (value.name() == "name") return i;
    if (other < 0 && value.name().ends_with("_name")) other = i;
  }
  return other;
}

}  // namespace

std::string ValueText(const Value& value) {
  switch (value.kind_case()) {
    case Value::kText:
      return value.text();
    case Value::kInteger:
      return absl::StrCat(value.integer());
    case Value::kReal:
      return google::protobuf::SimpleDtoa(value.real());
    case Value::KIND_NOT_SET:
      break;
  }
  return "NULL";
}

std::string NameText(const Values& evidence) {
  const int name = NameIndex(evidence);
  return name < 0 ? "" : evidence[name].text();
}

std::string ObjectText(const Values& key, const Values& evidence) {
  std::vector<std::string> facts;
  const int name = NameIndex(evidence);
  for (int i = 0; i < evidence.size(); ++i) {
    const Value& value = evidence[i];
    if (i == name || IsBlank(value)) continue;
    facts.push_back(absl::StrCat(value.name(), " ", ValueText(value)));
  }
  // The object's name comes first; what the source calls it follows.
  std::string object = KeyText(key);
  if (name >= 0) object = absl::StrCat(evidence[name].text(), " [", object, "]");
  return facts.empty() ? object : absl::StrCat(object, "  ", absl::StrJoin(facts, ", "));
}

std::string ObjectText(const Finding& finding) {
  return ObjectText(finding.key(), finding.evidence());
}

std::string GapText(const Gap& gap) {
  std::string text =
      gap.column().empty() ? gap.table() : absl::StrCat(gap.table(), ".", gap.column());
  absl::StrAppend(&text, " ", gap.status());
  if (gap.missing() > 0) {
    absl::StrAppend(&text, " for ", gap.missing(), gap.missing() == 1 ? " object" : " objects");
  }
  if (!gap.privilege().empty()) absl::StrAppend(&text, ", needs privilege ", gap.privilege());
  if (!gap.reason().empty()) absl::StrAppend(&text, " (", gap.reason(), ")");
  return text;
}

}  // namespace sitrep::checks
