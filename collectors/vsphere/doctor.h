#ifndef SITREP_COLLECTORS_VSPHERE_DOCTOR_H_
#define SITREP_COLLECTORS_VSPHERE_DOCTOR_H_

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/interrupt.h"
#include "collectors/vsphere/source.h"

namespace sitrep::collectors {

// One hop on the way to a source's data.
struct ReachabilityStep {
  std::string hop;  // address (only when wrong), dns, tcp, tls, api, login, privileges
  bool ok = false;
  std::string detail;  // what was found; when not ok: what failed and what to do
};

// A privilege that something of ours needs, and whether the user holds it on the root folder.
struct PrivilegeNeed {
  std::string privilege;
  std::string needed_for;  // "every table", "log bundles", ...
  bool required = false;   // without it no snapshot; otherwise an extra
  bool granted = false;
};

struct Diagnosis {
  std::vector<ReachabilityStep> steps;  // in order; the first that fails is the last
  std::vector<PrivilegeNeed> privileges;
  std::string thumbprint;  // SHA-256 presented by the server; empty when TLS was not reached
  std::string issuer;
  std::string subject;
  std::string not_after;       // end of the certificate's validity, in the house's spelling
  bool login_refused = false;  // user name or password: never try the same again
  std::string source_key;      // empty unless login worked
  std::string product;         // full name with version and build
  std::string api_version;
  bool ok() const { return !steps.empty() && steps.back().ok; }
};

// Walks from name to privileges, hop by hop, and stops at the first hop that fails. At most one
// login, always logged out. Never sends a credential to a server whose certificate is not trusted.
// An empty user name stops before login.
Diagnosis Diagnose(const SourceOptions& options, base::Clock& clock,
                   const base::Interrupt& interrupt);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_DOCTOR_H_
