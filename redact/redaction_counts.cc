#include "redact/redaction_counts.h"

#include <numeric>

namespace sitrep::redact {

std::string_view RuleName(Rule rule) {
  static constexpr std::string_view kNames[] = {
      "name",      "host_name",    "ipv4",        "ipv6",        "mac",         "uuid",
      "reference", "storage_name", "email",       "account",     "user",        "password",
      "token",     "cookie",       "private_key", "certificate", "licence_key", "nul_byte"};
  static_assert(std::size(kNames) == static_cast<size_t>(Rule::kCount));
  return kNames[static_cast<size_t>(rule)];
}

void RedactionCounts::Add(const RedactionCounts& other) {
  for (size_t i = 0; i < by_rule.size(); ++i) by_rule[i] += other.by_rule[i];
  bytes_in += other.bytes_in;
  bytes_out += other.bytes_out;
}

int64_t RedactionCounts::total() const {
  return std::accumulate(by_rule.begin(), by_rule.end(), int64_t{0});
}

}  // namespace sitrep::redact
