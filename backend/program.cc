#include "backend/program.h"

#include <CLI/CLI.hpp>

#include "absl/strings/str_split.h"
#include "backend/output/plain_text.h"

namespace sitrep::backend {
namespace {

constexpr char kAbout[] =
    "sitrep-backend is the support side of Sitrep: it takes redacted artifacts from enrolled "
    "agents, "
    "bound to support requests, and shows them to engineers.";
constexpr char kCodes[] =
    "Every command but serve works on the data directory itself, beside a backend that serves.\n"
    "Exit codes: 0 good, 1 error, 2 usage or configuration; review: 3 a check fails, 4 warnings\n"
    "only, 5 parts could not be verified or evaluated.";

struct CommandLine {
  CLI::App root{kAbout, "sitrep-backend"};
  CommonOptions options;
  Leaves leaves;
};

void LetOptionsFollow(CLI::App& app) {
  for (CLI::App* child : app.get_subcommands([](CLI::App*) { return true; })) {
    child->fallthrough();
    LetOptionsFollow(*child);
  }
}

std::unique_ptr<CommandLine> Build() {
  auto line = std::make_unique<CommandLine>();
  CLI::App& root = line->root;
  root.get_formatter()->column_width(34);
  root.set_version_flag("--version", std::string("sitrep-backend ") + SITREP_VERSION);
  root.require_subcommand(1);
  root.footer(kCodes);
  const char* group = "With every command";
  root.add_option("--format", line->options.format, "text, json or csv")
      ->check(CLI::IsMember({"text", "json", "csv"}))
      ->type_name("FORMAT")
      ->group(group);
  root.add_flag("--quiet,-q", line->options.quiet, "No remarks on standard error")->group(group);
  root.add_option("--config", line->options.config_file, "Configuration file")
      ->type_name("FILE")
      ->group(group);
  root.add_option("--data", line->options.data_directory,
                  "Data directory (sitrep-backend-data without a configuration)")
      ->type_name("DIR")
      ->group(group);
  DeclareServe(root, line->leaves);
  DeclareToken(root, line->leaves);
  DeclareAgents(root, line->leaves);
  DeclareRequests(root, line->leaves);
  DeclareReview(root, line->leaves);
  DeclarePlans(root, line->leaves);
  LetOptionsFollow(root);
  return line;
}

ExitCode ReportError(const absl::Status& status, const Surroundings& surroundings) {
  // A configuration has one line for each mistake.
  for (const absl::string_view text : absl::StrSplit(status.message(), '\n')) {
    *surroundings.err << "sitrep-backend: " << ForTerminal(std::string(text)) << "\n";
  }
  return IsUsageError(status) ? ExitCode::kUsage : ExitCode::kError;
}

}  // namespace

ExitCode RunProgram(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  const std::unique_ptr<CommandLine> line = Build();
  try {
    line->root.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    const int code = line->root.exit(error, *surroundings.out, *surroundings.err);
    return code == 0 ? ExitCode::kOk : ExitCode::kUsage;
  }
  for (const Leaf& leaf : line->leaves) {
    if (!leaf.app->parsed()) continue;
    Context context(surroundings, line->options);
    const absl::StatusOr<ExitCode> code = leaf.run(context);
    surroundings.out->flush();
    return code.ok() ? *code : ReportError(code.status(), surroundings);
  }
  return ExitCode::kUsage;
}

}  // namespace sitrep::backend
