#include "checks/pack.h"

#include <algorithm>
#include <filesystem>
#include <memory>

#include "absl/strings/str_cat.h"
#include "agent/commands/command.h"
#include "agent/output/row_printer.h"
#include "agent/scratch_file.h"
#include "base/file.h"
#include "base/signature.h"
#include "base/status_macros.h"
#include "checks/pack_file.h"
#include "checks/severity.h"
#include "checks/trial.h"

namespace sitrep::agent {
namespace {

struct PackTestOptions {
  std::string directory;
  std::vector<std::string> only;
};

// A test file that is missing is what the author has yet to write, not a failure of the program.
absl::StatusOr<std::vector<std::string>> TryOne(const checks::Pack& pack,
                                                const checks::Check& check,
                                                const std::string& directory,
                                                const std::string& scratch) {
  const std::string path = absl::StrCat(directory, "/", check.id, ".test");
  if (!base::FileExists(path)) {
    return std::vector<std::string>{
        absl::StrCat(check.id, ": has no test; write ", path, " (docs/adding_a_check.md)")};
  }
  ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path));
  const absl::StatusOr<checks::TrialFile> file = checks::ParseTrialFile(text, path);
  if (!file.ok()) return std::vector<std::string>{std::string(file.status().message())};
  return checks::TryCheck(pack, check, *file, scratch);
}

absl::StatusOr<ExitCode> RunPackTest(Context& context, const PackTestOptions& options) {
  const absl::StatusOr<checks::Pack> pack = checks::LoadPack(options.directory);
  if (!pack.ok()) return AsUsageError(pack.status());
  for (const std::string& id : options.only) {
    if (pack->Find(id) == nullptr) {
      return UsageError(absl::StrCat(options.directory, " holds no check \"", id, "\""));
    }
  }
  const ScratchFile scratch(std::filesystem::temp_directory_path().string(), ".sitrep",
                            context.clock());
  ResultTable table{{"check", "result", "what"}, {}};
  size_t failed = 0;
  for (const checks::Check& check : pack->checks) {
    const bool wanted = options.only.empty() || std::find(options.only.begin(), options.only.end(),
                                                          check.id) != options.only.end();
    if (!wanted) continue;
    if (context.interrupt().requested()) return absl::CancelledError("interrupted");
    ASSIGN_OR_RETURN(const std::vector<std::string> complaints,
                     TryOne(*pack, check, options.directory, scratch.path()));
    failed += complaints.empty() ? 0 : 1;
    if (complaints.empty()) table.rows.push_back({check.id, "holds", ""});
    for (const std::string& complaint : complaints) {
      table.rows.push_back({check.id, "fails", complaint});
    }
  }
  table.Print(context.format(), context.out());
  if (failed == 0) return ExitCode::kOk;
  context.Warn(absl::StrCat(failed, " of the checks in ", options.directory, " do not hold"));
  return ExitCode::kFailed;
}

absl::StatusOr<ExitCode> RunPackList(Context& context, const std::string& directory) {
  const absl::StatusOr<checks::Pack> pack = checks::LoadPack(directory);
  if (!pack.ok()) return AsUsageError(pack.status());
  ResultTable table{{"check", "severity", "category", "title"}, {}};
  for (const checks::Check& check : pack->checks) {
    table.rows.push_back(
        {check.id, std::string(checks::SeverityName(check.severity)), check.category, check.title});
  }
  table.Print(context.format(), context.out());
  return ExitCode::kOk;
}

struct PackSignOptions {
  std::string directory;
  std::string key_file;
  std::string output;
};

absl::StatusOr<ExitCode> RunPackSign(Context& context, const PackSignOptions& options) {
  const absl::StatusOr<std::vector<checks::PackMember>> members =
      checks::ReadPackFolder(options.directory);
  if (!members.ok()) return AsUsageError(members.status());
  const absl::StatusOr<std::string> key = base::ReadFile(options.key_file);
  if (!key.ok()) return AsUsageError(key.status());
  const absl::StatusOr<std::string> bytes =
      checks::SealPack(base::NameOf(options.directory), *members, *key);
  if (!bytes.ok()) return AsUsageError(bytes.status());
  const std::string output =
      options.output.empty() ? base::NameOf(options.directory) + ".sitrep-pack" : options.output;
  RETURN_IF_ERROR(base::WriteFileAtomically(output, *bytes, 0644));
  ASSIGN_OR_RETURN(const std::string public_key, base::PublicKeyOf(*key));
  context.Say(
      absl::StrCat("who is to believe it configures this key (checks.pack_keys):\n", public_key));
  context.out() << output << "\n";
  return ExitCode::kOk;
}

void DeclareSign(CLI::App& app, Leaves& leaves) {
  auto options = std::make_shared<PackSignOptions>();
  CLI::App& sign = *app.add_subcommand("sign", "Make one signed file of a folder");
  sign.add_option("DIR", options->directory, "Folder with ID.sql files and pack.txt")->required();
  sign.add_option("--key", options->key_file,
                  "Private key, Ed25519 as PEM: openssl genpkey -algorithm ed25519")
      ->required()
      ->type_name("FILE");
  sign.add_option("-o,--output", options->output, "Where to; default: the folder's name")
      ->type_name("FILE");
  leaves.push_back({&sign, [options](Context& context) { return RunPackSign(context, *options); }});
}

}  // namespace

void DeclarePack(CLI::App& root, Leaves& leaves) {
  CLI::App& app = *root.add_subcommand("pack", "Packs of checks: try, sign, list");
  app.group("Look");
  app.require_subcommand(1);
  auto options = std::make_shared<PackTestOptions>();
  CLI::App& test = *app.add_subcommand("test", "Try every check of a folder by its test");
  test.add_option("DIR", options->directory, "Folder with ID.sql and ID.test files")->required();
  AddList(test, "--only", options->only, "Only these checks, separated by commas")
      ->type_name("IDS");
  leaves.push_back({&test, [options](Context& context) { return RunPackTest(context, *options); }});
  DeclareSign(app, leaves);
  auto directory = std::make_shared<std::string>();
  CLI::App& list = *app.add_subcommand("list", "List the checks of a folder");
  list.add_option("DIR", *directory, "Folder with ID.sql files")->required();
  leaves.push_back(
      {&list, [directory](Context& context) { return RunPackList(context, *directory); }});
}

}  // namespace sitrep::agent
