#ifndef SITREP_AGENT_CONTEXT_H_
#define SITREP_AGENT_CONTEXT_H_

#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "agent/config.h"
#include "agent/format.h"
#include "base/clock.h"
#include "base/interrupt.h"

namespace sitrep::agent {

// The world as a command sees it. Nothing is owned.
struct Surroundings {
  base::Clock* clock = nullptr;
  const base::Interrupt* interrupt = nullptr;
  std::ostream* out = nullptr;   // results
  std::ostream* err = nullptr;   // everything else
  bool err_is_terminal = false;  // progress may draw
  int columns = 80;              // of that terminal
  bool is_root = false;
  std::function<std::string(const std::string& name)> environment;  // empty when not set
};

// Options that every command takes.
struct CommonOptions {
  std::string config_file;
  std::string state_dir;
  Format format = Format::kText;
  bool quiet = false;
};

// Context is what every command gets: its surroundings, the common options, and what follows from
// them.
//
// Lifecycle: one per run of the program. Ownership: what the surroundings point to must outlive it.
// Threads: one.
class Context {
 public:
  Context(Surroundings surroundings, CommonOptions options)
      : surroundings_(std::move(surroundings)), options_(std::move(options)) {}

  base::Clock& clock() const { return *surroundings_.clock; }
  const base::Interrupt& interrupt() const { return *surroundings_.interrupt; }
  std::ostream& out() const { return *surroundings_.out; }
  std::ostream& err() const { return *surroundings_.err; }
  bool err_is_terminal() const { return surroundings_.err_is_terminal; }
  int columns() const { return surroundings_.columns; }
  std::string Environment(const std::string& name) const { return surroundings_.environment(name); }
  Format format() const { return options_.format; }
  bool text() const { return options_.format == Format::kText; }
  bool quiet() const { return options_.quiet; }

  // One line for the person at the terminal, unless --quiet. For what must be seen, use Warn.
  void Say(std::string_view line) const;
  void Warn(std::string_view line) const;

  // The file that is or would be read: --config, SITREP_CONFIG, the user's, the system's.
  std::string ConfigFile() const;
  // Read once. Without a file: an empty configuration, unless the file was named. Errors are usage
  // errors.
  absl::StatusOr<const Config*> config();
  // --state-dir, SITREP_STATE_DIR, the configuration, the default. Made with mode 0700; refused
  // when others may enter.
  absl::StatusOr<std::string> StateDirectory();

 private:
  std::string Home(const std::string& variable, const std::string& below_home) const;
  absl::StatusOr<std::string> StateDirectoryPath();

  Surroundings surroundings_;
  CommonOptions options_;
  std::optional<Config> config_;
};

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_CONTEXT_H_
