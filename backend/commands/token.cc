#include "absl/strings/str_cat.h"
#include "backend/agents.h"
#include "backend/authority.h"
#include "backend/commands/command.h"
#include "backend/contracts.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "proto/enrolment.pb.h"

namespace sitrep::backend {
namespace {

struct TokenOptions {
  std::string tenant = "customer";
  std::string plan;
  std::string time_zone;
  std::string valid = "24h";
  std::string out_file;
};

// The contract as it will be: what the store has, else what the configuration has, else defaults;
// then what the command line says.
absl::StatusOr<Contract> ContractOf(const TokenOptions& options, const Context& context,
                                    Contracts& contracts) {
  ASSIGN_OR_RETURN(const Config config, context.LoadConfig());
  Contract contract;
  contract.tenant = options.tenant;
  for (const Contract& each : config.tenants) {
    if (each.tenant == options.tenant) contract = each;
  }
  if (auto stored = contracts.Get(options.tenant); stored.ok()) {
    contract = *std::move(stored);
  } else if (!absl::IsNotFound(stored.status())) {
    return stored.status();
  }
  if (!options.plan.empty()) contract.plan = options.plan;
  if (!options.time_zone.empty()) contract.time_zone = options.time_zone;
  return contract;
}

absl::Status CheckContract(const Contract& contract, const Plans& plans) {
  RETURN_IF_ERROR(ValidateTenantName(contract.tenant));
  RETURN_IF_ERROR(ParseTimeZone(contract.time_zone).status());
  return plans.Find(contract.plan) == nullptr ? plans.Unknown(contract.plan) : absl::OkStatus();
}

absl::StatusOr<absl::Duration> ReadValidity(const std::string& text) {
  absl::Duration valid;
  if (absl::ParseDuration(text, &valid) && valid > absl::ZeroDuration() &&
      valid <= absl::Hours(24 * 365)) {
    return valid;
  }
  return UsageError(absl::InvalidArgumentError(
      absl::StrCat("--valid \"", text, "\" is no time such as 30m or 24h, at most 8760h")));
}

absl::Status Deliver(const EnrolmentToken& token, const std::string& file, const Context& context) {
  std::ostringstream text;
  PrintJson(token, text);
  if (file.empty()) {
    context.out() << text.str();
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(base::WriteFileAtomically(file, text.str(), 0600));
  context.Remark(absl::StrCat("enrolment token of tenant ", token.tenant(), ", good once until ",
                              token.expires_at(), ", is in ", file));
  return absl::OkStatus();
}

absl::StatusOr<ExitCode> MakeToken(const TokenOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const absl::Duration valid, ReadValidity(options.valid));
  ASSIGN_OR_RETURN(const Plans plans, context.LoadPlans());
  ASSIGN_OR_RETURN(const std::unique_ptr<Store> store, context.OpenStore(/*may_create=*/true));
  Contracts contracts(*store);
  ASSIGN_OR_RETURN(const Contract contract, ContractOf(options, context, contracts));
  if (const absl::Status status = CheckContract(contract, plans); !status.ok()) {
    return UsageError(status);
  }
  const absl::Time now = context.clock().Now();
  RETURN_IF_ERROR(contracts.Put(contract, now));
  ASSIGN_OR_RETURN(const Authority authority, Authority::Open(*store, now));
  EnrolmentToken token;
  ASSIGN_OR_RETURN(*token.mutable_token(),
                   Agents(*store).IssueToken(contract.tenant, now + valid, now));
  token.set_tenant(contract.tenant);
  token.set_ca_certificate(authority.certificate_pem());
  token.set_expires_at(base::TimeToText(now + valid));
  RETURN_IF_ERROR(Deliver(token, options.out_file, context));
  return ExitCode::kOk;
}

}  // namespace

void DeclareToken(CLI::App& root, Leaves& leaves) {
  auto options = std::make_shared<TokenOptions>();
  CLI::App* app = root.add_subcommand("token", "A one-time token to enrol an agent, as JSON");
  app->add_option("--tenant", options->tenant, "Customer; made when it is not there")
      ->type_name("NAME")
      ->capture_default_str();
  app->add_option("--plan", options->plan, "Support plan of the customer (production when new)")
      ->type_name("PLAN");
  app->add_option("--time-zone", options->time_zone,
                  "Zone that service hours count in (UTC when new)")
      ->type_name("ZONE");
  app->add_option("--valid", options->valid, "How long the token is good")
      ->type_name("TIME")
      ->capture_default_str();
  app->add_option("--out,-o", options->out_file, "Write it here, readable to you alone")
      ->type_name("FILE");
  leaves.push_back({app, [options](Context& context) { return MakeToken(*options, context); }});
}

}  // namespace sitrep::backend
