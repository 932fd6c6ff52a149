#ifndef SITREP_COLLECTORS_APPLIANCE_APPLIANCE_READER_H_
#define SITREP_COLLECTORS_APPLIANCE_APPLIANCE_READER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "collectors/appliance/json_table.h"
#include "collectors/appliance/refused_logins.h"
#include "collectors/appliance/rest_elements.h"
#include "collectors/appliance/rest_resource.h"
#include "collectors/appliance/rest_session.h"
#include "collectors/vsphere/table_reader.h"

namespace sitrep::collectors {

// ApplianceReader fills the tables declared with reader "appliance" over REST, with one login for
// all of them. One resource that is denied, missing or broken leaves the others whole and is noted
// as a gap of its table.
//
// Lifecycle: Read() once. Ownership: what it is given must outlive it. Threads: one. Failure:
// CANCELLED, or the sink's error; the session at the source is ended all the same.
class ApplianceReader {
 public:
  ApplianceReader(ReaderContext& context, RefusedLogins& refused);

  absl::Status Read();

 private:
  // What became of the resources of one table.
  struct Outcome {
    std::string id;
    absl::Status status;
  };
  using Elements = absl::StatusOr<std::vector<RestElement>>;

  // The run ends, whatever a resource would have answered.
  bool Ends(const absl::Status& status) const;
  JsonTable Table(std::string_view table);
  void NoteAll(std::string_view status, std::string_view reason);
  void NoteOpening(const absl::Status& status);
  absl::Status ReadDeclared();
  absl::Status ReadResource(const RestResource& resource, JsonTable& table,
                            std::vector<Outcome>& outcomes);
  Elements Fetch(const RestResource& resource, JsonTable& table);
  Elements FetchOne(const RestResource& resource, JsonTable& table);
  Elements FetchEach(const RestResource& resource, JsonTable& table);
  absl::StatusOr<Json> Ask(const RestPart& part, std::string_view id = {});
  absl::Status Append(JsonTable& table, const std::vector<RestElement>& elements);
  void NoteOutcomes(JsonTable& table, const std::vector<Outcome>& outcomes, size_t resources);

  absl::Status ReadCertificates();
  Elements FetchTls();
  Elements FetchRoots(JsonTable& table);
  Elements FetchSigning();
  absl::Status AppendChain(JsonTable& table, std::string_view kind, const RestElement& chain);

  absl::Status ReadStorage();
  absl::StatusOr<Json> QueryFileSystems();
  std::string MonitoringQuery(const std::vector<std::string>& items) const;

  absl::Status ReadTagAssignments();
  absl::Status ReadAssignments(JsonTable& table, absl::Span<const std::string> tags);

  ReaderContext& context_;
  RestSession rest_;
  int64_t answers_ = 0;
};

// The reader of that name, for the list of readers.
absl::Status ReadAppliance(ReaderContext& context);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_APPLIANCE_APPLIANCE_READER_H_
