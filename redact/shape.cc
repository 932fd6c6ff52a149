#include "redact/shape.h"

#include <arpa/inet.h>

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace sitrep::redact {
namespace {

size_t CountWhile(std::string_view text, size_t limit, bool (*test)(char)) {
  size_t size = 0;
  while (size < text.size() && size < limit && test(text[size])) ++size;
  return size;
}

// Matches groups of hexadecimal digits: "8-4-4" with separators as in `pattern`, # for a digit.
size_t PatternPrefix(std::string_view text, std::string_view pattern) {
  if (text.size() < pattern.size()) return 0;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '#' ? !IsHex(text[i]) : text[i] != pattern[i]) return 0;
  }
  return pattern.size();
}

size_t FirstPattern(std::string_view text, std::initializer_list<std::string_view> patterns) {
  for (const std::string_view pattern : patterns) {
    if (const size_t size = PatternPrefix(text, pattern); size > 0) return size;
  }
  return 0;
}

size_t OctetPrefix(std::string_view text) {
  const size_t size = CountWhile(text, 4, IsDigit);
  if (size == 0 || size > 3 || (size == 2 && text[0] == '0')) return 0;
  int value = 0;
  for (size_t i = 0; i < size; ++i) value = value * 10 + (text[i] - '0');
  return value <= 255 ? size : 0;
}

bool IsDeviceByte(char c) {
  return IsAlnum(c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '+';
}

}  // namespace

std::string ToLower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = ToLower(c);
  return lower;
}

bool AllOf(std::string_view text, bool (*test)(char)) {
  return std::all_of(text.begin(), text.end(), test);
}

size_t Ipv4Prefix(std::string_view text) {
  size_t at = 0;
  for (int i = 0; i < 4; ++i) {
    if (i > 0 && (at >= text.size() || text[at++] != '.')) return 0;
    const size_t size = OctetPrefix(text.substr(at));
    if (size == 0) return 0;
    at += size;
  }
  return at;
}

std::optional<uint32_t> ParseIpv4(std::string_view text) {
  if (text.empty() || Ipv4Prefix(text) != text.size()) return std::nullopt;
  uint32_t address = 0;
  uint32_t octet = 0;
  for (const char c : text) {
    if (c == '.') {
      address = address << 8 | octet;
      octet = 0;
    } else {
      octet = octet * 10 + static_cast<uint32_t>(c - '0');
    }
  }
  return address << 8 | octet;
}

std::string FormatIpv4(uint32_t address) {
  return absl::StrCat(address >> 24, ".", (address >> 16) & 255, ".", (address >> 8) & 255, ".",
                      address & 255);
}

std::optional<Ipv6Address> ParseIpv6(std::string_view text) {
  if (text.size() < 2 || text.size() > 45 || text.find(':') == text.npos) return std::nullopt;
  Ipv6Address address;
  if (inet_pton(AF_INET6, std::string(text).c_str(), address.data()) != 1) return std::nullopt;
  return address;
}

std::string FormatIpv6(const Ipv6Address& address) {
  char text[INET6_ADDRSTRLEN];
  return inet_ntop(AF_INET6, address.data(), text, sizeof text) == nullptr ? "" : text;
}

size_t MacPrefix(std::string_view text) {
  return FirstPattern(text, {"##:##:##:##:##:##", "##-##-##-##-##-##", "####.####.####"});
}

std::optional<uint64_t> ParseMac(std::string_view text) {
  if (text.empty() || MacPrefix(text) != text.size()) return std::nullopt;
  uint64_t address = 0;
  for (const char c : text) {
    if (!IsHex(c)) continue;
    address = address << 4 | static_cast<uint64_t>(IsDigit(c) ? c - '0' : ToLower(c) - 'a' + 10);
  }
  return address;
}

size_t WwnPrefix(std::string_view text) { return PatternPrefix(text, "##:##:##:##:##:##:##:##"); }

size_t UuidPrefix(std::string_view text) {
  return FirstPattern(
      text,
      {"########-####-####-####-############", "########-########-####-############",
       "################-################", "## ## ## ## ## ## ## ##-## ## ## ## ## ## ## ##"});
}

size_t ReferencePrefix(std::string_view text) {
  static constexpr std::string_view kKinds[] = {
      "vm-",       "host-",      "domain-c",  "domain-s",     "group-d",      "group-h",
      "group-v",   "group-n",    "group-s",   "group-p",      "datastore-",   "network-",
      "network-o", "resgroup-v", "resgroup-", "dvs-",         "dvportgroup-", "datacenter-",
      "snapshot-", "alarm-",     "folder-",   "resourcepool-"};
  // Letters, a dash, perhaps a letter, digits: most words are none.
  const size_t letters = CountWhile(text, 13, IsLetter);
  if (letters < 2 || letters + 1 >= text.size() || text[letters] != '-') return 0;
  if (!IsDigit(text[letters + 1]) && (letters + 2 >= text.size() || !IsDigit(text[letters + 2])))
    return 0;
  const std::string start = ToLower(text.substr(0, 13));
  for (const std::string_view kind : kKinds) {
    if (start.compare(0, kind.size(), kind) != 0) continue;
    const size_t digits = CountWhile(text.substr(kind.size()), 20, IsDigit);
    if (digits > 0 && digits < 20) return kind.size() + digits;
  }
  return 0;
}

size_t StorageNamePrefix(std::string_view text) {
  if (text.size() < 6 || (text[3] != '.' && text[2] != '.')) return 0;
  const std::string start = ToLower(text.substr(0, 4));
  if (start == "naa." || start == "eui." || start == "vml.") {
    const size_t digits = CountWhile(text.substr(4), 128, IsHex);
    return digits >= 16 ? 4 + digits : 0;
  }
  if (start == "t10.") return 4 + CountWhile(text.substr(4), 220, IsDeviceByte);
  if (start == "iqn.") {
    const size_t date = PatternPrefix(text.substr(4), "####-##");
    return date == 0 ? 0 : 4 + date + CountWhile(text.substr(4 + date), 220, IsDeviceByte);
  }
  if (start.substr(0, 3) == "fc.") {
    const size_t size = PatternPrefix(text.substr(3), "################:################");
    return size == 0 ? 0 : 3 + size;
  }
  return 0;
}

}  // namespace sitrep::redact
