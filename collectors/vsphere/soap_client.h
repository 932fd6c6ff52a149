#ifndef SITREP_COLLECTORS_VSPHERE_SOAP_CLIENT_H_
#define SITREP_COLLECTORS_VSPHERE_SOAP_CLIENT_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "base/certificate.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/mutex.h"
#include "collectors/vsphere/chunk_cutter.h"
#include "collectors/vsphere/cost.h"
#include "collectors/vsphere/http.h"
#include "collectors/vsphere/load_policy.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/source.h"

namespace sitrep::collectors {

// Seconds to wait before attempt `attempt` (the second is 1) of a call: 1, 2, 4 .. 60, of which
// `fraction` (0..1) chooses between half and all.
absl::Duration BackOff(int attempt, double fraction);
// One to choose by, so that many clients do not come back at once.
double RandomFraction();

// SoapClient calls allowed methods of one source, over as many kept-alive connections as requests
// may be in flight, which share their cookies. Calls that fail in transport and may be repeated
// are, with growing pauses.
//
// Ownership: what it is given must outlive it. Threads: any; a call waits for its turn.
// Failure: HttpConnection's codes; a fault of the source as FaultStatus() gives it; UNAVAILABLE for
// an HTTP status that may pass, UNIMPLEMENTED for 404; PERMISSION_DENIED a method outside the list,
// before anything is sent.
class SoapClient {
 public:
  SoapClient(const SourceOptions& options, const SourceAddress& address, CostLedger& cost,
             base::Clock& clock, const base::Interrupt& interrupt);
  ~SoapClient();

  // How a call behaves: kNormal, or kOnTheWayOut: short, not interruptible, repeated once at most.
  enum class Manner { kNormal, kOnTheWayOut };

  // Returns the answer, an envelope.
  absl::StatusOr<std::string> Call(std::string_view method, const Reference& self,
                                   std::string_view arguments, Manner manner = Manner::kNormal);
  // Gives the answer's objects to `cutter`; returns the envelope without them. Not repeated once a
  // chunk is out.
  absl::StatusOr<std::string> Stream(std::string_view method, const Reference& self,
                                     std::string_view arguments, ChunkCutter& cutter);
  // GET of a document below the source's own path, such as /vimServiceVersions.xml.
  absl::StatusOr<std::string> Get(std::string_view document);

  // For a request to another endpoint of the source: a turn among the calls of this client.
  absl::Status TakeTurn(bool leaving);
  void EndTurn();
  absl::Duration CallTimeout() const;  // of a call that begins now: within the deadline

  // Sleeps; CANCELLED when interrupted meanwhile.
  absl::Status Wait(absl::Duration duration);

  void set_api_version(std::string version);
  std::string api_version() const;

  // From then on no call is sent, apart from those on the way out: DEADLINE_EXCEEDED.
  void set_deadline(absl::Time deadline);
  bool past_deadline() const;
  // The most requests that were in flight at once, and how often the source was found slow.
  int most_in_flight() const;
  int slowdowns() const;
  // Time that calls took, of the thread that called longest.
  absl::Duration longest_lane() const;

  std::vector<std::string> Cookies() const;
  void ClearCookies();
  std::optional<base::CertificateFacts> presented() const;
  const SourceAddress& address() const { return address_; }

 private:
  struct Attempt;
  absl::Status Repeat(std::string_view method, bool repeatable, Manner manner, ChunkCutter* cutter,
                      Attempt& attempt);
  absl::Status Once(const std::string& method, ChunkCutter* cutter, Attempt& attempt);
  struct Connection;
  absl::Duration Pause() const;
  absl::StatusOr<Connection*> Borrow(const HttpRequest& request);
  Connection* FreeConnection() SITREP_REQUIRES(mutex_);
  void Return(Connection& connection, const std::string& method, const CostLedger::Call& call);
  HttpRequest Request(std::string_view method, const Reference& self, std::string_view arguments,
                      Manner manner);

  const SourceOptions& options_;
  const SourceAddress address_;
  CostLedger& cost_;
  base::Clock& clock_;
  const base::Interrupt& interrupt_;

  mutable base::Mutex mutex_;
  base::ConditionVariable returned_;
  std::vector<std::unique_ptr<Connection>> connections_ SITREP_GUARDED_BY(mutex_);
  std::vector<std::string> cookies_ SITREP_GUARDED_BY(mutex_);
  int64_t cookie_version_ SITREP_GUARDED_BY(mutex_) = 0;
  LoadPolicy policy_ SITREP_GUARDED_BY(mutex_);
  int in_flight_ SITREP_GUARDED_BY(mutex_) = 0;
  std::map<std::thread::id, absl::Duration> lanes_ SITREP_GUARDED_BY(mutex_);
  int most_in_flight_ SITREP_GUARDED_BY(mutex_) = 0;
  absl::Time deadline_ SITREP_GUARDED_BY(mutex_) = absl::InfiniteFuture();
  std::optional<base::CertificateFacts> presented_ SITREP_GUARDED_BY(mutex_);
  std::string api_version_ SITREP_GUARDED_BY(mutex_);
  int64_t operations_ SITREP_GUARDED_BY(mutex_) = 0;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_SOAP_CLIENT_H_
