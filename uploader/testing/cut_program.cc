// One end of an upload as a process, so that a test can kill it.
//
//   uploader_cut_program client SPOOL IDENTITY          sends everything pending; 0 when all is
//   delivered uploader_cut_program server FOLDER PORT DIE-AT      serves until killed; kills itself
//   after DIE-AT received bytes
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "uploader/channel.h"
#include "uploader/grpc_transport.h"
#include "uploader/testing/ingest_server.h"
#include "uploader/uploader.h"

namespace sitrep::uploader {
namespace {

int Client(const std::string& spool_folder, const std::string& identity_folder) {
  auto spool = Spool::Open(spool_folder);
  const auto identity = LoadIdentity(identity_folder);
  if (!spool.ok() || !identity.ok()) {
    std::cerr << spool.status() << "\n" << identity.status() << "\n";
    return 1;
  }
  GrpcTransportOptions options;
  options.chunk_bytes = 64 * 1024;
  GrpcTransport transport(OpenChannel(*identity).value(), options);
  Uploader uploader(*spool, transport);
  const base::Interrupt interrupt;
  const DrainReport report = uploader.DrainAll(interrupt);
  std::cerr << report.status << "\n";
  return report.status.ok() && !report.items.empty() ? 0 : 1;
}

int Server(const std::string& folder, int port, int64_t die_at) {
  IngestServerOptions options;
  options.folder = folder;
  options.port = port;
  options.received = [die_at](int64_t received) {
    if (received >= die_at) raise(SIGKILL);
  };
  const auto server = IngestServer::Start(options);
  if (!server.ok()) {
    std::cerr << server.status() << "\n";
    return 1;
  }
  std::cout << "port " << (*server)->port() << "\n" << std::flush;
  while (true) pause();
}

}  // namespace
}  // namespace sitrep::uploader

int main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode == "client" && argc == 4) return sitrep::uploader::Client(argv[2], argv[3]);
  if (mode == "server" && argc == 5) {
    return sitrep::uploader::Server(argv[2], std::atoi(argv[3]), std::atoll(argv[4]));
  }
  std::fprintf(stderr, "usage: see the head of this program's source\n");
  return 2;
}
