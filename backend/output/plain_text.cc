#include "backend/output/plain_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace sitrep::backend {

std::string ForTerminal(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if (c < 0x20 || c == 0x7f) {
      absl::StrAppendFormat(&clean, "\\x%02x", c);
    } else if (c == 0xc2 && next >= 0x80 && next < 0xa0) {  // U+0080 to U+009F
      absl::StrAppendFormat(&clean, "\\x%02x", next);
      ++i;
    } else {
      clean += text[i];
    }
  }
  return clean;
}

std::string BytesText(int64_t bytes) {
  constexpr const char* kUnits[] = {"KiB", "MiB", "GiB", "TiB"};
  if (bytes < 1024) return CountText(bytes, "byte");
  double value = static_cast<double>(bytes);
  const char* unit = "";
  for (const char* each : kUnits) {
    if (value < 1024) break;
    value /= 1024;
    unit = each;
  }
  return absl::StrFormat("%.1f %s", value, unit);
}

std::string DurationText(absl::Duration duration) {
  const int64_t seconds = absl::ToInt64Seconds(absl::AbsDuration(duration));
  const int64_t minutes = seconds / 60;
  const int64_t hours = minutes / 60;
  if (hours >= 24) return absl::StrCat(hours / 24, " d ", hours % 24, " h");
  if (hours > 0) return absl::StrCat(hours, " h ", minutes % 60, " min");
  if (minutes > 0) return absl::StrCat(minutes, " min ", seconds % 60, " s");
  return absl::StrCat(seconds, " s");
}

std::string CountText(int64_t count, std::string_view singular) {
  return absl::StrCat(count, " ", std::string(singular), count == 1 ? "" : "s");
}

}  // namespace sitrep::backend
