#include "agent/program.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "agent/commands/command.h"
#include "agent/output/plain_text.h"
#include "agent/version.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

constexpr char kAbout[] =
    "sitrep reads vCenter and ESXi without changing anything, says what is unhealthy, and sends "
    "only what was agreed, "
    "redacted, to support.";
constexpr char kSources[] =
    "SOURCE is a URL (anything with ://) or a source of the configuration; an existing file is a "
    "SNAPSHOT.\n"
    "Exit codes: 0 good, 1 error, 2 usage or configuration, 3 a check fails (or refused), 4 "
    "warnings only, 5 parts\n"
    "could not be collected or evaluated, 130 interrupted.";
constexpr char kCommonFooter[] =
    "Every command takes --format text|json|csv, --quiet, --config FILE and --state-dir DIR (see "
    "sitrep --help).";

struct CommandLine {
  CLI::App root{kAbout, "sitrep"};
  CommonOptions options;
  std::string format = "text";
  Leaves leaves;
};

void Decorate(CLI::App& app) {
  for (CLI::App* child : app.get_subcommands([](CLI::App*) { return true; })) {
    child->fallthrough();
    child->footer(kCommonFooter);
    Decorate(*child);
  }
}

std::unique_ptr<CommandLine> Build() {
  auto line = std::make_unique<CommandLine>();
  CLI::App& root = line->root;
  root.get_formatter()->column_width(34);
  root.set_version_flag("--version", std::string("sitrep ") + kVersion);
  root.require_subcommand(1);
  root.footer(kSources);
  const char* group = "With every command";
  root.add_option("--format", line->format, "text, json or csv (check and preflight: also junit)")
      ->check(CLI::IsMember({"text", "json", "csv", "junit"}))
      ->type_name("FORMAT")
      ->group(group);
  root.add_flag("--quiet,-q", line->options.quiet, "No progress and no remarks on standard error")
      ->group(group);
  root.add_option("--config", line->options.config_file, "Configuration file (or SITREP_CONFIG)")
      ->type_name("FILE")
      ->group(group);
  root.add_option("--state-dir", line->options.state_dir,
                  "Folder of keys, aliases and spool (or SITREP_STATE_DIR)")
      ->type_name("DIR")
      ->group(group);
  DeclareCommands(root, line->leaves);
  Decorate(root);
  return line;
}

// The first word that is no option, when no command has that name. CLI11 would only say that a
// command is missing.
std::string UnknownCommand(const CLI::App& root, const std::vector<std::string>& words) {
  if (words.empty() || words.front().starts_with("-")) return "";
  const auto commands = root.get_subcommands(
      [&words](const CLI::App* command) { return command->check_name(words.front()); });
  return commands.empty() ? words.front() : "";
}

// Help and version are no errors; everything else that CLI11 throws is about usage.
ExitCode AfterParsing(const CommandLine& line, const CLI::ParseError& error,
                      const Surroundings& surroundings) {
  const int code = line.root.exit(error, *surroundings.out, *surroundings.err);
  return code == 0 ? ExitCode::kOk : ExitCode::kUsage;
}

void PrintError(const absl::Status& status, const Surroundings& surroundings) {
  const std::string message(status.message());
  // Messages of the configuration have one line per error; each is text of a file or of ours.
  for (size_t begin = 0; begin <= message.size();) {
    const size_t end = std::min(message.find('\n', begin), message.size());
    *surroundings.err << "sitrep: "
                      << ForTerminal(std::string_view(message).substr(begin, end - begin)) << "\n";
    begin = end + 1;
  }
  surroundings.err->flush();
}

absl::StatusOr<ExitCode> RunLeaf(CommandLine& line, const Surroundings& surroundings) {
  ASSIGN_OR_RETURN(line.options.format, ParseFormat(line.format));
  const auto leaf = std::find_if(line.leaves.begin(), line.leaves.end(),
                                 [](const Leaf& l) { return l.app->parsed(); });
  if (leaf == line.leaves.end()) return UsageError("nothing to do; see sitrep --help");
  if (line.options.format == Format::kJunit && !leaf->junit) {
    return UsageError(
        absl::StrCat("--format junit is for findings, not for `", leaf->app->get_name(), "`"));
  }
  Context context(surroundings, line.options);
  return leaf->run(context);
}

void AppendHelp(const CLI::App& app, const std::string& name, std::string& text) {
  absl::StrAppend(&text, "\n## `", name, "`\n\n```text\n", app.help(), "```\n");
  for (const CLI::App* child : app.get_subcommands([](const CLI::App*) { return true; })) {
    AppendHelp(*child, absl::StrCat(name, " ", child->get_name()), text);
  }
}

}  // namespace

ExitCode RunProgram(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  const std::unique_ptr<CommandLine> line = Build();
  try {
    line->root.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    if (const std::string word = UnknownCommand(line->root, arguments); !word.empty()) {
      PrintError(absl::InvalidArgumentError(
                     absl::StrCat("there is no command \"", word, "\"; see sitrep --help")),
                 surroundings);
      return ExitCode::kUsage;
    }
    return AfterParsing(*line, error, surroundings);
  }
  const absl::StatusOr<ExitCode> code = RunLeaf(*line, surroundings);
  surroundings.out->flush();
  if (code.ok()) return *code;
  PrintError(code.status(), surroundings);
  return ExitCodeOf(code.status());
}

std::string CommandLineReference() {
  const std::unique_ptr<CommandLine> line = Build();
  std::string text =
      "# The command line of `sitrep`\n\nWritten from the program's own help by the test that "
      "compares it; do not "
      "edit.\n";
  AppendHelp(line->root, "sitrep", text);
  return text;
}

}  // namespace sitrep::agent
