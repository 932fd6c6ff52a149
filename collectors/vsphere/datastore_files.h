#ifndef SITREP_COLLECTORS_VSPHERE_DATASTORE_FILES_H_
#define SITREP_COLLECTORS_VSPHERE_DATASTORE_FILES_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "collectors/vsphere/table_reader.h"

namespace sitrep::collectors {

struct DatastoreFileLimits {
  int64_t most_rows = 500000;  // of one datastore
  absl::Duration search_timeout = absl::Minutes(15);
  absl::Duration first_pause = absl::Milliseconds(250);  // between polls; doubles up to the longest
  absl::Duration longest_pause = absl::Seconds(5);
};

// Fills datastore_file: has one datastore searched after the other and waits for each. A datastore
// that cannot be searched, or not in time, is a gap and leaves the others whole. A search that is
// no longer wanted is cancelled at the source.
absl::Status ReadDatastoreFiles(ReaderContext& context, const DatastoreFileLimits& limits);

// The reader of that name, for the list of readers.
absl::Status ReadDatastoreFile(ReaderContext& context);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_DATASTORE_FILES_H_
