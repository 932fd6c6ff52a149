#ifndef SITREP_REDACT_SHAPE_H_
#define SITREP_REDACT_SHAPE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sitrep::redact {

// Shapes: what a string is by its spelling alone. Functions named ...Prefix say how many bytes at
// the start of `text` have the shape (0: none) and look a bounded way ahead; whether something may
// go on behind it is the caller's question.

using Ipv6Address = std::array<uint8_t, 16>;

inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool IsAlnum(char c) { return IsDigit(c) || IsLetter(c); }
inline bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
inline bool IsLabelByte(char c) { return IsAlnum(c) || c == '-' || c == '_'; }
inline char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
std::string ToLower(std::string_view text);
bool AllOf(std::string_view text, bool (*test)(char));

// Four numbers up to 255; a number of two or three digits may begin with 0 only when it has three.
size_t Ipv4Prefix(std::string_view text);
std::optional<uint32_t> ParseIpv4(std::string_view text);
std::string FormatIpv4(uint32_t address);
std::optional<Ipv6Address> ParseIpv6(std::string_view text);
// Canonical (RFC 5952).
std::string FormatIpv6(const Ipv6Address& address);

// 00:50:56:aa:bb:cc, with - or, in groups of four, with dots.
size_t MacPrefix(std::string_view text);
std::optional<uint64_t> ParseMac(std::string_view text);
// Eight pairs: 50:01:43:80:12:34:56:78.
size_t WwnPrefix(std::string_view text);

// 8-4-4-4-12, VMFS's 8-8-4-12, vSAN's 16-16, and sixteen pairs with blanks and one dash as in .vmx
// files.
size_t UuidPrefix(std::string_view text);

// A managed object reference: vm-123, domain-c7, group-d1, ...
size_t ReferencePrefix(std::string_view text);

// naa. eui. vml. t10. iqn. fc. names of devices and their ports.
size_t StorageNamePrefix(std::string_view text);

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_SHAPE_H_
