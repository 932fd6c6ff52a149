#include "redact/findings_redactor.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

namespace sitrep::redact {
namespace {

using google::protobuf::RepeatedPtrField;

void RedactValue(Value& value, AliasBook& book) {
  if (value.redaction() == tables::PUBLIC) return;
  if (value.redaction() == tables::ALIAS && value.kind_case() == Value::kText) {
    value.set_text(book.Alias(value.text()));
  } else {
    value.clear_kind();
  }
}

// NULL, numbers, text: SQLite's order.
bool Before(const Value& a, const Value& b) {
  const auto rank = [](const Value& value) {
    return value.kind_case() == Value::KIND_NOT_SET ? 0 : value.kind_case() == Value::kText ? 2 : 1;
  };
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (rank(a) == 2) return a.text() < b.text();
  if (a.has_integer() && b.has_integer()) return a.integer() < b.integer();
  const auto number = [](const Value& value) {
    return value.has_real() ? value.real() : static_cast<double>(value.integer());
  };
  return rank(a) == 1 && number(a) < number(b);
}

bool Before(const RepeatedPtrField<Value>& a, const RepeatedPtrField<Value>& b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](const Value& x, const Value& y) { return Before(x, y); });
}

}  // namespace

Findings RedactFindings(const Findings& findings, AliasBook& book) {
  Findings redacted = findings;
  for (CheckResult& result : *redacted.mutable_results()) {
    for (Finding& finding : *result.mutable_findings()) {
      for (Value& value : *finding.mutable_key()) RedactValue(value, book);
      for (Value& value : *finding.mutable_evidence()) RedactValue(value, book);
    }
    std::stable_sort(result.mutable_findings()->pointer_begin(),
                     result.mutable_findings()->pointer_end(),
                     [](const Finding* a, const Finding* b) { return Before(a->key(), b->key()); });
  }
  return redacted;
}

}  // namespace sitrep::redact
