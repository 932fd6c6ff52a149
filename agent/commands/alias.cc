#include <memory>

#include "absl/strings/str_cat.h"
#include "agent/commands/command.h"
#include "agent/output/row_printer.h"
#include "agent/site.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

void Print(const Context& context, const std::string& name, const std::string& alias,
           const std::string& result) {
  if (context.text()) {
    context.out() << result << "\n";
    return;
  }
  ResultTable table{{"name", "alias"}, {{name, alias}}};
  table.Print(context.format(), context.out());
}

absl::StatusOr<ExitCode> RunAlias(Context& context, const std::string& name) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Site> site, Site::Open(context));
  if (!site->map().AliasOf(name).ok()) context.Say("nothing with this name has left the site yet");
  const std::string alias = site->book().aliaser().Alias(name);
  Print(context, name, alias, alias);
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> RunReveal(Context& context, const std::string& alias) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Site> site, Site::Open(context));
  ASSIGN_OR_RETURN(const std::string name, site->map().Reveal(alias));
  Print(context, name, alias, name);
  return ExitCode::kOk;
}

}  // namespace

void DeclareAlias(CLI::App& root, Leaves& leaves) {
  auto text = std::make_shared<std::string>();
  CLI::App& alias = *root.add_subcommand(
      "alias", "What a name, id or address is called where it has left the site");
  alias.group("Keep in order");
  alias.add_option("NAME", *text, "Name, id or address")->required();
  leaves.push_back({&alias, [text](Context& context) { return RunAlias(context, *text); }});
  CLI::App& reveal = *root.add_subcommand("reveal", "What an alias stands for");
  reveal.group("Keep in order");
  reveal.add_option("ALIAS", *text, "Alias, or a path or host name made of aliases")->required();
  leaves.push_back({&reveal, [text](Context& context) { return RunReveal(context, *text); }});
}

}  // namespace sitrep::agent
