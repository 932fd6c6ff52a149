#include "backend/agents.h"

#include "absl/strings/str_cat.h"
#include "backend/commands/command.h"
#include "backend/operator.pb.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

AgentRecord ToRecord(const Agent& agent) {
  AgentRecord record;
  record.set_id(agent.id);
  record.set_tenant(agent.tenant);
  record.set_name(agent.name);
  record.set_program_version(agent.program_version);
  record.set_enrolled_at(agent.enrolled_at);
  record.set_certificate_expires_at(agent.certificate_expires_at);
  record.set_last_seen_at(agent.last_seen_at);
  record.set_revoked_at(agent.revoked_at);
  record.set_given_up(agent.given_up);
  return record;
}

absl::StatusOr<ExitCode> ListAgents(Context& context) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Store> store, context.OpenStore());
  ASSIGN_OR_RETURN(const std::vector<Agent> agents, Agents(*store).List());
  AgentList list;
  Table table;
  table.columns = {"id",        "tenant",  "name",    "version", "enrolled", "certificate until",
                   "last seen", "revoked", "given up"};
  for (const Agent& agent : agents) {
    *list.add_agents() = ToRecord(agent);
    table.rows.push_back({agent.id, agent.tenant, agent.name, agent.program_version,
                          agent.enrolled_at, agent.certificate_expires_at, agent.last_seen_at,
                          agent.revoked_at, absl::StrCat(agent.given_up)});
  }
  context.Print(table, list);
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> RevokeAgent(const std::string& id, Context& context) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Store> store, context.OpenStore());
  RETURN_IF_ERROR(Agents(*store).Revoke(id, context.clock().Now()));
  context.Remark(absl::StrCat("agent ", id, " is revoked; its next call is refused"));
  return ExitCode::kOk;
}

}  // namespace

void DeclareAgents(CLI::App& root, Leaves& leaves) {
  auto id = std::make_shared<std::string>();
  CLI::App* app = root.add_subcommand("agents", "Enrolled agents; revoke one");
  CLI::App* list = app->add_subcommand("list", "All agents (the same as without a word)");
  CLI::App* revoke = app->add_subcommand("revoke", "Refuse this agent's certificate from now on");
  revoke->add_option("ID", *id, "Agent")->required();
  app->require_subcommand(0, 1);
  leaves.push_back({revoke, [id](Context& context) { return RevokeAgent(*id, context); }});
  leaves.push_back({list, ListAgents});
  leaves.push_back({app, ListAgents});
}

}  // namespace sitrep::backend
