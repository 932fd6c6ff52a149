#include "collectors/vsphere/cell_text.h"

#include <charconv>

#include "base/clock.h"

namespace sitrep::collectors {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Two digits as a number, -1 when they are none.
int Pair(std::string_view text, size_t at) {
  if (!IsDigit(text[at]) || !IsDigit(text[at + 1])) return -1;
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

bool Within(int number, int least, int most) { return number >= least && number <= most; }

// YYYY-MM-DDTHH:MM:SS with every part in its range; days of short months are left to the slow way.
bool IsPlainDateTime(std::string_view text) {
  return Pair(text, 0) >= 0 && Pair(text, 2) >= 0 && text[4] == '-' &&
         Within(Pair(text, 5), 1, 12) && text[7] == '-' && Within(Pair(text, 8), 1, 28) &&
         text[10] == 'T' && Within(Pair(text, 11), 0, 23) && text[13] == ':' &&
         Within(Pair(text, 14), 0, 59) && text[16] == ':' && Within(Pair(text, 17), 0, 59);
}

template <typename Number>
std::optional<Number> Parse(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

constexpr size_t kSecondsEnd = 19;

// The common case, a time in UTC, is a matter of cutting or filling the fraction.
bool CopyUtc(std::string_view text, std::string& out) {
  if (text.size() < kSecondsEnd + 1 || text.back() != 'Z' || !IsPlainDateTime(text)) return false;
  std::string_view fraction = text.substr(kSecondsEnd, text.size() - kSecondsEnd - 1);
  if (!fraction.empty() && (fraction.front() != '.' || fraction.size() < 2)) return false;
  if (!fraction.empty()) fraction.remove_prefix(1);
  for (const char c : fraction) {
    if (!IsDigit(c)) return false;
  }
  out.assign(text.substr(0, kSecondsEnd));
  out += '.';
  for (size_t i = 0; i < 3; ++i) out += i < fraction.size() ? fraction[i] : '0';
  out += 'Z';
  return true;
}

}  // namespace

TimeReading ReadWireTime(std::string_view text, std::string& out) {
  if (text.starts_with("0001-01-01T")) return TimeReading::kUnset;
  if (CopyUtc(text, out)) return TimeReading::kTime;
  const auto time = base::TimeFromText(text);
  if (!time.ok()) return TimeReading::kMalformed;
  out = base::TimeToText(*time);
  return TimeReading::kTime;
}

std::optional<int64_t> ReadInteger(std::string_view text) { return Parse<int64_t>(text); }

std::optional<double> ReadReal(std::string_view text) { return Parse<double>(text); }

std::optional<bool> ReadBoolean(std::string_view text) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

std::optional<int64_t> ReadTrailingNumber(std::string_view text) {
  size_t begin = text.size();
  while (begin > 0 && IsDigit(text[begin - 1])) --begin;
  return Parse<int64_t>(text.substr(begin));
}

std::optional<int64_t> Multiply(int64_t value, int64_t by) {
  int64_t product = 0;
  if (__builtin_mul_overflow(value, by, &product)) return std::nullopt;
  return product;
}

}  // namespace sitrep::collectors
