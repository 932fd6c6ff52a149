#ifndef SITREP_COLLECTORS_VSPHERE_MARKUP_SCAN_H_
#define SITREP_COLLECTORS_VSPHERE_MARKUP_SCAN_H_

#include <cstddef>
#include <string_view>

namespace sitrep::collectors {

// Bytes that must follow a landmark's first byte in the text for it to be recognised.
inline constexpr size_t kLandmarkBytes = 10;

inline constexpr std::string_view kObjectsWord = "objects";
inline constexpr std::string_view kReturnedWord = "returnval";

// The next place, from `from` on, that begins "<!", "<?", the word "xmlns" or `word`, which is one
// of the two above. When there is none, a place at most kLandmarkBytes - 1 before the end, from
// where to go on when more bytes have come.
size_t FindLandmark(std::string_view text, size_t from, std::string_view word = kObjectsWord);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_MARKUP_SCAN_H_
