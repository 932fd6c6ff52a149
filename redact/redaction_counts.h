#ifndef SITREP_REDACT_REDACTION_COUNTS_H_
#define SITREP_REDACT_REDACTION_COUNTS_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace sitrep::redact {

// What was found. The names stand in manifests: add at the end, never rename.
enum class Rule {
  kName,
  kHostName,
  kIpv4,
  kIpv6,
  kMac,
  kUuid,
  kReference,
  kStorageName,
  kEmail,
  kAccount,
  kUser,
  kPassword,
  kToken,
  kCookie,
  kPrivateKey,
  kCertificate,
  kLicenceKey,
  kNulByte,
  kCount,
};

std::string_view RuleName(Rule rule);

// How often each rule replaced something, and the bytes that came and went.
struct RedactionCounts {
  std::array<int64_t, static_cast<size_t>(Rule::kCount)> by_rule{};
  int64_t bytes_in = 0;
  int64_t bytes_out = 0;

  int64_t& operator[](Rule rule) { return by_rule[static_cast<size_t>(rule)]; }
  int64_t operator[](Rule rule) const { return by_rule[static_cast<size_t>(rule)]; }
  void Add(const RedactionCounts& other);
  int64_t total() const;
};

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_REDACTION_COUNTS_H_
