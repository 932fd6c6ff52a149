#include "collectors/vsphere/markup_scan.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace sitrep::collectors {
namespace {

constexpr std::string_view kXmlns = "xmlns";

bool IsLandmark(const char* at, std::string_view word) {
  if (at[0] == '<') return at[1] == '!' || at[1] == '?';
  if (at[0] == 'x') return std::memcmp(at, kXmlns.data(), kXmlns.size()) == 0;
  return at[0] == word[0] && std::memcmp(at, word.data(), word.size()) == 0;
}

#if defined(__SSE2__)

__m128i Load(const char* at) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)); }

__m128i Equals(__m128i bytes, char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); }

// One bit for each of 16 places that may be a landmark, by its first two bytes and, for a word, its
// fourth.
uint32_t Candidates(const char* at, std::string_view word) {
  const __m128i first = Load(at);
  const __m128i second = Load(at + 1);
  const __m128i fourth = Load(at + 3);
  const __m128i declaration =
      _mm_and_si128(Equals(first, '<'), _mm_or_si128(Equals(second, '!'), Equals(second, '?')));
  const __m128i named = _mm_and_si128(
      _mm_and_si128(Equals(first, word[0]), Equals(second, word[1])), Equals(fourth, word[3]));
  const __m128i xmlns =
      _mm_and_si128(_mm_and_si128(Equals(first, 'x'), Equals(second, 'm')), Equals(fourth, 'n'));
  return static_cast<uint32_t>(
      _mm_movemask_epi8(_mm_or_si128(declaration, _mm_or_si128(named, xmlns))));
}

#endif

}  // namespace

size_t FindLandmark(std::string_view text, size_t from, std::string_view word) {
  if (text.size() < kLandmarkBytes) return from;
  const size_t end = text.size() - kLandmarkBytes + 1;  // from here on too few bytes follow
  size_t at = from;
#if defined(__SSE2__)
  for (; at + 19 <= text.size() && at + 16 <= end; at += 16) {
    for (uint32_t bits = Candidates(text.data() + at, word); bits != 0; bits &= bits - 1) {
      const size_t place = at + static_cast<size_t>(std::countr_zero(bits));
      if (IsLandmark(text.data() + place, word)) return place;
    }
  }
#endif
  for (; at < end; ++at) {
    if (IsLandmark(text.data() + at, word)) return at;
  }
  return std::max(from, end);
}

}  // namespace sitrep::collectors
