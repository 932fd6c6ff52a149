#ifndef SITREP_COLLECTORS_VSPHERE_SOAP_CLIENT_H_
#define SITREP_COLLECTORS_VSPHERE_SOAP_CLIENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "base/certificate.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "base/mutex.h"
#include "collectors/vsphere/chunk_cutter.h"
#include "collectors/vsphere/cost.h"
#include "collectors/vsphere/http.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/source.h"

namespace sitrep::collectors {

// Seconds to wait before attempt `attempt` (the second is 1) of a call: 1, 2, 4 .. 60, of which
// `fraction` (0..1) chooses between half and all.
absl::Duration BackOff(int attempt, double fraction);

// SoapClient calls allowed methods of one source over one connection. Calls that fail in transport
// and may be repeated are, with growing pauses.
//
// Ownership: what it is given must outlive it. Threads: any; calls run one after the other.
// Failure: HttpConnection's codes; a fault of the source as FaultStatus() gives it; UNAVAILABLE for
// an HTTP status that may pass, UNIMPLEMENTED for 404; PERMISSION_DENIED a method outside the list,
// before anything is sent.
class SoapClient {
 public:
  SoapClient(const SourceOptions& options, const SourceAddress& address, CostLedger& cost,
             base::Clock& clock, const base::Interrupt& interrupt);

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

  // Sleeps; CANCELLED when interrupted meanwhile.
  absl::Status Wait(absl::Duration duration);

  void set_api_version(std::string version);
  std::string api_version() const;

  std::vector<std::string> Cookies() const;
  void ClearCookies();
  std::optional<base::CertificateFacts> presented() const;
  const SourceAddress& address() const { return address_; }

 private:
  struct Attempt;
  absl::Status Repeat(std::string_view method, bool repeatable, Manner manner, ChunkCutter* cutter,
                      Attempt& attempt);
  absl::Status Once(const std::string& method, ChunkCutter* cutter, Attempt& attempt)
      SITREP_REQUIRES(mutex_);
  HttpRequest Request(std::string_view method, const Reference& self, std::string_view arguments,
                      Manner manner);

  const SourceOptions& options_;
  const SourceAddress address_;
  CostLedger& cost_;
  base::Clock& clock_;
  const base::Interrupt& interrupt_;

  mutable base::Mutex mutex_;
  HttpConnection http_ SITREP_GUARDED_BY(mutex_);
  std::string api_version_ SITREP_GUARDED_BY(mutex_);
  int64_t operations_ SITREP_GUARDED_BY(mutex_) = 0;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_SOAP_CLIENT_H_
