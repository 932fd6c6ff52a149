#ifndef SITREP_COLLECTORS_VSPHERE_WATCH_STREAM_H_
#define SITREP_COLLECTORS_VSPHERE_WATCH_STREAM_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/vsphere/envelope.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/session.h"
#include "collectors/vsphere/watch_update.h"

namespace sitrep::collectors {

// Proof that all was taken in that the source had to tell: an answer came that was not truncated.
// Only UpdateStream::Drain() makes one, so whatever asks for one cannot be reached half-way.
class Synced {
 private:
  friend class UpdateStream;
  Synced() = default;
};

// UpdateStream is a property collector of our own, and the version up to which it has told.
//
// Lifecycle: AddFilter() any number of times, Drain() after each or after several; Destroy() takes
// collector and filters off the source. Without it they go with the session; the destructor makes
// no call. Ownership: the session must outlive it. Threads: one.
// Failure: SoapClient's codes and faults. After an error of Drain() the stream is at no known
// place: begin with a new one.
class UpdateStream {
 public:
  static absl::StatusOr<std::unique_ptr<UpdateStream>> Create(Session& session);
  // Without a filter there is nothing to tell.
  static Synced OfNothing() { return Synced(); }

  // Properties of `spec` and changes to them are told from the next Drain() on: first every object
  // as entering.
  absl::StatusOr<Reference> AddFilter(const RetrieveSpec& spec);
  void RemoveFilter(const Reference& filter);

  // Asks until nothing is left to tell; never waits for a change. `take` gets each update in order,
  // `on_answer` is called after each answer; an error of `take` ends it.
  absl::StatusOr<Synced> Drain(int page_objects,
                               const std::function<absl::Status(ObjectUpdate&)>& take,
                               const std::function<void()>& on_answer);

  // Best effort. Returns false when the source, or the session, turned out to be lost.
  bool Destroy();

 private:
  UpdateStream(Session& session, Reference collector)
      : session_(session), collector_(std::move(collector)) {}
  absl::StatusOr<UpdateAnswer> Ask(int page_objects);

  Session& session_;
  const Reference collector_;
  std::string version_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_WATCH_STREAM_H_
