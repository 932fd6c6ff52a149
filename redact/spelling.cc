#include "redact/spelling.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "absl/strings/str_cat.h"
#include "redact/shape.h"

namespace sitrep::redact {
namespace {

std::string PercentEncoded(std::string_view name, std::string_view blank) {
  std::string text;
  for (const char c : name) {
    if (IsAlnum(c) || c == '-' || c == '_' || c == '.' || c == '~') {
      text += c;
    } else if (c == ' ') {
      text += blank;
    } else {
      absl::StrAppend(&text, "%", absl::Hex(static_cast<uint8_t>(c), absl::kZeroPad2));
    }
  }
  return text;
}

// What vCenter itself encodes, and nothing else.
std::string EncodedLikeVcenter(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c == '/' || c == '\\' || c == '%') {
      absl::StrAppend(&text, "%", absl::Hex(static_cast<uint8_t>(c), absl::kZeroPad2));
    } else {
      text += c;
    }
  }
  return text;
}

std::string EscapedForXml(std::string_view name) {
  std::string text;
  for (const char c : name) {
    switch (c) {
      case '&':
        text += "&amp;";
        break;
      case '<':
        text += "&lt;";
        break;
      case '>':
        text += "&gt;";
        break;
      case '"':
        text += "&quot;";
        break;
      case '\'':
        text += "&apos;";
        break;
      default:
        text += c;
    }
  }
  return text;
}

std::string EscapedForJson(const std::vector<uint32_t>& points) {
  std::string text;
  const auto unit = [&text](uint32_t value) {
    absl::StrAppend(&text, "\\u", absl::Hex(value, absl::kZeroPad4));
  };
  for (const uint32_t point : points) {
    if (point >= 0x10000) {
      unit(0xd800 + ((point - 0x10000) >> 10));
      unit(0xdc00 + (point & 0x3ff));
    } else if (point >= 0x80) {
      unit(point);
    } else {
      if (point == '\\' || point == '"') text += '\\';
      text += static_cast<char>(point);
    }
  }
  return text;
}

std::string InLatin1(const std::vector<uint32_t>& points) {
  std::string text;
  for (const uint32_t point : points) {
    if (point > 0xff) return "";
    text += static_cast<char>(point);
  }
  return text;
}

}  // namespace

std::optional<std::vector<uint32_t>> CodePoints(std::string_view text) {
  std::vector<uint32_t> points;
  for (size_t i = 0; i < text.size();) {
    const uint8_t first = static_cast<uint8_t>(text[i]);
    const size_t size = first < 0x80    ? 1
                        : first >= 0xf0 ? 4
                        : first >= 0xe0 ? 3
                        : first >= 0xc2 ? 2
                                        : 0;
    if (size == 0 || i + size > text.size()) return std::nullopt;
    uint32_t point = size == 1 ? first : first & (0x7f >> size);
    for (size_t k = 1; k < size; ++k) {
      const uint8_t byte = static_cast<uint8_t>(text[i + k]);
      if ((byte & 0xc0) != 0x80) return std::nullopt;
      point = point << 6 | (byte & 0x3f);
    }
    points.push_back(point);
    i += size;
  }
  return points;
}

std::vector<std::string> OtherSpellings(std::string_view name) {
  std::vector<std::string> found = {PercentEncoded(name, "%20"), PercentEncoded(name, "+"),
                                    EncodedLikeVcenter(name), EscapedForXml(name)};
  if (const auto points = CodePoints(name)) {
    found.push_back(EscapedForJson(*points));
    found.push_back(InLatin1(*points));
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::erase_if(found,
                [&](const std::string& spelling) { return spelling.empty() || spelling == name; });
  return found;
}

}  // namespace sitrep::redact
