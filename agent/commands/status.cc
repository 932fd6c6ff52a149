#include <map>

#include "absl/strings/str_cat.h"
#include "agent/commands/command.h"
#include "agent/delivery.h"
#include "agent/output/json.h"
#include "agent/output/plain_text.h"
#include "agent/output/row_printer.h"
#include "agent/site.h"
#include "agent/version.h"
#include "base/certificate.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

// What one look at the state directory tells.
struct State {
  std::string folder;
  std::string config_file;  // empty: none
  int sources = 0;
  std::string identity_problem;  // empty: enrolled
  uploader::Identity identity;
  std::string certificate_until;
  std::map<std::string, int64_t> spool_items;  // by state
  int64_t spool_bytes = 0;
  int refused_logins = 0;
  std::vector<std::string> snapshots;
};

void LookAtIdentity(Context& context, State& state) {
  const absl::StatusOr<uploader::Identity> identity = Enrolled(context);
  if (!identity.ok()) {
    state.identity_problem = std::string(identity.status().message());
    return;
  }
  state.identity = *identity;
  const absl::StatusOr<base::CertificateFacts> facts =
      base::ReadCertificate(identity->certificate_pem);
  if (facts.ok()) state.certificate_until = base::TimeToText(facts->not_after);
}

int CountRefusedLogins(const std::string& folder) {
  int count = 0;
  for (const std::string& name :
       base::ListDirectory(folder + "/logins").value_or(std::vector<std::string>())) {
    if (name.size() == 64 && base::FileSize(absl::StrCat(folder, "/logins/", name)).value_or(0) > 0)
      ++count;
  }
  return count;
}

absl::StatusOr<State> Look(Context& context) {
  State state;
  ASSIGN_OR_RETURN(state.folder, context.StateDirectory());
  ASSIGN_OR_RETURN(const Config* config, context.config());
  if (base::FileExists(context.ConfigFile())) state.config_file = context.ConfigFile();
  state.sources = config->sources_size();
  LookAtIdentity(context, state);
  ASSIGN_OR_RETURN(const std::vector<uploader::SpoolItem> items,
                   uploader::ListSpool(SpoolFolder(state.folder)));
  for (const uploader::SpoolItem& item : items) {
    ++state.spool_items[std::string(uploader::ToString(item.state))];
    state.spool_bytes += item.size;
  }
  state.refused_logins = CountRefusedLogins(state.folder);
  ASSIGN_OR_RETURN(state.snapshots, RememberedSnapshots(state.folder));
  return state;
}

void PrintText(State state, std::ostream& out) {
  out << "sitrep " << kVersion << "\n"
      << "  state          " << state.folder << "\n"
      << "  configuration  " << (state.config_file.empty() ? "none" : state.config_file) << ", "
      << CountText(state.sources, "source", "sources") << "\n";
  if (!state.identity_problem.empty()) {
    out << "  backend        " << ForTerminal(state.identity_problem) << "\n";
  } else {
    out << "  backend        " << state.identity.endpoint << ", tenant " << state.identity.tenant
        << "\n"
        << "  agent          " << state.identity.agent_id << ", certificate until "
        << state.certificate_until << "\n";
  }
  out << "  spool          " << state.spool_items["pending"] << " pending, "
      << state.spool_items["rejected"] << " rejected, " << state.spool_items["quarantine"]
      << " damaged; " << BytesText(state.spool_bytes) << "\n";
  if (state.refused_logins > 0) {
    out << "  logins         " << CountText(state.refused_logins, "password", "passwords")
        << " refused by a source will not be tried again (--retry-login)\n";
  }
  out << "  last snapshot  "
      << (state.snapshots.empty() ? "none" : ForTerminal(state.snapshots.front())) << "\n";
}

Json ToJson(State state) {
  const bool enrolled = state.identity_problem.empty();
  Json json = Json::Object();
  json.Set("version", kVersion).Set("state_dir", state.folder);
  json.Set("config_file", state.config_file.empty() ? Json() : Json(state.config_file))
      .Set("sources", state.sources);
  json.Set("enrolled", enrolled)
      .Set("backend", state.identity.endpoint)
      .Set("tenant", state.identity.tenant);
  json.Set("agent", state.identity.agent_id).Set("certificate_until", state.certificate_until);
  json.Set("spool", Json::Object()
                        .Set("pending", state.spool_items["pending"])
                        .Set("rejected", state.spool_items["rejected"])
                        .Set("quarantine", state.spool_items["quarantine"])
                        .Set("bytes", state.spool_bytes));
  json.Set("refused_logins", state.refused_logins);
  json.Set("last_snapshot", state.snapshots.empty() ? Json() : Json(state.snapshots.front()));
  return json;
}

void PrintCsv(State state, std::ostream& out) {
  ResultTable table{{"version", "state_dir", "backend", "tenant", "agent", "certificate_until",
                     "pending", "rejected", "quarantine", "spool_bytes", "refused_logins"},
                    {}};
  table.rows.push_back({std::string(kVersion), state.folder, state.identity.endpoint,
                        state.identity.tenant, state.identity.agent_id, state.certificate_until,
                        state.spool_items["pending"], state.spool_items["rejected"],
                        state.spool_items["quarantine"], state.spool_bytes,
                        int64_t{state.refused_logins}});
  table.Print(Format::kCsv, out);
}

absl::StatusOr<ExitCode> RunStatus(Context& context) {
  ASSIGN_OR_RETURN(const State state, Look(context));
  if (context.text()) {
    PrintText(state, context.out());
  } else if (context.format() == Format::kCsv) {
    PrintCsv(state, context.out());
  } else {
    context.out() << ToJson(state).ToString() << "\n";
  }
  return ExitCode::kOk;
}

}  // namespace

void DeclareStatus(CLI::App& root, Leaves& leaves) {
  CLI::App& app = *root.add_subcommand("status", "What this agent is, and what waits to be sent");
  app.group("Keep in order");
  leaves.push_back({&app, RunStatus});
}

}  // namespace sitrep::agent
