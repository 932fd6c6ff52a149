#ifndef SITREP_COLLECTORS_VSPHERE_MARKUP_SCAN_H_
#define SITREP_COLLECTORS_VSPHERE_MARKUP_SCAN_H_

#include <cstddef>
#include <string_view>

namespace sitrep::collectors {

// Bytes that must follow a landmark's first byte in the text for it to be recognised.
inline constexpr size_t kLandmarkBytes = 9;

// The next place, from `from` on, that begins "<!", "<?" or one of the words
// "objects" and "xmlns". When there is none,
// a place at most kLandmarkBytes - 1 before the end, from where to go on when more bytes have come.
size_t FindLandmark(std::string_view text, size_t from);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_MARKUP_SCAN_H_
