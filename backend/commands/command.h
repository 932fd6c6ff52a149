#ifndef SITREP_BACKEND_COMMANDS_COMMAND_H_
#define SITREP_BACKEND_COMMANDS_COMMAND_H_

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "backend/config.h"
#include "backend/exit_code.h"
#include "backend/output/table.h"
#include "backend/plan.h"
#include "backend/store.h"
#include "base/clock.h"
#include "base/interrupt.h"

namespace sitrep::backend {

// What every command may use. Whoever runs the program owns what is pointed to.
struct Surroundings {
  std::ostream* out = nullptr;  // results
  std::ostream* err = nullptr;  // everything else
  base::Clock* clock = nullptr;
  base::Interrupt* interrupt = nullptr;
};

struct CommonOptions {
  std::string format = "text";
  bool quiet = false;
  std::string config_file;
  std::string data_directory;  // wins over the configuration's
};

// Context is one run of one command. Threads: one.
class Context {
 public:
  Context(const Surroundings& surroundings, const CommonOptions& options)
      : surroundings_(surroundings), options_(options) {}

  // The configuration, or all defaults without --config; --data in force. INVALID_ARGUMENT is a
  // mistake of the person: see UsageError.
  absl::StatusOr<Config> LoadConfig() const;
  // The data directory of the configuration. NOT_FOUND unless a backend was started there once, or
  // `may_create`.
  absl::StatusOr<std::unique_ptr<Store>> OpenStore(bool may_create = false) const;
  absl::StatusOr<Plans> LoadPlans() const;

  Format format() const;
  bool quiet() const { return options_.quiet; }
  std::ostream& out() const { return *surroundings_.out; }
  // A remark for the person at the terminal; nothing with --quiet.
  void Remark(const std::string& text) const;
  base::Clock& clock() const { return *surroundings_.clock; }
  base::Interrupt& interrupt() const { return *surroundings_.interrupt; }

  // The table as text or CSV, or the message as JSON.
  void Print(const Table& table, const google::protobuf::Message& message) const;

 private:
  const Surroundings surroundings_;
  const CommonOptions options_;
};

// Marks an error as one of the command line or the configuration (exit code 2).
absl::Status UsageError(const absl::Status& status);
bool IsUsageError(const absl::Status& status);

// A command that can run, once the command line is parsed.
struct Leaf {
  CLI::App* app = nullptr;
  std::function<absl::StatusOr<ExitCode>(Context&)> run;
};
using Leaves = std::vector<Leaf>;

void DeclareServe(CLI::App& root, Leaves& leaves);
void DeclareToken(CLI::App& root, Leaves& leaves);
void DeclareAgents(CLI::App& root, Leaves& leaves);
void DeclareRequests(CLI::App& root, Leaves& leaves);
void DeclareReview(CLI::App& root, Leaves& leaves);
void DeclarePlans(CLI::App& root, Leaves& leaves);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_COMMANDS_COMMAND_H_
