#ifndef SITREP_AGENT_CONFIG_H_
#define SITREP_AGENT_CONFIG_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/config.pb.h"

namespace sitrep::agent {

// Reads the YAML text of a configuration file. `file` is its name, for messages.
//
// Failure: INVALID_ARGUMENT with one line per error, each `file:line:column: message`; every error
// of the file is named, not the first alone. Unknown settings, settings given twice, wrong types
// and values are errors.
absl::StatusOr<Config> ParseConfig(std::string_view text, const std::string& file);

// The same from disk. NOT_FOUND when there is no such file.
absl::StatusOr<Config> ReadConfig(const std::string& path);

// The source of that name, or nullptr. Valid as long as the configuration.
const SourceConfig* FindSource(const Config& config, std::string_view name);

// docs/reference/configuration.md, made from agent/config.proto.
std::string ConfigReference();

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_CONFIG_H_
