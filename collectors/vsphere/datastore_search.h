#ifndef SITREP_COLLECTORS_VSPHERE_DATASTORE_SEARCH_H_
#define SITREP_COLLECTORS_VSPHERE_DATASTORE_SEARCH_H_

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/vsphere/datastore_files.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/session.h"

namespace pugi {
class xml_node;
}

namespace sitrep::collectors {

// One file that a search found. Views; they last during the call.
struct FoundFile {
  std::string_view folder;               // [datastore] folder/
  const pugi::xml_node* info = nullptr;  // FileInfo, or one of its subtypes
};
using OnFile = std::function<absl::Status(const FoundFile&)>;

// DatastoreSearch is one search of a whole datastore: a task at the source that is started, waited
// for, and read.
//
// Lifecycle: Run() once; when it does not see the task's end it cancels the task. Ownership: what
// it is given must outlive it. Threads: one. Failure: the source's fault, also that of the task;
// DEADLINE_EXCEEDED the task takes too long; CANCELLED; what `on_file` returns.
class DatastoreSearch {
 public:
  DatastoreSearch(Session& session, const DatastoreFileLimits& limits)
      : session_(session), limits_(limits) {}

  absl::Status Run(const Reference& browser, const std::string& datastore_name,
                   const OnFile& on_file);

 private:
  absl::Status Start(const Reference& browser, const std::string& datastore_name);
  absl::Status Await();
  absl::StatusOr<bool> IsOver();
  absl::Status ReadResult(const OnFile& on_file);
  void Cancel();

  Session& session_;
  const DatastoreFileLimits& limits_;
  Reference task_;
};

// The folder and the file's name, as machines spell the paths of their files.
std::string FilePath(std::string_view folder, std::string_view name);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_DATASTORE_SEARCH_H_
