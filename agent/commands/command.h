#ifndef SITREP_AGENT_COMMANDS_COMMAND_H_
#define SITREP_AGENT_COMMANDS_COMMAND_H_

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/collect_choice.h"
#include "agent/context.h"
#include "agent/exit_code.h"
#include "agent/source_choice.h"

namespace sitrep::agent {

// One thing the program can be asked to do: where it stands on the command line, and what does it.
struct Leaf {
  CLI::App* app;
  std::function<absl::StatusOr<ExitCode>(Context&)> run;
  bool junit = false;  // takes --format junit
};
using Leaves = std::vector<Leaf>;

// Each adds its command to `root` and what it can do to `leaves`. What it keeps lives as long as
// the leaves.
void DeclareDoctor(CLI::App& root, Leaves& leaves);
void DeclareSnapshot(CLI::App& root, Leaves& leaves);
void DeclareCheck(CLI::App& root, Leaves& leaves);
void DeclarePreflight(CLI::App& root, Leaves& leaves);
void DeclarePack(CLI::App& root, Leaves& leaves);
void DeclareDiff(CLI::App& root, Leaves& leaves);
void DeclareQuery(CLI::App& root, Leaves& leaves);
void DeclareBundle(CLI::App& root, Leaves& leaves);
void DeclareRequests(CLI::App& root, Leaves& leaves);
void DeclareAttach(CLI::App& root, Leaves& leaves);
void DeclareEnroll(CLI::App& root, Leaves& leaves);
void DeclareStatus(CLI::App& root, Leaves& leaves);
void DeclareSpool(CLI::App& root, Leaves& leaves);
void DeclareAlias(CLI::App& root, Leaves& leaves);
void DeclareConfig(CLI::App& root, Leaves& leaves);

// Every command, in the order of the help.
void DeclareCommands(CLI::App& root, Leaves& leaves);

// The options that say how to reach a source.
void AddSourceFlags(CLI::App& app, SourceFlags& flags);

// The options that say how much of a source is read.
void AddCollectFlags(CLI::App& app, CollectFlags& flags);

// An option that may be repeated or take several values with commas, and never swallows the next
// argument.
CLI::Option* AddList(CLI::App& app, const std::string& name, std::vector<std::string>& values,
                     const std::string& help);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_COMMANDS_COMMAND_H_
