#include "uploader/spool_item.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/status_macros.h"
#include "proto/spool.pb.h"

namespace sitrep::uploader {
namespace {

constexpr std::string_view kMagic = "sitrepS1";
constexpr size_t kChecksumBytes = 8;
constexpr size_t kLengthBytes = 4;
constexpr size_t kFooterBytes = kChecksumBytes + kLengthBytes + kMagic.size();
constexpr size_t kMaxNameBytes = 200;
constexpr size_t kMaxRequestBytes = 64;

std::string Checksum(std::string_view bytes) {
  base::Sha256 digest;
  digest.Update(bytes);
  return digest.Bytes().substr(0, kChecksumBytes);
}

std::string EncodeLength(size_t length) {
  std::string bytes;
  for (size_t i = 0; i < kLengthBytes; ++i) bytes.push_back(static_cast<char>(length >> (8 * i)));
  return bytes;
}

size_t DecodeLength(std::string_view bytes) {
  size_t length = 0;
  for (size_t i = 0; i < kLengthBytes; ++i) {
    length |= static_cast<size_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return length;
}

bool IsSafeName(std::string_view name) {
  return !name.empty() && name.size() <= kMaxNameBytes && name != "." && name != ".." &&
         std::none_of(name.begin(), name.end(),
                      [](char letter) { return letter == '/' || absl::ascii_iscntrl(letter); });
}

bool IsSha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char digit) {
           return absl::ascii_isdigit(digit) || (digit >= 'a' && digit <= 'f');
         });
}

// Names the first field that has no safe value; empty when all have.
const char* UnsafeField(const SpoolItem& item) {
  if (!IsSha256(item.sha256)) return "sha256";
  if (item.size < 0) return "size";
  if (!ArtifactKind_IsValid(item.kind) || item.kind == ARTIFACT_KIND_UNSPECIFIED) return "kind";
  if (!IsSafeName(item.name)) return "name";
  if (!IsSafeRequestId(item.request)) return "request";
  return nullptr;
}

absl::Status Damaged(const char* what) {
  return absl::DataLossError(absl::StrCat("the item's end is damaged: ", what));
}

// The serialised message between the artifact and the footer, when the footer vouches for it.
absl::StatusOr<std::string_view> Message(std::string_view tail) {
  if (tail.size() < kFooterBytes) return Damaged("the file is too short");
  const std::string_view footer = tail.substr(tail.size() - kFooterBytes);
  if (footer.substr(kChecksumBytes + kLengthBytes) != kMagic) return Damaged("no sitrepS1");
  const size_t length = DecodeLength(footer.substr(kChecksumBytes));
  if (length > tail.size() - kFooterBytes) return Damaged("a length beyond the file");
  const std::string_view message = tail.substr(tail.size() - kFooterBytes - length, length);
  if (footer.substr(0, kChecksumBytes) != Checksum(message)) return Damaged("a wrong checksum");
  return message;
}

}  // namespace

std::string_view ToString(ItemState state) {
  switch (state) {
    case ItemState::kPending:
      return "pending";
    case ItemState::kRejected:
      return "rejected";
    case ItemState::kQuarantined:
      return "quarantine";
  }
  return "";
}

bool IsSafeRequestId(std::string_view request) {
  return !request.empty() && request.size() <= kMaxRequestBytes && request.front() != '.' &&
         std::all_of(request.begin(), request.end(), [](char letter) {
           return absl::ascii_isalnum(letter) || letter == '-' || letter == '_' || letter == '.';
         });
}

absl::StatusOr<std::string> EncodeTrailer(const SpoolItem& item) {
  if (const char* field = UnsafeField(item); field != nullptr) {
    return absl::InvalidArgumentError(absl::StrCat("the item's ", field, " has no safe value"));
  }
  SpoolItemTrailer trailer;
  trailer.set_sha256(item.sha256);
  trailer.set_size(item.size);
  trailer.set_kind(item.kind);
  trailer.set_name(item.name);
  trailer.set_request(item.request);
  trailer.set_spooled_at(base::TimeToText(item.spooled_at));
  const std::string message = trailer.SerializeAsString();
  // A name that is not UTF-8 would be written and then refused by whoever reads it.
  if (!SpoolItemTrailer().ParseFromString(message)) {
    return absl::InvalidArgumentError("the item's name is not UTF-8");
  }
  return absl::StrCat(message, Checksum(message), EncodeLength(message.size()),
                      std::string(kMagic));
}

absl::StatusOr<SpoolItem> DecodeTrailer(std::string_view tail, int64_t file_size) {
  ASSIGN_OR_RETURN(const std::string_view message, Message(tail));
  SpoolItemTrailer trailer;
  if (!trailer.ParseFromArray(message.data(), static_cast<int>(message.size()))) {
    return Damaged("not the message expected");
  }
  SpoolItem item;
  item.sha256 = trailer.sha256();
  item.size = trailer.size();
  item.kind = trailer.kind();
  item.name = trailer.name();
  item.request = trailer.request();
  if (UnsafeField(item) != nullptr) return Damaged("a field with an unsafe value");
  const auto spooled_at = base::TimeFromText(trailer.spooled_at());
  if (!spooled_at.ok()) return Damaged("a time that is none");
  item.spooled_at = *spooled_at;
  if (item.size != file_size - static_cast<int64_t>(message.size() + kFooterBytes)) {
    return Damaged("the file has another size than it says");
  }
  return item;
}

}  // namespace sitrep::uploader
