#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "backend/commands/command.h"
#include "backend/server.h"
#include "base/file.h"
#include "base/log.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

struct ServeOptions {
  std::string listen;
  std::string ready_file;
};

constexpr absl::Duration kPoll = absl::Milliseconds(50);

absl::Status WriteReadyFile(const std::string& path, const Server& server) {
  if (path.empty()) return absl::OkStatus();
  // An address is a host and a port: nothing in it needs escaping.
  return base::WriteFileAtomically(
      path, absl::StrCat("{\"address\": \"", server.address(), "\", \"pid\": ", getpid(), "}\n"),
      0644);
}

absl::StatusOr<ExitCode> Serve(const ServeOptions& options, Context& context) {
  ASSIGN_OR_RETURN(Config config, context.LoadConfig());
  if (!options.listen.empty()) config.listen = options.listen;
  if (const absl::Status status = CheckListen(config.listen); !status.ok()) {
    return UsageError(status);
  }
  ServerOptions server_options;
  server_options.clock = &context.clock();
  ASSIGN_OR_RETURN(const std::unique_ptr<Server> server, Server::Start(config, server_options));
  context.Remark(
      absl::StrCat("serving on ", server->address(), ", data in ", config.data_directory));
  RETURN_IF_ERROR(WriteReadyFile(options.ready_file, *server));
  while (!context.interrupt().requested()) context.clock().Sleep(kPoll);
  context.Remark("ending");
  server->Shutdown();
  if (!options.ready_file.empty()) RETURN_IF_ERROR(base::RemoveFile(options.ready_file));
  return ExitCode::kOk;
}

}  // namespace

void DeclareServe(CLI::App& root, Leaves& leaves) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* app = root.add_subcommand("serve", "Take enrolments, support requests and artifacts");
  app->add_option("--listen", options->listen, "Address and port; port 0 takes a free one")
      ->type_name("HOST:PORT");
  app->add_option("--ready-file", options->ready_file,
                  "JSON with address and pid, written once calls are taken, removed at the end")
      ->type_name("FILE");
  leaves.push_back({app, [options](Context& context) { return Serve(*options, context); }});
}

}  // namespace sitrep::backend
