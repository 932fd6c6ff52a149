#include "agent/config_value.h"

#include <algorithm>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "agent/table_names.h"
#include "base/certificate.h"
#include "base/status_macros.h"
#include "collectors/vsphere/scope.h"
#include "collectors/vsphere/source.h"

namespace sitrep::agent {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

absl::Status Expected(Kind kind, std::string_view value) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", View(value), "\" is not ", View(KindInWords(kind))));
}

bool IsName(std::string_view value) {
  for (const char c : value) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_' && c != '.')
      return false;
  }
  return !value.empty() && value.size() <= 64 && value[0] != '.';
}

bool IsUrl(std::string_view value) {
  return value.find("://") != std::string_view::npos && collectors::ParseSourceUrl(value).ok();
}

bool IsEndpoint(std::string_view value) {
  const size_t colon = value.rfind(':');
  int port = 0;
  return colon != std::string_view::npos && colon > 0 &&
         value.find('/') == std::string_view::npos &&
         absl::SimpleAtoi(View(value.substr(colon + 1)), &port) && port > 0 && port < 65536;
}

bool IsOneOfWords(const Setting& setting, std::string_view value) {
  return std::find(setting.words().begin(), setting.words().end(), value) != setting.words().end();
}

// Words alone say what a setting takes.
bool TakesOnlyWords(const Setting& setting) {
  return setting.words_size() > 0 && (setting.kind() == ANY || setting.kind() == POSITIVE);
}

absl::Status NotOneOf(const Setting& setting, std::string_view value) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", View(value), "\" is not ", ValueInWords(setting)));
}

struct ByteUnit {
  absl::string_view suffix;
  int64_t bytes;
};
constexpr ByteUnit kByteUnits[] = {{"KiB", int64_t{1} << 10},
                                   {"MiB", int64_t{1} << 20},
                                   {"GiB", int64_t{1} << 30},
                                   {"TiB", int64_t{1} << 40}};

}  // namespace

std::string_view KindInWords(Kind kind) {
  switch (kind) {
    case NAME:
      return "a name of at most 64 letters, digits, '-', '_' and '.'";
    case URL:
      return "a URL such as https://vcenter.example.com, without user name or password";
    case ENDPOINT:
      return "host:port";
    case PATH:
      return "an absolute path";
    case THUMBPRINT:
      return "a SHA-256 thumbprint of 64 hex digits, with or without colons";
    case POSITIVE:
      return "a whole number above zero";
    case BYTES:
      return "a number of bytes, such as 1073741824 or 1 GiB (KiB, MiB, GiB, TiB)";
    case DURATION:
      return "a duration such as 90s, 15m, 24h or 7d";
    case SCOPE:
      return "KIND=NAME, where KIND is datacenter, cluster, folder or tag";
    case TABLE:
      return "the name of a table";
    default:
      return "";
  }
}

std::string ValueInWords(const Setting& setting) {
  const std::string words = absl::StrJoin(setting.words(), " or ");
  if (setting.words_size() == 0) return std::string(KindInWords(setting.kind()));
  if (TakesOnlyWords(setting)) return words;
  return absl::StrCat(words, ", or ", View(KindInWords(setting.kind())));
}

absl::Status CheckTextValue(Kind kind, std::string_view value) {
  if (value.empty()) return absl::InvalidArgumentError("must not be empty");
  bool good = true;
  if (kind == NAME) good = IsName(value);
  if (kind == URL) good = IsUrl(value);
  if (kind == ENDPOINT) good = IsEndpoint(value);
  if (kind == PATH) good = value[0] == '/';
  if (kind == THUMBPRINT) good = base::NormaliseThumbprint(value).ok();
  if (kind == DURATION) good = ReadDuration(value).ok();
  if (kind == SCOPE) return collectors::ParseScope(value).status();
  if (kind == TABLE) return AskableTables({std::string(value)}, false).status();
  return good ? absl::OkStatus() : Expected(kind, value);
}

absl::Status CheckTextValue(const Setting& setting, std::string_view value) {
  if (IsOneOfWords(setting, value)) return absl::OkStatus();
  if (TakesOnlyWords(setting)) return NotOneOf(setting, value);
  const absl::Status status = CheckTextValue(setting.kind(), value);
  return status.ok() || setting.words_size() == 0 ? status : NotOneOf(setting, value);
}

absl::StatusOr<int64_t> ReadNumberValue(const Setting& setting, std::string_view value) {
  if (TakesOnlyWords(setting) && !IsOneOfWords(setting, value)) return NotOneOf(setting, value);
  return ReadNumberValue(setting.kind(), value);
}

absl::StatusOr<absl::Duration> ReadDuration(std::string_view value) {
  absl::string_view text = View(value);
  int64_t days = 0;
  absl::Duration duration;
  if (absl::ConsumeSuffix(&text, "d") && absl::SimpleAtoi(text, &days) && days < 36500) {
    duration = absl::Hours(24 * days);
  } else if (!absl::ParseDuration(View(value), &duration)) {
    return Expected(DURATION, value);
  }
  if (duration <= absl::ZeroDuration() || duration == absl::InfiniteDuration()) {
    return Expected(DURATION, value);
  }
  return duration;
}

absl::StatusOr<int64_t> ReadNumberValue(Kind kind, std::string_view value) {
  absl::string_view digits = View(value);
  int64_t factor = 1;
  for (const ByteUnit& unit : kByteUnits) {
    if (kind == BYTES && absl::ConsumeSuffix(&digits, unit.suffix)) factor = unit.bytes;
  }
  int64_t number = 0;
  if (!absl::SimpleAtoi(absl::StripTrailingAsciiWhitespace(digits), &number) || number <= 0 ||
      number > std::numeric_limits<int64_t>::max() / factor) {
    return Expected(kind, value);
  }
  return number * factor;
}

}  // namespace sitrep::agent
