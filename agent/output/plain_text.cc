#include "agent/output/plain_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace sitrep::agent {
namespace {

constexpr char kReplacement[] = "\xEF\xBF\xBD";

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Bytes of the well-formed character at text[0], or 0.
size_t CharacterSize(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const size_t size = first < 0x80   ? 1
                      : first < 0xC2 ? 0
                      : first < 0xE0 ? 2
                      : first < 0xF0 ? 3
                      : first < 0xF5 ? 4
                                     : 0;
  if (size == 0 || size > text.size()) return 0;
  for (size_t i = 1; i < size; ++i) {
    if (!IsContinuation(text[i])) return 0;
  }
  if (size == 1) return 1;
  const auto second = static_cast<unsigned char>(text[1]);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || outside ? 0 : size;
}

}  // namespace

std::string ReplaceInvalidUtf8(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const size_t size = CharacterSize(text);
    if (size == 0) {
      clean += kReplacement;
      text.remove_prefix(1);
    } else {
      clean.append(text.substr(0, size));
      text.remove_prefix(size);
    }
  }
  return clean;
}

std::string ForTerminal(std::string_view text) {
  const std::string valid = ReplaceInvalidUtf8(text);
  std::string clean;
  clean.reserve(valid.size());
  for (size_t i = 0; i < valid.size(); ++i) {
    const auto c = static_cast<unsigned char>(valid[i]);
    const bool high_control =
        c == 0xC2 && static_cast<unsigned char>(valid[i + 1]) < 0xA0;  // U+0080 to U+009F
    if (c < 0x20 || c == 0x7F) {
      absl::StrAppendFormat(&clean, "\\x%02x", c);
    } else if (high_control) {
      absl::StrAppendFormat(&clean, "\\x%02x", static_cast<unsigned char>(valid[++i]));
    } else {
      clean.push_back(valid[i]);
    }
  }
  return clean;
}

size_t Width(std::string_view text) {
  size_t width = 0;
  for (const char c : text) width += IsContinuation(c) ? 0 : 1;
  return width;
}

std::string Wrapped(std::string_view text, size_t indent, size_t columns) {
  std::string lines;
  size_t used = columns + 1;  // no line yet
  for (absl::string_view word :
       absl::StrSplit(absl::string_view(text.data(), text.size()), ' ', absl::SkipEmpty())) {
    const size_t width = Width(std::string_view(word.data(), word.size()));
    if (used + 1 + width > columns) {
      absl::StrAppend(&lines, lines.empty() ? "" : "\n", std::string(indent, ' '), word);
      used = indent + width;
    } else {
      absl::StrAppend(&lines, " ", word);
      used += 1 + width;
    }
  }
  return lines.empty() ? lines : lines + "\n";
}

std::string BytesText(int64_t bytes) {
  static constexpr const char* kUnits[] = {"KiB", "MiB", "GiB", "TiB"};
  if (bytes < 1024) return absl::StrCat(bytes, " B");
  double value = static_cast<double>(bytes) / 1024;
  int unit = 0;
  while (value >= 1023.95 && unit < 3) {
    value /= 1024;
    ++unit;
  }
  return absl::StrFormat("%.1f %s", value, kUnits[unit]);
}

std::string DurationText(absl::Duration duration) {
  const double seconds = absl::ToDoubleSeconds(duration);
  if (seconds < 1) return absl::StrFormat("%d ms", absl::ToInt64Milliseconds(duration));
  if (seconds < 60) return absl::StrFormat("%.1f s", seconds);
  const auto whole = static_cast<int64_t>(seconds);
  return absl::StrFormat("%d min %d s", whole / 60, whole % 60);
}

std::string CountText(int64_t count, std::string_view singular, std::string_view plural) {
  const std::string_view noun = count == 1 ? singular : plural;
  return absl::StrCat(count, " ", absl::string_view(noun.data(), noun.size()));
}

}  // namespace sitrep::agent
