#ifndef SITREP_AGENT_BUNDLE_COLLECTION_H_
#define SITREP_AGENT_BUNDLE_COLLECTION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/context.h"
#include "agent/source_choice.h"
#include "collectors/vsphere/gap.h"
#include "redact/bundle_redactor.h"

namespace sitrep::agent {

struct BundlePlan {
  SourceChoice source;
  std::vector<std::string> hosts;
  bool include_default = false;  // the source's own logs too
  std::string path;              // .bundle.tar.zst
  std::string snapshot;  // raw snapshot with more names than the source has now; may be empty
  bool retry_login = false;
};

struct BundleOutcome {
  std::string path;
  std::string name;  // as the engineer will see it
  std::string sha256;
  int64_t bytes = 0;
  redact::BundleReport report;
};

// True when a gap may hide names of the inventory, which redaction would then not recognise.
bool HidesNames(const collectors::Gap& gap);

// Asks a source for the log bundles of hosts and streams them, one behind the other, through the
// redactor into one file. What is raw is never written to disk.
//
// Failure: RefusedError when names of the inventory cannot all be read; as LogIn,
// GenerateLogBundles and ArtifactMaker; nothing is left on disk then. A download that breaks off
// leaves what was whole, with report.truncated.
absl::StatusOr<BundleOutcome> CollectBundle(Context& context, const BundlePlan& plan);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_BUNDLE_COLLECTION_H_
