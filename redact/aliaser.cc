#include "redact/aliaser.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/digest.h"
#include "redact/number_permutation.h"
#include "redact/piece.h"
#include "redact/prefix_permutation.h"
#include "redact/shape.h"

namespace sitrep::redact {
namespace {

// No i, l, o, u: nothing that is misread.
constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::string_view kNameStart = "n-";
constexpr size_t kNameDigits = 12;  // of 5 bits: 60 bits

// References below this stay below it, one to one; the few others get a longer number.
constexpr uint64_t kReferenceLimit = 1'000'000'000'000;
constexpr uint64_t kDeviceLimit = uint64_t{1} << 24;

std::string HexOf(std::string_view bytes) {
  return absl::BytesToHexString(absl::string_view(bytes.data(), bytes.size()));
}

uint64_t NumberOf(std::string_view bytes) {
  uint64_t value = 0;
  for (size_t i = 0; i < 8; ++i) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

std::string HexDigitsOf(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (IsHex(c)) digits += ToLower(c);
  }
  return digits;
}

std::string ColonMac(uint64_t address) {
  std::string text = absl::StrCat(absl::Hex(address, absl::kZeroPad12));
  for (size_t at = 2; at < text.size(); at += 3) text.insert(at, ":");
  return text;
}

// One spelling for addresses that may be spelt in several.
std::string NormaliseShape(const Piece& piece) {
  switch (piece.kind) {
    case Piece::Kind::kMac:
      return ColonMac(*ParseMac(piece.text));
    case Piece::Kind::kIpv4:
      return FormatIpv4(*ParseIpv4(piece.text));
    case Piece::Kind::kIpv6:
      return FormatIpv6(*ParseIpv6(piece.text));
    default:
      return ToLower(piece.text);
  }
}

// Puts digits into the places that hold digits in `shape`.
std::string Fill(std::string_view shape, std::string_view digits) {
  std::string text(shape);
  size_t next = 0;
  for (char& c : text) {
    if (IsHex(c)) c = digits[next++];
  }
  return text;
}

}  // namespace

struct Aliaser::State {
  explicit State(const SiteKey& k)
      : key(k),
        key_id(k.id()),
        name_key(k.Derive("sitrep alias name")),
        uuid_key(k.Derive("sitrep alias uuid")),
        hex_key(k.Derive("sitrep alias hex")),
        reference_key(k.Derive("sitrep alias reference, long")),
        references(k.Derive("sitrep alias reference")),
        devices(k.Derive("sitrep alias mac")),
        addresses(k.Derive("sitrep alias ipv4"), k.Derive("sitrep alias ipv6")) {}

  std::string Name(std::string_view text) const {
    uint64_t bits = NumberOf(base::HmacSha256(name_key, ToLower(text))) >> 4;
    std::string alias(kNameStart);
    for (size_t i = 0; i < kNameDigits; ++i, bits >>= 5) alias += kAlphabet[bits & 31];
    return alias;
  }

  // Keeps the version digit of a UUID, and a UUID of zeros.
  std::string Uuid(std::string_view text) const {
    const std::string digits = HexDigitsOf(text);
    if (AllOf(digits, [](char c) { return c == '0'; })) return std::string(text);
    std::string alias = HexOf(base::HmacSha256(uuid_key, digits)).substr(0, 32);
    if (text.size() == 36 && text[13] == '-' && text[18] == '-') {
      alias[12] = digits[12];
      alias[16] = digits[16];
    }
    return Fill(text, alias);
  }

