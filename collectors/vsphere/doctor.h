#ifndef SITREP_COLLECTORS_VSPHERE_DOCTOR_H_
#define SITREP_COLLECTORS_VSPHERE_DOCTOR_H_

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/interrupt.h"
#include "collectors/vsphere/privilege_plan.h"
#include "collectors/vsphere/source.h"

namespace sitrep::collectors {

// One hop on the way to a source's data.
struct ReachabilityStep {
  // address (only when wrong), dns, tcp, tls, http, version, login, privileges; with a proxy
  // proxy-dns, proxy-tcp and proxy in place of the first two.
  std::string hop;
  bool ok = false;
  std::string detail;  // what was found; when not ok: what failed and what to do
};

// A privilege that something of ours needs, and where the account holds it.
struct PrivilegeNeed {
  PrivilegeUse use;
  bool granted = false;              // on the root folder; another than global: anywhere
  std::vector<std::string> lacking;  // places below the root folder where it is not held
};

struct Diagnosis {
  std::vector<ReachabilityStep> steps;  // in order; the first that fails is the last
  std::vector<PrivilegeNeed> privileges;
  bool trusted = false;               // the certificate was accepted, by the rules given
  std::vector<std::string> expected;  // SHA-256 thumbprints that would have been, normalised
  std::string thumbprint;             // SHA-256 presented; empty when TLS was not reached
  std::string issuer;
  std::string subject;
  std::string not_after;       // end of the certificate's validity, in the house's spelling
  bool login_refused = false;  // user name or password: never try the same again
  std::string source_key;      // empty unless login worked
  std::string product;         // full name with version and build
  std::string api_version;
  bool ok() const { return !steps.empty() && steps.back().ok; }
};

// Walks from name to privileges, hop by hop, and stops at the first hop that fails. Nothing is
// repeated: what a first call saw is told. At most one login, always logged out. Never sends a
// credential to a server whose certificate is not trusted. An empty user name stops before login.
// `uses`: the privileges to ask for, and why.
Diagnosis Diagnose(const SourceOptions& options, const std::vector<PrivilegeUse>& uses,
                   base::Clock& clock, const base::Interrupt& interrupt);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_DOCTOR_H_
