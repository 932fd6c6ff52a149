#include "collectors/vsphere/doctor.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "agent/backend_diagnosis.h"
#include "agent/commands/command.h"
#include "agent/login_ledger.h"
#include "agent/output/json.h"
#include "agent/output/plain_text.h"
#include "agent/output/row_printer.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

struct DoctorOptions {
  std::string word;
  SourceFlags source;
  bool backend = false;
};

void PrintSteps(const std::vector<collectors::ReachabilityStep>& steps, std::ostream& out) {
  for (const collectors::ReachabilityStep& step : steps) {
    out << (step.ok ? "ok    " : "FAIL  ") << step.hop
        << std::string(step.hop.size() < 12 ? 12 - step.hop.size() : 1, ' ')
        << ForTerminal(step.detail) << "\n";
  }
}

void PrintPrivileges(const std::vector<collectors::PrivilegeNeed>& privileges, std::ostream& out) {
  if (privileges.empty()) return;
  out << "\nprivileges of the account on the root folder; a role with all of them is enough, and "
         "none lets it change "
         "anything\n";
  for (const collectors::PrivilegeNeed& need : privileges) {
    const char* state = need.granted ? "held     " : need.required ? "MISSING  " : "missing  ";
    out << state << need.privilege
        << std::string(need.privilege.size() < 28 ? 28 - need.privilege.size() : 1, ' ') << "for "
        << need.needed_for << "\n";
  }
}

void PrintText(const collectors::Diagnosis& diagnosis, std::ostream& out) {
  PrintSteps(diagnosis.steps, out);
  if (!diagnosis.thumbprint.empty()) {
    out << "\ncertificate of " << ForTerminal(diagnosis.subject) << "\n  issued by "
        << ForTerminal(diagnosis.issuer) << "\n  valid until " << diagnosis.not_after
        << "\n  SHA-256 " << diagnosis.thumbprint << "\n";
  }
  if (!diagnosis.product.empty()) {
    out << "\n" << ForTerminal(diagnosis.product) << ", API " << diagnosis.api_version << "\n";
  }
  PrintPrivileges(diagnosis.privileges, out);
}

Json StepsToJson(const std::vector<collectors::ReachabilityStep>& steps) {
  Json json = Json::Array();
  for (const collectors::ReachabilityStep& step : steps) {
    json.Add(Json::Object().Set("hop", step.hop).Set("ok", step.ok).Set("detail", step.detail));
  }
  return json;
}

Json ToJson(const collectors::Diagnosis& diagnosis) {
  Json privileges = Json::Array();
  for (const collectors::PrivilegeNeed& need : diagnosis.privileges) {
    privileges.Add(Json::Object()
                       .Set("privilege", need.privilege)
                       .Set("needed_for", need.needed_for)
                       .Set("required", need.required)
                       .Set("granted", need.granted));
  }
  Json certificate = Json::Object();
  certificate.Set("subject", diagnosis.subject).Set("issuer", diagnosis.issuer);
  certificate.Set("not_after", diagnosis.not_after).Set("sha256", diagnosis.thumbprint);
  Json json = Json::Object();
  json.Set("ok", diagnosis.ok()).Set("steps", StepsToJson(diagnosis.steps));
  json.Set("certificate", std::move(certificate)).Set("source", diagnosis.source_key);
  json.Set("product", diagnosis.product).Set("api_version", diagnosis.api_version);
  json.Set("privileges", std::move(privileges));
  return json;
}

void PrintCsv(const collectors::Diagnosis& diagnosis, std::ostream& out) {
  ResultTable table{{"kind", "name", "ok", "detail"}, {}};
  for (const collectors::ReachabilityStep& step : diagnosis.steps) {
    table.rows.push_back({std::string("hop"), step.hop, int64_t{step.ok}, step.detail});
  }
  for (const collectors::PrivilegeNeed& need : diagnosis.privileges) {
    table.rows.push_back(
        {std::string("privilege"), need.privilege, int64_t{need.granted}, need.needed_for});
  }
  table.Print(Format::kCsv, out);
}

void Print(const Context& context, const collectors::Diagnosis& diagnosis) {
  if (context.format() == Format::kCsv) {
    PrintCsv(diagnosis, context.out());
  } else if (context.text()) {
    PrintText(diagnosis, context.out());
  } else {
    context.out() << ToJson(diagnosis).ToString() << "\n";
  }
}

ExitCode ExitCodeOfDiagnosis(const collectors::Diagnosis& diagnosis) {
  if (!diagnosis.ok()) return ExitCode::kError;
  Ending ending;
  for (const collectors::PrivilegeNeed& need : diagnosis.privileges) {
    ending.partial = ending.partial || (need.required && !need.granted);
    ending.warnings = ending.warnings || !need.granted;
  }
  return ExitCodeOf(ending);
}

// One login at most, and none with a password that was refused before.
absl::StatusOr<collectors::Diagnosis> DiagnoseWithLogin(Context& context, SourceChoice& choice,
                                                        bool retry_login) {
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  absl::StatusOr<LoginTurn> turn = LoginTurn::Take(state, choice.options, choice.password_file,
                                                   retry_login, context.interrupt());
  const bool refused_before = absl::IsUnauthenticated(turn.status());
  if (!turn.ok() && !refused_before) return turn.status();
  if (refused_before)
    choice.options.username.clear();  // everything before the login can still be told
  collectors::Diagnosis diagnosis =
      collectors::Diagnose(choice.options, context.clock(), context.interrupt());
  if (refused_before && diagnosis.ok()) {
    diagnosis.steps.push_back({"login", false, std::string(turn.status().message())});
  }
  if (turn.ok() && diagnosis.login_refused) RETURN_IF_ERROR(turn->Refused(context.clock()));
  if (turn.ok() && !diagnosis.source_key.empty()) turn->Accepted();
  return diagnosis;
}

absl::StatusOr<collectors::Diagnosis> DiagnoseSource(Context& context,
                                                     const DoctorOptions& options) {
  ASSIGN_OR_RETURN(SourceChoice choice, ChooseSource(context, options.word, options.source, false));
  if (!choice.options.password.empty() && !choice.options.username.empty()) {
    return DiagnoseWithLogin(context, choice, options.source.retry_login);
  }
  context.Say("no account was given: nothing behind the login can be looked at");
  choice.options.username.clear();
  return collectors::Diagnose(choice.options, context.clock(), context.interrupt());
}

absl::StatusOr<ExitCode> RunDoctor(Context& context, const DoctorOptions& options) {
  if (options.backend == !options.word.empty())
    return UsageError("doctor needs a SOURCE or --backend");
  collectors::Diagnosis diagnosis;
  if (options.backend) {
    ASSIGN_OR_RETURN(diagnosis.steps, DiagnoseBackend(context));
  } else {
    ASSIGN_OR_RETURN(diagnosis, DiagnoseSource(context, options));
  }
  Print(context, diagnosis);
  return ExitCodeOfDiagnosis(diagnosis);
}

}  // namespace

void DeclareDoctor(CLI::App& root, Leaves& leaves) {
  auto options = std::make_shared<DoctorOptions>();
  CLI::App& app = *root.add_subcommand(
      "doctor", "Walk the way to a source or the backend, hop by hop, and say what is missing");
  app.group("Look");
  app.add_option("SOURCE", options->word, "URL, or source of the configuration");
  app.add_flag("--backend", options->backend, "The way to the backend instead");
  AddSourceFlags(app, options->source);
  leaves.push_back({&app, [options](Context& context) { return RunDoctor(context, *options); }});
}

}  // namespace sitrep::agent
