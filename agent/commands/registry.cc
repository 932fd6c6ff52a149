#include "agent/commands/command.h"

namespace sitrep::agent {

void DeclareCommands(CLI::App& root, Leaves& leaves) {
  DeclareDoctor(root, leaves);
  DeclareSnapshot(root, leaves);
  DeclareCheck(root, leaves);
  DeclarePreflight(root, leaves);
  DeclarePack(root, leaves);
  DeclareDiff(root, leaves);
  DeclareQuery(root, leaves);
  DeclareBundle(root, leaves);
  DeclareRequests(root, leaves);
  DeclareAttach(root, leaves);
  DeclareEnroll(root, leaves);
  DeclareStatus(root, leaves);
  DeclareSpool(root, leaves);
  DeclareAlias(root, leaves);
  DeclareConfig(root, leaves);
}

void AddSourceFlags(CLI::App& app, SourceFlags& flags) {
  const char* group = "With a URL as source";
  app.add_option("--username", flags.username, "Account to log in with")
      ->type_name("NAME")
      ->group(group);
  app.add_option("--password-file", flags.password_file,
                 "File with the password on its first line (or SITREP_PASSWORD_FILE)")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--ca-file", flags.ca_file,
                 "Trust certificates of this authority (PEM); default: the system's")
      ->type_name("FILE")
      ->group(group);
  AddList(app, "--thumbprint", flags.thumbprints,
          "Trust the certificate with this SHA-256 thumbprint; repeatable")
      ->type_name("HEX")
      ->group(group);
  app.add_flag("--insecure", flags.insecure, "Trust any certificate: for a lab only")->group(group);
  app.add_option("--proxy", flags.proxy, "HTTP proxy on the way to the source")
      ->type_name("URL")
      ->group(group);
  app.add_flag("--retry-login", flags.retry_login,
               "Try a password again that the source has refused before");
}

void AddCollectFlags(CLI::App& app, CollectFlags& flags) {
  const char* group = "How much is read (a source of the configuration has its own defaults)";
  app.add_option("--profile", flags.profile, "light (no parts of hosts and machines) or full")
      ->type_name("PROFILE")
      ->group(group);
  AddList(app, "--tables", flags.tables, "Only these tables, separated by commas")
      ->type_name("TABLES")
      ->group(group);
  app.add_option("--scope", flags.scope,
                 "Only this part: datacenter=NAME, cluster=, folder= or tag=; repeatable")
      ->allow_extra_args(false)
      ->type_name("KIND=NAME")
      ->group(group);
  app.add_option(
         "--events", flags.events,
         "How far back events and tasks are read: 24h (the default), none, or last for what "
         "is new since the last snapshot taken so")
      ->type_name("TIME")
      ->group(group);
  app.add_option("--performance", flags.performance,
                 "How far back performance counters are read, such as 1h; or none")
      ->type_name("TIME")
      ->group(group);
  app.add_flag("--raw-performance", flags.raw_performance,
               "Also every sample of the performance counters")
      ->group(group);
  app.add_option("--deadline", flags.deadline,
                 "When reading a source ends, done or not; default: 15m")
      ->type_name("TIME")
      ->group(group);
  app.add_option("--in-flight", flags.in_flight, "Most requests at a source at once: 1 or 2")
      ->type_name("N")
      ->group(group);
}

CLI::Option* AddList(CLI::App& app, const std::string& name, std::vector<std::string>& values,
                     const std::string& help) {
  return app.add_option(name, values, help)->delimiter(',')->allow_extra_args(false);
}

}  // namespace sitrep::agent
