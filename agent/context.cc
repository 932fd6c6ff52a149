#include "agent/context.h"

#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "agent/exit_code.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

constexpr char kSystemConfig[] = "/etc/sitrep/config.yaml";

// Others must not look at keys and maps, whatever a folder's maker meant.
absl::Status RefuseOpenFolder(const std::string& path) {
  struct stat facts;
  if (stat(path.c_str(), &facts) != 0 || (facts.st_mode & 077) == 0) return absl::OkStatus();
  return UsageError(
      absl::StrCat("state directory ", path, " may be entered by others; run: chmod 700 ", path));
}

}  // namespace

void Context::Say(std::string_view line) const {
  if (!quiet()) err() << line << std::endl;
}

void Context::Warn(std::string_view line) const { err() << "warning: " << line << std::endl; }

std::string Context::Home(const std::string& variable, const std::string& below_home) const {
  const std::string folder = Environment(variable);
  if (!folder.empty()) return folder;
  const std::string home = Environment("HOME");
  return home.empty() ? "" : absl::StrCat(home, "/", below_home);
}

std::string Context::ConfigFile() const {
  if (!options_.config_file.empty()) return options_.config_file;
  const std::string named = Environment("SITREP_CONFIG");
  if (!named.empty()) return named;
  const std::string home = Home("XDG_CONFIG_HOME", ".config");
  const std::string own = absl::StrCat(home, "/sitrep/config.yaml");
  return !home.empty() && base::FileExists(own) ? own : kSystemConfig;
}

absl::StatusOr<const Config*> Context::config() {
  if (config_.has_value()) return &*config_;
  const std::string path = ConfigFile();
  const bool named = !options_.config_file.empty() || !Environment("SITREP_CONFIG").empty();
  if (!named && !base::FileExists(path)) return &config_.emplace();
  absl::StatusOr<Config> read = ReadConfig(path);
  if (!read.ok()) return AsUsageError(read.status());
  return &config_.emplace(*std::move(read));
}

absl::StatusOr<std::string> Context::StateDirectoryPath() {
  if (!options_.state_dir.empty()) return options_.state_dir;
  const std::string named = Environment("SITREP_STATE_DIR");
  if (!named.empty()) return named;
  ASSIGN_OR_RETURN(const Config* read, config());
  if (!read->state_dir().empty()) return read->state_dir();
  if (surroundings_.is_root) return std::string("/var/lib/sitrep");
  const std::string home = Home("XDG_STATE_HOME", ".local/state");
  if (!home.empty()) return absl::StrCat(home, "/sitrep");
  return UsageError("no state directory: give --state-dir, or set HOME");
}

absl::StatusOr<std::string> Context::StateDirectory() {
  ASSIGN_OR_RETURN(const std::string path, StateDirectoryPath());
  RETURN_IF_ERROR(base::MakeDirectories(path, 0700));
  RETURN_IF_ERROR(RefuseOpenFolder(path));
  return path;
}

}  // namespace sitrep::agent