  std::string Reference(std::string_view original) const {
    const std::string text = ToLower(original);
    const size_t start = text.find_last_not_of("0123456789") + 1;
    const std::string kind = text.substr(0, start);
    const std::string digits = text.substr(start);
    if (digits.size() <= 12 && (digits[0] != '0' || digits.size() == 1)) {
      uint64_t value = 0;
      for (const char c : digits) value = value * 10 + static_cast<uint64_t>(c - '0');
      return absl::StrCat(kind, references.Permute(value, kReferenceLimit, kind));
    }
    const uint64_t value = NumberOf(base::HmacSha256(reference_key, text)) >> 1;
    return absl::StrCat(kind, kReferenceLimit + value % (9 * kReferenceLimit * 900'000));
  }

  // The vendor's half stays, and with it groups and addresses of no device.
  std::string Mac(std::string_view text) const {
    const uint64_t address = *ParseMac(text);
    uint64_t device = address & (kDeviceLimit - 1);
    const uint64_t vendor = address >> 24;
    if (address != 0 && address != 0xffffffffffff) {
      const char tweak[3] = {static_cast<char>(vendor >> 16), static_cast<char>(vendor >> 8),
                             static_cast<char>(vendor)};
      device = devices.Permute(device, kDeviceLimit, std::string_view(tweak, 3));
    }
    return ColonMac(vendor << 24 | device);
  }

  // The first digit says what kind of name it is.
  std::string Digits(std::string_view text) const {
    const std::string digits = HexDigitsOf(text);
    std::string alias;
    for (int block = 0; alias.size() < digits.size(); ++block) {
      alias += HexOf(base::HmacSha256(hex_key, absl::StrCat(block, ":", digits)));
    }
    alias[0] = digits[0];
    return Fill(text, alias);
  }

  std::string Of(const Piece& piece) const {
    switch (piece.kind) {
      case Piece::Kind::kLiteral:
        return ToLower(piece.text);
      case Piece::Kind::kKept:
        return std::string(piece.text);
      case Piece::Kind::kName:
        return Name(piece.text);
      case Piece::Kind::kUuid:
        return Uuid(piece.text);
      case Piece::Kind::kReference:
        return Reference(piece.text);
      case Piece::Kind::kMac:
        return Mac(piece.text);
      case Piece::Kind::kWwn:
      case Piece::Kind::kHex:
        return HexDigitsOf(piece.text).empty() ? Name(piece.text) : Digits(piece.text);
      case Piece::Kind::kIpv4:
        return FormatIpv4(addresses.Permute(*ParseIpv4(piece.text)));
      case Piece::Kind::kIpv6:
        return FormatIpv6(addresses.Permute(*ParseIpv6(piece.text)));
    }
    return Name(piece.text);
  }

  const SiteKey key;
  const std::string key_id;
  const std::string name_key;
  const std::string uuid_key;
  const std::string hex_key;
  const std::string reference_key;
  const NumberPermutation references;
  const NumberPermutation devices;
  const PrefixPermutation addresses;
};

Aliaser::Aliaser(const SiteKey& key) : state_(std::make_unique<State>(key)) {}

Aliaser::~Aliaser() = default;

Aliaser::Aliaser(const Aliaser& other) : Aliaser(other.state_->key) {}

std::string Aliaser::Alias(std::string_view text) const {
  return Alias(text, [](std::string_view, std::string_view) {});
}

std::string Aliaser::Alias(std::string_view text, PartVisitor visit) const {
  const std::string decoded = DecodeName(text);
  std::string alias;
  for (const Piece& piece : TakeApart(decoded)) {
    const std::string part = state_->Of(piece);
    const bool stays = piece.kind == Piece::Kind::kLiteral || piece.kind == Piece::Kind::kKept;
    if (!stays) visit(piece.text, part);
    alias += part;
  }
  return alias;
}

const std::string& Aliaser::key_id() const { return state_->key_id; }

std::string Aliaser::Normalise(std::string_view text) {
  const std::string decoded = DecodeName(text);
  std::string normalised;
  for (const Piece& piece : TakeApart(decoded)) normalised += NormaliseShape(piece);
  return normalised;
}

bool Aliaser::LooksLikeAlias(std::string_view text) {
  if (text.size() != kNameStart.size() + kNameDigits) return false;
  return text.substr(0, kNameStart.size()) == kNameStart &&
         text.find_first_not_of(kAlphabet, kNameStart.size()) == text.npos;
}

}  // namespace sitrep::redact
