#ifndef SITREP_COLLECTORS_VSPHERE_HISTORY_COLLECTOR_H_
#define SITREP_COLLECTORS_VSPHERE_HISTORY_COLLECTOR_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "collectors/vsphere/history_tracker.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

// What tells the two streams apart.
struct HistoryStream {
  std::string_view name;     // of the stream and its table
  std::string_view manager;  // type of the single object that makes collectors
  std::string_view create;   // methods
  std::string_view read;
  std::string_view time_filter;  // what stands before beginTime in the filter
  std::string_view created;      // columns and elements: the time that the filter is about
  std::string_view created_element;
  std::string_view key;
};
extern const HistoryStream kEventStream;
extern const HistoryStream kTaskStream;

// HistoryCollector is a place in the source's list of events or tasks, oldest first.
//
// Lifecycle: the destructor destroys it at the source, on every path, also an interrupted one; a
// session may have only few. Ownership: the session must outlive it. Threads: one at a time.
class HistoryCollector {
 public:
  // Before the first entry that was created at `begin` or later.
  static absl::StatusOr<HistoryCollector> Create(Session& session, const HistoryStream& stream,
                                                 absl::Time begin);
  HistoryCollector(HistoryCollector&& other) noexcept
      : session_(other.session_),
        stream_(other.stream_),
        reference_(std::exchange(other.reference_, Reference())) {}
  HistoryCollector& operator=(HistoryCollector&&) = delete;
  ~HistoryCollector();

  const Reference& reference() const { return reference_; }
  // Key and time of the newest few entries, in no order; moves nothing. Empty when the account may
  // see none of them.
  absl::StatusOr<std::vector<HistoryEntry>> Latest() const;

 private:
  HistoryCollector(Session& session, const HistoryStream& stream, Reference reference)
      : session_(session), stream_(stream), reference_(std::move(reference)) {}
  absl::StatusOr<std::vector<HistoryEntry>> LatestPage() const;

  Session& session_;
  const HistoryStream& stream_;
  Reference reference_;
};

// The number in the key of an event (12) or task (task-12); 0 when it has none.
int64_t HistoryKey(std::string_view text);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_HISTORY_COLLECTOR_H_
