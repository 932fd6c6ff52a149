// The configuration file: any bytes are read, or refused with a message that names the file.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "absl/strings/match.h"
#include "agent/config.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sitrep::agent;  // NOLINT
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const absl::StatusOr<Config> config = ParseConfig(text, "c.yaml");
  if (!config.ok()) {
    if (!absl::StartsWith(config.status().message(), "c.yaml:")) std::abort();
    return 0;
  }
  for (const SourceConfig& source : config->sources()) {
    if (source.name().empty() || source.url().empty() || source.password_file()[0] != '/')
      std::abort();
  }
  return 0;
}
