#include <unistd.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "agent/commands/command.h"
#include "agent/delivery.h"
#include "agent/output/json.h"
#include "agent/output/row_printer.h"
#include "agent/site.h"
#include "agent/version.h"
#include "base/certificate.h"
#include "base/status_macros.h"
#include "uploader/channel.h"
#include "uploader/enrol.h"

namespace sitrep::agent {
namespace {

struct EnrollOptions {
  std::string backend;
  std::string token_file;
  std::string name;
  bool replace = false;
};

std::string OwnHostName() {
  char name[256] = {};
  return gethostname(name, sizeof(name) - 1) == 0 && name[0] != '\0' ? name : "agent";
}

// What the engineers will see: the alias of the name, which `sitrep reveal` leads back.
absl::StatusOr<std::string> AliasOfName(Context& context, const std::string& name) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Site> site, Site::Open(context));
  const std::string alias = site->book().Alias(name);
  RETURN_IF_ERROR(site->book().Flush());
  return alias;
}

absl::StatusOr<std::string> ChooseEndpoint(Context& context, const EnrollOptions& options) {
  ASSIGN_OR_RETURN(const Config* config, context.config());
  const std::string& text = options.backend.empty() ? config->backend() : options.backend;
  if (text.empty()) return UsageError("enroll needs BACKEND, as host:port");
  absl::StatusOr<std::string> endpoint = uploader::NormaliseEndpoint(text);
  if (!endpoint.ok()) return AsUsageError(endpoint.status());
  return endpoint;
}

absl::StatusOr<EnrolmentToken> ReadToken(const std::string& path) {
  absl::StatusOr<EnrolmentToken> token = uploader::ReadTokenFile(path);
  if (!token.ok()) return AsUsageError(token.status());
  return token;
}

void Print(const Context& context, const uploader::Identity& identity, const std::string& alias) {
  const absl::StatusOr<base::CertificateFacts> facts =
      base::ReadCertificate(identity.certificate_pem);
  const std::string until = facts.ok() ? base::TimeToText(facts->not_after) : "";
  if (context.text()) {
    context.out() << "enrolled with " << identity.endpoint << "\n  tenant       " << identity.tenant
                  << "\n  agent        " << identity.agent_id << "\n  known as     " << alias
                  << "\n  certificate  until " << until << "\n";
    return;
  }
  ResultTable table{{"backend", "tenant", "agent", "known_as", "certificate_until"}, {}};
  table.rows.push_back({identity.endpoint, identity.tenant, identity.agent_id, alias, until});
  table.Print(context.format(), context.out());
}

absl::StatusOr<ExitCode> RunEnroll(Context& context, const EnrollOptions& options) {
  ASSIGN_OR_RETURN(const std::string endpoint, ChooseEndpoint(context, options));
  ASSIGN_OR_RETURN(const EnrolmentToken token, ReadToken(options.token_file));
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  if (!options.replace && uploader::LoadIdentity(IdentityFolder(state)).ok()) {
    return absl::AlreadyExistsError(absl::StrCat("this agent is enrolled already (state directory ",
                                                 state, "); add --replace to enrol anew"));
  }
  const std::string name = options.name.empty() ? OwnHostName() : options.name;
  uploader::EnrolOptions enrol;
  enrol.endpoint = endpoint;
  enrol.program_version = kVersion;
  ASSIGN_OR_RETURN(enrol.agent_name, AliasOfName(context, name));
  ASSIGN_OR_RETURN(const uploader::Identity identity, uploader::Enrol(token, enrol));
  RETURN_IF_ERROR(uploader::SaveIdentity(identity, IdentityFolder(state)));
  Print(context, identity, enrol.agent_name);
  return ExitCode::kOk;
}

}  // namespace

void DeclareEnroll(CLI::App& root, Leaves& leaves) {
  auto options = std::make_shared<EnrollOptions>();
  CLI::App& app = *root.add_subcommand(
      "enroll", "Become known to a support backend: a one-time token for a certificate");
  app.group("Talk to support");
  app.add_option("BACKEND", options->backend, "host:port; default: backend of the configuration");
  app.add_option("--token-file", options->token_file, "File that `sitrep-backend token` made")
      ->required()
      ->type_name("FILE");
  app.add_option("--name", options->name,
                 "Name of this agent; its alias is sent. Default: the host's name")
      ->type_name("NAME");
  app.add_flag("--replace", options->replace, "Enrol anew although this agent is enrolled");
  leaves.push_back({&app, [options](Context& context) { return RunEnroll(context, *options); }});
}

}  // namespace sitrep::agent
