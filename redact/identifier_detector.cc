#include "redact/identifier_detector.h"

#include <algorithm>
#include <string>

#include "redact/shape.h"

namespace sitrep::redact {
namespace {

char At(std::string_view text, size_t at) { return at < text.size() ? text[at] : '\0'; }
char Before(std::string_view text, size_t at, size_t count) {
  return at >= count ? text[at - count] : '\0';
}

bool EndsHere(std::string_view text, size_t end) { return !IsAlnum(At(text, end)); }

TextFind Aliased(std::string_view text, size_t at, size_t size, Rule rule) {
  TextFind find;
  find.begin = at;
  find.end = at + size;
  find.rule = rule;
  find.original = text.substr(at, size);
  return find;
}

bool IsPrivate(uint32_t address) {
  return address >> 24 == 10 || address >> 20 == 0xac1 || address >> 16 == 0xc0a8;
}

// The word before, letters only: "version 7.0.1.2", "driver: 1.2.3.4".
std::string WordBefore(std::string_view text, size_t at) {
  size_t end = at;
  while (end > 0 && at - end < 4 &&
         std::string_view(" \t:=\"'(_-/").find(text[end - 1]) != std::string_view::npos) {
    --end;
  }
  size_t begin = end;
  while (begin > 0 && end - begin < 24 && IsLetter(text[begin - 1])) --begin;
  return ToLower(text.substr(begin, end - begin));
}

bool SpeaksOfVersions(const std::string& word) {
  constexpr std::string_view kWords[] = {"version",  "versions", "ver",    "v",        "rev",
                                         "revision", "release",  "build",  "firmware", "fw",
                                         "bios",     "oid",      "driver", "drivers",  "vib",
                                         "patch",    "update",   "package"};
  if (word.size() > 7 && word.substr(word.size() - 7) == "version") return true;
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

// What stands behind a version: -1vmw, -24022515, _esx, +build.
bool LooksLikeBuildBehind(std::string_view rest, uint32_t address) {
  if (rest.size() < 2 || std::string_view("-_+").find(rest[0]) == std::string_view::npos)
    return false;
  if (!IsAlnum(rest[1])) return false;
  if (!IsPrivate(address)) return true;
  size_t digits = 1;
  while (digits < rest.size() && IsDigit(rest[digits])) ++digits;
  const std::string tail = ToLower(rest.substr(digits, 3));
  return tail == "vmw" || tail == "oem" || digits > 6;
}

std::optional<TextFind> FindDashedIpv4(std::string_view text, size_t at) {
  if (Before(text, at, 1) != '-' || !IsLetter(Before(text, at, 2))) return std::nullopt;
  std::string dotted(text.substr(at, 15));
  std::replace(dotted.begin(), dotted.end(), '-', '.');
  const size_t size = Ipv4Prefix(dotted);
  if (size == 0 || !EndsHere(text, at + size) || text.substr(at, size).find('.') != text.npos)
    return std::nullopt;
  if (At(text, at + size) == '-' && IsDigit(At(text, at + size + 1))) return std::nullopt;
  const std::optional<uint32_t> address = ParseIpv4(std::string_view(dotted).substr(0, size));
  if (!address || !IsPrivate(*address)) return std::nullopt;
  TextFind find = Aliased(text, at, size, Rule::kIpv4);
  find.respell_dots = '-';
  return find;
}

// Numbers and dots that go on: four parts are an address, five of a private network an address and
// a port (tcpdump).
bool GoesOnAsNumbers(std::string_view text, size_t end, uint32_t address) {
  if (At(text, end) != '.' || !IsDigit(At(text, end + 1))) return false;
  size_t next = end + 1;
  while (IsDigit(At(text, next))) ++next;
  const bool sixth = At(text, next) == '.' && IsDigit(At(text, next + 1));
  return sixth || !IsPrivate(address) || IsLetter(At(text, next));
}

std::optional<TextFind> FindIpv4(std::string_view text, size_t at) {
  const size_t size = Ipv4Prefix(text.substr(at));
  if (size == 0) return FindDashedIpv4(text, at);
  const size_t end = at + size;
  if (!EndsHere(text, end)) return std::nullopt;
  if (Before(text, at, 1) == '.' && IsAlnum(Before(text, at, 2))) return std::nullopt;
  const uint32_t address = *ParseIpv4(text.substr(at, size));
  if (GoesOnAsNumbers(text, end, address)) return std::nullopt;
  if (LooksLikeBuildBehind(text.substr(end, 16), address)) return std::nullopt;
  if (SpeaksOfVersions(WordBefore(text, at))) return std::nullopt;
  // i40en 2.3.4.0: no host has the address of a network, and a network comes with its length.
  if ((address & 255) == 0 && !IsPrivate(address) && At(text, end) != '/') return std::nullopt;
  return Aliased(text, at, size, Rule::kIpv4);
}

std::optional<TextFind> FindIpv6(std::string_view text, size_t at) {
  size_t size = 0;
  size_t colons = 0;
  bool digit = false;
  for (; size < 48; ++size) {
    const char c = At(text, at + size);
    if (!IsHex(c) && c != ':' && c != '.') break;
    colons += c == ':' ? 1 : 0;
    digit = digit || IsDigit(c);
  }
  if (colons < 2 || !digit || IsAlnum(At(text, at + size))) return std::nullopt;
  for (int cut = 0; cut < 3 && size > 2; ++cut, --size) {
    const std::string_view candidate = text.substr(at, size);
    if (ParseIpv6(candidate)) return Aliased(text, at, size, Rule::kIpv6);
    if (candidate.back() != ':' && candidate.back() != '.') break;
  }
  return std::nullopt;
}

std::optional<TextFind> FindLicenceKey(std::string_view text, size_t at) {
  constexpr size_t kSize = 29;
  if (at + kSize > text.size() || !EndsHere(text, at + kSize) || At(text, at + kSize) == '-')
    return std::nullopt;
  bool digit = false;
  for (size_t i = 0; i < kSize; ++i) {
    const char c = text[at + i];
    if (i % 6 == 5 ? c != '-' : !IsDigit(c) && !(c >= 'A' && c <= 'Z')) return std::nullopt;
    digit = digit || IsDigit(c);
  }
  if (!digit) return std::nullopt;
  TextFind find;
  find.begin = at;
  find.end = at + kSize;
  find.rule = Rule::kLicenceKey;
  return find;
}

std::optional<TextFind> FindHexShaped(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  // A separator stands at one of these places, or it is none of them.
  const auto separates = [&](size_t i) { return i < rest.size() && !IsAlnum(rest[i]); };
  const bool colon = rest.substr(0, 5).find(':') != rest.npos;
  if (!colon && !separates(2) && !separates(4) && !separates(8) && !separates(16))
    return std::nullopt;
  if (const size_t size = UuidPrefix(rest); size > 0 && EndsHere(rest, size)) {
    return Aliased(text, at, size, Rule::kUuid);
  }
  if (const size_t size = WwnPrefix(rest); size > 0 && EndsHere(rest, size)) {
    return Aliased(text, at, size, Rule::kStorageName);
  }
  if (const size_t size = MacPrefix(rest); size > 0 && EndsHere(rest, size)) {
    return Aliased(text, at, size, Rule::kMac);
  }
  return colon ? FindIpv6(text, at) : std::nullopt;
}

std::optional<TextFind> FindLetterShaped(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  if (const size_t size = ReferencePrefix(rest); size > 0 && EndsHere(rest, size)) {
    return Aliased(text, at, size, Rule::kReference);
  }
  size_t size = StorageNamePrefix(rest);
  while (size > 4 && !IsAlnum(rest[size - 1])) --size;
  if (size > 4 && EndsHere(rest, size) && StorageNamePrefix(rest.substr(0, size)) == size) {
    return Aliased(text, at, size, Rule::kStorageName);
  }
  return std::nullopt;
}

}  // namespace

std::optional<TextFind> FindIdentifier(std::string_view text, size_t at) {
  const char c = text[at];
  if (IsAlnum(Before(text, at, 1))) return std::nullopt;
  if (c == ':') return Before(text, at, 1) == ':' ? std::nullopt : FindIpv6(text, at);
  if (!IsAlnum(c)) return std::nullopt;
  std::optional<TextFind> find;
  if (IsHex(c)) find = FindHexShaped(text, at);
  if (!find && IsDigit(c)) find = FindIpv4(text, at);
  if (!find && IsLetter(c)) find = FindLetterShaped(text, at);
  if (!find && !(c >= 'a' && c <= 'z')) find = FindLicenceKey(text, at);
  return find;
}

}  // namespace sitrep::redact
