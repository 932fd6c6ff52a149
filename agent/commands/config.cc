#include "absl/strings/str_cat.h"
#include "agent/commands/command.h"
#include "agent/output/json.h"
#include "agent/output/plain_text.h"
#include "agent/output/row_printer.h"
#include "agent/pack_choice.h"
#include "agent/site_file.h"
#include "base/file.h"
#include "base/status_macros.h"
#include "checks/pack.h"

namespace sitrep::agent {
namespace {

// Files that the configuration names and that are not there: no error of the file, but worth
// knowing before it is used.
void WarnOfMissingFiles(const Context& context, const Config& config) {
  for (const SourceConfig& source : config.sources()) {
    for (const std::string& path : {source.password_file(), source.ca_file()}) {
      if (!path.empty() && !base::FileExists(path)) {
        context.Warn(absl::StrCat("source ", source.name(), ": ", path, " is not there"));
      }
    }
  }
}

absl::StatusOr<ExitCode> RunCheckConfig(Context& context) {
  const std::string path = context.ConfigFile();
  if (!base::FileExists(path))
    return UsageError(absl::StrCat(path, ": no such file; name one with --config"));
  ASSIGN_OR_RETURN(const Config* config, context.config());
  ASSIGN_OR_RETURN(const checks::Pack pack, ChoosePack(config->checks(), {}));
  if (const std::string& site = config->checks().site(); !site.empty()) {
    const absl::Status read = ReadSiteFile(site, pack).status();
    if (!read.ok()) return AsUsageError(read);
  }
  if (context.text()) {
    context.out() << path << ": good, " << CountText(config->sources_size(), "source", "sources")
                  << "\n";
  } else if (context.format() == Format::kJson) {
    Json json = Json::Object();
    json.Set("file", path).Set("config", Json::Message(*config));
    context.out() << json.ToString() << "\n";
  } else {
    ResultTable table{{"source", "url", "username", "password_file"}, {}};
    for (const SourceConfig& source : config->sources()) {
      table.rows.push_back(
          {source.name(), source.url(), source.username(), source.password_file()});
    }
    table.Print(Format::kCsv, context.out());
  }
  WarnOfMissingFiles(context, *config);
  return ExitCode::kOk;
}

}  // namespace

void DeclareConfig(CLI::App& root, Leaves& leaves) {
  CLI::App& group = *root.add_subcommand("config", "The configuration file");
  group.group("Keep in order");
  group.require_subcommand(1);
  leaves.push_back(
      {group.add_subcommand("check", "Read the file and name every error with line and column"),
       RunCheckConfig});
}

}  // namespace sitrep::agent
