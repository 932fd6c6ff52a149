// Bytes as a pack: whoever signed them, they must parse or be refused.
#include <cstddef>
#include <cstdint>

#include "checks/pack_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)sitrep::checks::OpenPack(bytes, "fuzz.sitrep-pack",
                                 {.public_keys = {}, .allow_unsigned = true});
  return 0;
}
