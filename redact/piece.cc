#include "redact/piece.h"

#include <algorithm>

#include "redact/file_name.h"
#include "redact/kept_names.h"
#include "redact/public_suffix.h"
#include "redact/shape.h"

namespace sitrep::redact {
namespace {

using Kind = Piece::Kind;
using Pieces = std::vector<Piece>;

constexpr int kDeepest = 8;

void Take(std::string_view text, Pieces& pieces, int depth);

void Add(Kind kind, std::string_view text, Pieces& pieces) {
  if (!text.empty()) pieces.push_back({kind, text});
}

void AddLiteral(std::string_view text, Pieces& pieces) { Add(Kind::kLiteral, text, pieces); }

// Splits at every byte of `separators`, keeps those, takes the parts apart.
void TakeParts(std::string_view text, std::string_view separators, Pieces& pieces, int depth) {
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of(separators), text.size());
    Take(text.substr(0, end), pieces, depth);
    if (end < text.size()) AddLiteral(text.substr(end, 1), pieces);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// :443
bool IsPort(std::string_view text) {
  return text.size() > 1 && text.size() <= 6 && text[0] == ':' && AllOf(text.substr(1), IsDigit);
}

// One shape over the whole text.
bool TakeWhole(std::string_view text, Pieces& pieces) {
  if (!KeptName(ToLower(text)).empty()) {
    Add(Kind::kKept, KeptName(ToLower(text)), pieces);
  } else if (UuidPrefix(text) == text.size()) {
    Add(Kind::kUuid, text, pieces);
  } else if (ReferencePrefix(text) == text.size()) {
    Add(Kind::kReference, text, pieces);
  } else if (MacPrefix(text) == text.size()) {
    Add(Kind::kMac, text, pieces);
  } else if (WwnPrefix(text) == text.size()) {
    Add(Kind::kWwn, text, pieces);
  } else if (ParseIpv4(text)) {
    Add(Kind::kIpv4, text, pieces);
  } else if (ParseIpv6(text)) {
    Add(Kind::kIpv6, text, pieces);
  } else {
    return false;
  }
  return true;
}

// alarm-1.host-2
bool TakeReferences(std::string_view text, Pieces& pieces) {
  Pieces found;
  for (std::string_view rest = text; !rest.empty();) {
    const size_t size = ReferencePrefix(rest);
    if (size == 0) return false;
    Add(Kind::kReference, rest.substr(0, size), found);
    rest.remove_prefix(size);
    if (rest.empty()) break;
    if (rest.size() < 2 || (rest[0] != '.' && rest[0] != ':')) return false;
    AddLiteral(rest.substr(0, 1), found);
    rest.remove_prefix(1);
  }
  if (found.size() < 3) return false;
  pieces.insert(pieces.end(), found.begin(), found.end());
  return true;
}

bool TakeSerialNumber(std::string_view text, Pieces& pieces) {
  constexpr std::string_view kStart = "VMware-";
  if (ToLower(text.substr(0, kStart.size())) != "vmware-") return false;
  const std::string_view rest = text.substr(kStart.size());
  if (rest.empty() || UuidPrefix(rest) != rest.size()) return false;
  Add(Kind::kKept, kStart, pieces);
  Add(Kind::kUuid, rest, pieces);
  return true;
}

// iqn.1998-01.com.vmware:esx01-1a2b3c4d: the domain stands backwards.
void TakeIscsiName(std::string_view text, Pieces& pieces, int depth) {
  constexpr size_t kStart = 12;  // iqn.YYYY-MM.
  AddLiteral(text.substr(0, std::min(kStart, text.size())), pieces);
  text.remove_prefix(std::min(kStart, text.size()));
  const size_t colon = std::min(text.find(':'), text.size());
  std::string_view domain = text.substr(0, colon);
  const size_t first = std::min(domain.find('.'), domain.size());
  if (IsTopLevelDomain(domain.substr(0, first))) {
    AddLiteral(domain.substr(0, first), pieces);
    domain.remove_prefix(first);
  }
  TakeParts(domain, ".", pieces, depth);
  TakeParts(text.substr(colon), ":", pieces, depth);
}

bool TakeStorageName(std::string_view text, Pieces& pieces, int depth) {
  if (StorageNamePrefix(text) != text.size()) return false;
  const std::string start = ToLower(text.substr(0, 4));
  if (start == "iqn.") {
    TakeIscsiName(text, pieces, depth);
    return true;
  }
  const size_t size = start.substr(0, 3) == "fc." ? 3 : 4;
  AddLiteral(text.substr(0, size), pieces);
  text.remove_prefix(size);
  if (start == "t10.") {
    Add(Kind::kName, text, pieces);
    return true;
  }
  const size_t colon = std::min(text.find(':'), text.size());
  Add(Kind::kHex, text.substr(0, colon), pieces);
  if (colon < text.size()) {
    AddLiteral(text.substr(colon, 1), pieces);
    Add(Kind::kHex, text.substr(colon + 1), pieces);
  }
  return true;
}

// Whoever types a name may put anything before "://".
bool IsScheme(std::string_view text) {
  static constexpr std::string_view kSchemes[] = {
      "http",   "https", "ftp",  "ftps", "sftp", "scp",    "nfs", "smb",  "cifs",
      "ldap",   "ldaps", "tcp",  "udp",  "ssl",  "tls",    "ds",  "vvol", "vsan",
      "syslog", "imaps", "file", "ws",   "wss",  "telnet", "ssh", "iscsi"};
  const std::string lower = ToLower(text);
  return std::find(std::begin(kSchemes), std::end(kSchemes), lower) != std::end(kSchemes);
}

bool TakeUrl(std::string_view text, Pieces& pieces, int depth) {
  const size_t scheme = text.find("://");
  if (scheme == text.npos || scheme == 0 || scheme > 16 ||
      !AllOf(text.substr(0, scheme), IsAlnum)) {
    return false;
  }
  const size_t known = IsScheme(text.substr(0, scheme)) ? scheme : 0;
  Add(Kind::kName, text.substr(0, scheme - known), pieces);
  AddLiteral(text.substr(scheme - known, known + 3), pieces);
  text.remove_prefix(scheme + 3);
  const size_t path = std::min(text.find_first_of("/?#"), text.size());
  const std::string_view authority = text.substr(0, path);
  const size_t at = authority.rfind('@');
  if (at != authority.npos) {
    TakeParts(authority.substr(0, at), ":", pieces, depth);
    AddLiteral("@", pieces);
  }
  Take(at == authority.npos ? authority : authority.substr(at + 1), pieces, depth);
  TakeParts(text.substr(path), "/?#&=:", pieces, depth);
  return true;
}

void TakeFileName(std::string_view text, std::string_view folder, Pieces& pieces, int depth) {
  const FileNameParts parts = SplitFileName(text, folder);
  AddLiteral(parts.before, pieces);
  Take(parts.stem, pieces, depth);
  AddLiteral(parts.after, pieces);
}

// folder/name.vmx: each folder whole, the file by its stem.
void TakePath(std::string_view path, Pieces& pieces, int depth) {
  const size_t last = path.rfind('/');
  if (last == path.npos) return TakeFileName(path, {}, pieces, depth);
  TakeParts(path.substr(0, last + 1), "/:", pieces, depth);
  const std::string_view folders = path.substr(0, last);
  TakeFileName(path.substr(last + 1), folders.substr(folders.rfind('/') + 1), pieces, depth);
}

// [datastore] folder/name.vmx
bool TakeDatastorePath(std::string_view text, Pieces& pieces, int depth) {
  if (text.empty() || text[0] != '[') return false;
  const size_t end = text.find(']');
  if (end == text.npos) return false;
  AddLiteral("[", pieces);
  Take(text.substr(1, end - 1), pieces, depth);
  std::string_view rest = text.substr(end + 1);
  const size_t blank = rest.substr(0, 1) == " " ? 1 : 0;
  AddLiteral(text.substr(end, 1 + blank), pieces);
  rest.remove_prefix(blank);
  TakePath(rest, pieces, depth);
  return true;
}

// a@b, DOMAIN\user
bool TakePair(std::string_view text, char separator, Pieces& pieces, int depth) {
  const size_t at = text.rfind(separator);
  if (at == text.npos || at == 0 || at + 1 == text.size()) return false;
  if (text.find(' ') != text.npos) return false;
  Take(text.substr(0, at), pieces, depth);
  AddLiteral(text.substr(at, 1), pieces);
  Take(text.substr(at + 1), pieces, depth);
  return true;
}

// The device of a zone as systems number them; a zone may have any name.
bool IsZone(std::string_view text) {
  static constexpr std::string_view kDevices[] = {"",    "vmk", "vmnic", "eth", "ens",
                                                  "eno", "en",  "lo",    "bond"};
  size_t letters = 0;
  while (letters < text.size() && IsLetter(text[letters])) ++letters;
  const std::string device = ToLower(text.substr(0, letters));
  const std::string_view digits = text.substr(letters);
  return !text.empty() && digits.size() <= 4 && AllOf(digits, IsDigit) &&
         std::find(std::begin(kDevices), std::end(kDevices), device) != std::end(kDevices);
}

// Behind an address: a zone or a prefix length stays, a path does not.
void TakeAddressEnd(std::string_view text, Pieces& pieces, int depth) {
  const std::string_view rest = text.substr(1);
  const bool prefix = text[0] == '/' && !rest.empty() && rest.size() <= 3 && AllOf(rest, IsDigit);
  if (prefix || (text[0] == '%' && IsZone(rest))) return AddLiteral(text, pieces);
  TakeParts(text, "%/", pieces, depth);
}

// host:443, [::1]:443, host:/volume, address%zone, address/24
bool TakeBracketed(std::string_view text, Pieces& pieces, int depth) {
  const size_t end = text.find(']');
  if (text[0] != '[' || end == text.npos || !ParseIpv6(text.substr(1, end - 1))) return false;
  AddLiteral("[", pieces);
  Take(text.substr(1, end - 1), pieces, depth);
  AddLiteral("]", pieces);
  const std::string_view rest = text.substr(end + 1);
  if (IsPort(rest)) {
    AddLiteral(rest, pieces);
  } else {
    TakeParts(rest, ":", pieces, depth);
  }
  return true;
}

bool TakeSuffixed(std::string_view text, Pieces& pieces, int depth) {
  if (TakeBracketed(text, pieces, depth)) return true;
  const size_t at = text.find_first_of("%/");
  if (at != text.npos && at > 0 &&
      (ParseIpv6(text.substr(0, at)) || ParseIpv4(text.substr(0, at)))) {
    Take(text.substr(0, at), pieces, depth);
    TakeAddressEnd(text.substr(at), pieces, depth);
    return true;
  }
  const size_t colon = text.find(':');
  if (colon == text.npos || colon == 0 || text.find(' ') != text.npos) return false;
  const std::string_view rest = text.substr(colon);
  if (!IsPort(rest) && rest.substr(0, 2) != ":/") return false;
  Take(text.substr(0, colon), pieces, depth);
  if (IsPort(rest)) {
    AddLiteral(rest, pieces);
  } else {
    TakeParts(rest, ":/", pieces, depth);
  }
  return true;
}

bool TakeHostName(std::string_view text, Pieces& pieces, int depth) {
  if (!IsHostName(text)) return false;
  std::vector<std::string_view> labels;
  for (std::string_view rest = text; !rest.empty();) {
    const size_t end = std::min(rest.find('.'), rest.size());
    labels.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const size_t kept = std::min(PublicSuffixLabels(labels), labels.size());
  for (size_t i = 0; i < labels.size(); ++i) {
    if (i > 0) AddLiteral(".", pieces);
    if (i < labels.size() - kept) {
      Take(labels[i], pieces, depth);
    } else {
      AddLiteral(labels[i], pieces);
    }
  }
  if (text.back() == '.') AddLiteral(".", pieces);
  return true;
}

bool TakePrefixed(std::string_view text, Pieces& pieces, int depth) {
  constexpr std::string_view kStart = "HaNetwork-";
  if (ToLower(text.substr(0, kStart.size())) != "hanetwork-") return false;
  Add(Kind::kKept, kStart, pieces);
  Take(text.substr(kStart.size()), pieces, depth);
  return true;
}

void Take(std::string_view text, Pieces& pieces, int depth) {
  if (text.empty()) return;
  if (depth > kDeepest) return Add(Kind::kName, text, pieces);
  const int next = depth + 1;
  if (TakeWhole(text, pieces) || TakeReferences(text, pieces) || TakeSerialNumber(text, pieces) ||
      TakeStorageName(text, pieces, next) || TakeUrl(text, pieces, next) ||
      TakeSuffixed(text, pieces, next) || TakeDatastorePath(text, pieces, next)) {
    return;
  }
  if (text[0] == '/') return TakeParts(text, "/:", pieces, next);
  if (TakePair(text, '@', pieces, next) || TakePair(text, '\\', pieces, next) ||
      TakeHostName(text, pieces, next) || TakePrefixed(text, pieces, next)) {
    return;
  }
  Add(Kind::kName, text, pieces);
}

}  // namespace

bool IsHostName(std::string_view text) {
  if (text.size() > 255 || text.find('.') == text.npos || text.front() == '.') return false;
  size_t label = 0;
  for (const char c : text) {
    label = c == '.' ? 0 : label + 1;
    if (label > 63 || (c != '.' && !IsLabelByte(c))) return false;
  }
  return text.find("..") == text.npos;
}

std::vector<Piece> TakeApart(std::string_view text) {
  Pieces pieces;
  Take(text, pieces, 0);
  return pieces;
}

std::string DecodeName(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const std::string code = text[i] == '%' ? ToLower(text.substr(i, 3)) : "";
    if (code != "%2f" && code != "%5c" && code != "%25") {
      decoded += text[i];
      continue;
    }
    decoded += code == "%2f" ? '/' : code == "%5c" ? '\\' : '%';
    i += 2;
  }
  return decoded;
}

}  // namespace sitrep::redact
