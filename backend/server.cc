#include "backend/server.h"

#include <fcntl.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <sys/file.h>
#include <unistd.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "backend/authority.h"
#include "backend/contracts.h"
#include "backend/desk_service.h"
#include "backend/enrolment_service.h"
#include "backend/examiner.h"
#include "backend/ingest_service.h"
#include "backend/plan_choice.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

constexpr size_t kGrpcMemory = 512 << 20;
// Enough for a call that only asks the store; an upload is cut, and goes on with the next server.
constexpr absl::Duration kGrace = absl::Milliseconds(200);

// Keeps a second server out of the directory; released when the process ends, however it ends.
class ServeLock {
 public:
  static absl::StatusOr<ServeLock> Take(const std::string& path) {
    const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return absl::ErrnoToStatus(errno, absl::StrCat("cannot open ", path));
    ServeLock lock(descriptor);
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
    return absl::FailedPreconditionError(
        absl::StrCat("another backend serves this data directory (", path, " is locked)"));
  }
  ServeLock(ServeLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  ServeLock& operator=(ServeLock&&) = delete;
  ~ServeLock() {
    if (descriptor_ >= 0) close(descriptor_);
  }

 private:
  explicit ServeLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

absl::Status PutContracts(Store& store, const Config& config, const Plans& plans, absl::Time now) {
  Contracts contracts(store);
  for (const Contract& contract : config.tenants) {
    if (plans.Find(contract.plan) == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("tenant ", contract.tenant, ": ", plans.Unknown(contract.plan).message()));
    }
    RETURN_IF_ERROR(contracts.Put(contract, now));
  }
  return absl::OkStatus();
}

std::shared_ptr<grpc::ServerCredentials> Credentials(const Authority& authority,
                                                     const base::CertificateAndKey& server) {
  // Verified when given; which calls need one is each service's business, because enrolment has
  // none yet.
  grpc::SslServerCredentialsOptions options(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = authority.certificate_pem();
  options.pem_key_cert_pairs.push_back({server.key_pem, server.certificate_pem});
  return grpc::SslServerCredentials(options);
}

void SetChannelArguments(grpc::ServerBuilder& builder) {
  // Dead connections are found within a minute, and clients may ask after us every 10 seconds.
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 30'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 20'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 9'000);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  // Each upload has a thread, and each call memory: one connection does not get them all.
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, 100);
  // A second server on the same port must fail, not share it.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

}  // namespace

// Members in the order of their making: what comes later uses what comes before.
struct Server::State {
  base::Clock* clock = nullptr;
  Plans plans;
  std::unique_ptr<Store> store;
  std::unique_ptr<ServeLock> lock;
  std::unique_ptr<Authority> authority;
  std::unique_ptr<Examiner> examiner;
  std::unique_ptr<EnrolmentService> enrolment;
  std::unique_ptr<DeskService> desk;
  std::unique_ptr<IngestService> ingest;
  std::unique_ptr<grpc::Server> server;
  std::string address;

  absl::Status Open(const Config& config);
  absl::Status Listen(const Config& config, const ServerOptions& options);
};

absl::Status Server::State::Open(const Config& config) {
  ASSIGN_OR_RETURN(plans, PlansInForce(config.plans_file, config.data_directory));
  ASSIGN_OR_RETURN(store, Store::Open(config.data_directory));
  ASSIGN_OR_RETURN(ServeLock taken, ServeLock::Take(store->Path("serve.lock")));
  lock = std::make_unique<ServeLock>(std::move(taken));
  ASSIGN_OR_RETURN(Authority opened, Authority::Open(*store, clock->Now()));
  authority = std::make_unique<Authority>(std::move(opened));
  const absl::Duration patience = absl::Hours(24) * config.limits.stale_upload_days;
  RETURN_IF_ERROR(Artifacts(*store).ForgetStale(clock->Now() - patience, clock->Now()));
  return PutContracts(*store, config, plans, clock->Now());
}

absl::Status Server::State::Listen(const Config& config, const ServerOptions& options) {
  ASSIGN_OR_RETURN(
      const base::CertificateAndKey certificate,
      authority->ServerCertificate(ServerNames(config.listen, config.server_names), clock->Now()));
  examiner = std::make_unique<Examiner>(*store, *clock);
  enrolment = std::make_unique<EnrolmentService>(*store, *authority, *clock);
  desk = std::make_unique<DeskService>(*store, plans, *clock);
  const UploadOptions upload{config.limits, clock, options.before_upload_step, options.free_bytes,
                             options.start_thread};
  ingest = std::make_unique<IngestService>(*store, upload, [this] { examiner->Wake(); });

  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(config.listen, Credentials(*authority, certificate), &port);
  SetChannelArguments(builder);
  builder.SetResourceQuota(grpc::ResourceQuota("sitrep-backend").Resize(kGrpcMemory));
  builder.RegisterService(enrolment.get());
  builder.RegisterService(desk.get());
  builder.RegisterService(ingest.get());
  server = builder.BuildAndStart();
  if (server == nullptr || port == 0) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", config.listen));
  }
  address = absl::StrCat(config.listen.substr(0, config.listen.find_last_of(':')), ":", port);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Config& config,
                                                      const ServerOptions& options) {
  auto state = std::make_unique<State>();
  state->clock = options.clock == nullptr ? &base::Clock::Real() : options.clock;
  RETURN_IF_ERROR(state->Open(config));
  RETURN_IF_ERROR(state->Listen(config, options));
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Server::~Server() { Shutdown(); }

const std::string& Server::address() const { return state_->address; }

const std::string& Server::certificate_authority_pem() const {
  return state_->authority->certificate_pem();
}

Store& Server::store() { return *state_->store; }

void Server::WaitUntilExamined() { state_->examiner->WaitUntilIdle(); }

void Server::Shutdown() {
  if (state_->server == nullptr) return;
  state_->server->Shutdown(absl::ToChronoTime(absl::Now() + kGrace));
  state_->server->Wait();
  state_->server.reset();
}

}  // namespace sitrep::backend
