// The parser of an item's end: any bytes are read or refused, and what was read is written again to
// the same bytes' meaning.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "uploader/spool_item.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sitrep::uploader;  // NOLINT
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  const std::string_view tail =
      file.substr(file.size() - std::min<size_t>(file.size(), kMaxTrailerBytes));
  const auto item = DecodeTrailer(tail, static_cast<int64_t>(size));
  if (!item.ok()) return 0;
  const auto trailer = EncodeTrailer(*item);
  if (!trailer.ok()) std::abort();
  const auto again = DecodeTrailer(*trailer, item->size + static_cast<int64_t>(trailer->size()));
  if (!again.ok() || again->sha256 != item->sha256 || again->request != item->request ||
      again->name != item->name || again->spooled_at != item->spooled_at) {
    std::abort();
  }
  return 0;
}
