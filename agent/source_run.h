#ifndef SITREP_AGENT_SOURCE_RUN_H_
#define SITREP_AGENT_SOURCE_RUN_H_

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "agent/login.h"
#include "agent/shared_sink.h"
#include "agent/source_choice.h"
#include "base/mutex.h"
#include "collectors/vsphere/collect.h"

namespace sitrep::agent {

// One source of a run, and what is wanted of it.
struct SourcePlan {
  SourceChoice choice;
  collectors::CollectOptions collect;  // its deadline counts from the first call
  // Tables of the profile that are left out all the same, and why.
  std::map<std::string, std::string> left_out{};
  // Events and tasks go on where the last snapshot that was taken so ended.
  bool continue_history = false;
};

// What became of one source.
struct SourceOutcome {
  std::string name;
  std::string address;     // as asked
  std::string source_key;  // empty: not known
  std::string same_as;     // set: under that name the same source is in the snapshot already
  absl::Status status;     // not OK: nothing of it is in the snapshot but the gaps
  collectors::CollectReport report;  // when OK and not the same as another

  bool complete() const { return !same_as.empty() || (status.ok() && report.complete()); }
  // Something of the source is in the snapshot, or there is nothing of the kind in it.
  bool usable() const;
};

// Instances knows which sources of one run are being read, by their keys: two names may lead to one
// vCenter. Threads: any.
class Instances {
 public:
  // The name that has the key already; nullopt when it is now `name`'s.
  std::optional<std::string> Claim(const std::string& key, const std::string& name) {
    base::MutexLock lock(mutex_);
    const auto [at, ours] = names_.try_emplace(key, name);
    return ours ? std::nullopt : std::make_optional(at->second);
  }

 private:
  base::Mutex mutex_;
  std::map<std::string, std::string> names_ SITREP_GUARDED_BY(mutex_);
};

// What the sources of one run share, and what is told while one is read; the functions are called
// on its thread, and may be empty.
struct SourceRunPlace {
  LoginPlace login;
  bool retry_login = false;
  Instances& instances;
  SourceSink& sink;
  std::function<void()> reading{};  // it is logged in
  collectors::Progress progress{};
  std::function<bool()> late{};  // the interrupt was raised because the time is up
};

// Reads one source from lock to logout, and writes the gaps that the collector cannot know of. The
// lock keeps other runs away from its address, and from the instance behind it.
//
// Threads: blocks; any thread, each source once. Failure: told in the outcome; the sink's own error
// stays in the sink.
SourceOutcome ReadSource(const SourcePlan& plan, const SourceRunPlace& place);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_SOURCE_RUN_H_
