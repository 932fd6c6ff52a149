#include "collectors/vsphere/doctor.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "agent/backend_diagnosis.h"
#include "agent/commands/command.h"
#include "agent/login_ledger.h"
#include "agent/output/diagnosis_printer.h"
#include "agent/output/plain_text.h"
#include "agent/privilege_cost.h"
#include "agent/role.h"
#include "agent/table_names.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "checks/pack.h"
#include "tables/catalog.h"

namespace sitrep::agent {
namespace {

struct DoctorOptions {
  std::string word;
  SourceFlags source;
  bool backend = false;
  std::string profile = "full";
  std::vector<std::string> tables;
  bool bundles = false;
  std::string role_file;
  std::string role_format;
  std::string role_name = "SitrepCollector";
};

ExitCode ExitCodeOfDiagnosis(const collectors::Diagnosis& diagnosis) {
  if (!diagnosis.ok()) return ExitCode::kError;
  Ending ending;
  for (const collectors::PrivilegeNeed& need : diagnosis.privileges) {
    const bool held = need.granted && need.lacking.empty();
    ending.partial = ending.partial || (need.use.required && !held);
    ending.warnings = ending.warnings || !held;
  }
  return ExitCodeOf(ending);
}

// One login at most, and none with a password that was refused before.
absl::StatusOr<collectors::Diagnosis> DiagnoseWithLogin(
    Context& context, SourceChoice& choice, bool retry_login,
    const std::vector<collectors::PrivilegeUse>& uses) {
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  absl::StatusOr<LoginTurn> turn =
      LoginTurn::Take(state, choice.options, choice.password_file, retry_login, context.clock(),
                      context.interrupt());
  const bool refused_before = absl::IsUnauthenticated(turn.status());
  if (!turn.ok() && !refused_before) return turn.status();
  if (refused_before)
    choice.options.username.clear();  // everything before the login can still be told
  collectors::Diagnosis diagnosis =
      collectors::Diagnose(choice.options, uses, context.clock(), context.interrupt());
  if (refused_before && diagnosis.ok()) {
    diagnosis.steps.push_back({"login", false, std::string(turn.status().message())});
  }
  if (turn.ok() && diagnosis.login_refused) RETURN_IF_ERROR(turn->Refused(context.clock()));
  if (turn.ok() && !diagnosis.source_key.empty()) turn->Accepted();
  return diagnosis;
}

absl::StatusOr<collectors::Diagnosis> DiagnoseSource(
    Context& context, SourceChoice& choice, bool retry_login,
    const std::vector<collectors::PrivilegeUse>& uses) {
  if (!choice.options.password.empty() && !choice.options.username.empty()) {
    return DiagnoseWithLogin(context, choice, retry_login, uses);
  }
  context.Say("no account was given: nothing behind the login can be looked at");
  choice.options.username.clear();
  return collectors::Diagnose(choice.options, uses, context.clock(), context.interrupt());
}

bool ReadsAppliance(const std::vector<int>& tables) {
  return std::any_of(tables.begin(), tables.end(), [](int table) {
    return tables::Catalog::Get().tables()[static_cast<size_t>(table)].reader == "appliance";
  });
}

std::string RoleText(const Role& role, const std::string& format) {
  if (format == "govc") return GovcCommands(role);
  if (format == "powercli") return PowerCliCommands(role);
  if (format == "json") return RoleJson(role);
  return absl::StrCat("# ----- govc -----\n", GovcCommands(role), "\n# ----- PowerCLI -----\n",
                      PowerCliCommands(role), "\n# ----- JSON -----\n", RoleJson(role));
}

// Asks nobody: a role is wanted before there is an account to ask with.
absl::StatusOr<ExitCode> WriteRole(Context& context, const DoctorOptions& options,
                                   const std::vector<int>& tables) {
  ASSIGN_OR_RETURN(const Config* config, context.config());
  ASSIGN_OR_RETURN(const SourceChoice choice, ChooseSource(options.word, options.source, *config,
                                                           /*password_file_variable=*/""));
  Role role;
  role.name = options.role_name;
  role.account = choice.options.username;
  role.uses = collectors::PrivilegeUses(tables, options.bundles);
  role.appliance = ReadsAppliance(tables);
  const bool json = options.role_format.empty() && context.format() == Format::kJson;
  const std::string text = RoleText(role, json ? "json" : options.role_format);
  if (options.role_file == "-") {
    context.out() << text;
    return ExitCode::kOk;
  }
  if (base::FileExists(options.role_file)) {
    return UsageError(absl::StrCat(options.role_file, " exists; give another name with --role"));
  }
  RETURN_IF_ERROR(base::WriteFileAtomically(options.role_file, text, 0644));
  context.Say(absl::StrCat("role ", role.name, " with ", role.uses.size() + 1,
                           " privileges written to ", options.role_file));
  return ExitCode::kOk;
}

// Log bundles are always asked about: a person wants to know before the incident.
absl::StatusOr<ExitCode> RunOnSource(Context& context, const DoctorOptions& options) {
  ASSIGN_OR_RETURN(const std::vector<int> tables,
                   AskableTables(options.tables, options.profile == "light"));
  if (!options.role_file.empty()) return WriteRole(context, options, tables);
  ASSIGN_OR_RETURN(SourceChoice choice, ChooseSource(context, options.word, options.source, false));
  const std::vector<collectors::PrivilegeUse> uses =
      collectors::PrivilegeUses(tables, /*bundles=*/true);
  ASSIGN_OR_RETURN(const collectors::Diagnosis diagnosis,
                   DiagnoseSource(context, choice, options.source.retry_login, uses));
  DiagnosisNotes notes;
  ASSIGN_OR_RETURN(notes.checks, ChecksCostBy(uses, checks::BuiltInPack()));
  const bool from_config = options.word.find("://") == std::string::npos;
  notes.accept = LinesToAccept(diagnosis.thumbprint, diagnosis.expected,
                               from_config ? context.ConfigFile() : "", choice.name);
  PrintDiagnosis(diagnosis, notes, context.format(), context.out());
  return ExitCodeOfDiagnosis(diagnosis);
}

absl::StatusOr<ExitCode> RunDoctor(Context& context, const DoctorOptions& options) {
  if (options.backend == !options.word.empty())
    return UsageError("doctor needs a SOURCE or --backend");
  if (options.role_file.empty() && !options.role_format.empty())
    return UsageError("--role-format goes with --role");
  if (!options.backend) return RunOnSource(context, options);
  collectors::Diagnosis diagnosis;
  ASSIGN_OR_RETURN(diagnosis.steps, DiagnoseBackend(context));
  PrintDiagnosis(diagnosis, {}, context.format(), context.out());
  return ExitCodeOfDiagnosis(diagnosis);
}

}  // namespace

void DeclareDoctor(CLI::App& root, Leaves& leaves) {
  auto options = std::make_shared<DoctorOptions>();
  CLI::App& app = *root.add_subcommand(
      "doctor", "Walk the way to a source or the backend, hop by hop, and say what is missing");
  app.group("Look");
  app.add_option("SOURCE", options->word, "URL, or source of the configuration");
  app.add_flag("--backend", options->backend, "Walk the way to the backend instead");
  app.add_option("--role", options->role_file,
                 "Write a role with the least privileges to FILE (- for standard output), and end")
      ->type_name("FILE");
  app.add_option("--role-format", options->role_format,
                 "govc, powercli or json; default: all three")
      ->check(CLI::IsMember({"govc", "powercli", "json"}))
      ->type_name("FORM");
  app.add_option("--role-name", options->role_name, "Name of the role; default: SitrepCollector")
      ->type_name("NAME");
  app.add_flag("--bundles", options->bundles, "The role also allows log bundles");
  app.add_option("--profile", options->profile, "Privileges for light or full (the default)")
      ->check(CLI::IsMember({"light", "full"}))
      ->type_name("PROFILE");
  AddList(app, "--tables", options->tables, "Privileges for these tables only")
      ->type_name("TABLES");
  AddSourceFlags(app, options->source);
  leaves.push_back({&app, [options](Context& context) { return RunDoctor(context, *options); }});
}

}  // namespace sitrep::agent
