#ifndef SITREP_COLLECTORS_VSPHERE_SCOPE_H_
#define SITREP_COLLECTORS_VSPHERE_SCOPE_H_

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

// A part of the inventory that a run is limited to, as a person names it.
struct ScopeItem {
  std::string kind;  // datacenter, cluster, folder or tag
  std::string name;  // as vCenter shows it
};

// Reads KIND=NAME. INVALID_ARGUMENT says what is wrong with it.
absl::StatusOr<ScopeItem> ParseScope(std::string_view text);

// Scope is the part of one source's inventory that a run reads: all of it, or what lies below some
// datacenters, clusters and folders, with the datastores and networks that those clusters use, and
// what carries some tags. What belongs to the source as a whole (licences, roles, ...) is in every
// scope, unless it names people and objects all over the source (events, permissions, ...): such
// tables are in none.
//
// Lifecycle: resolved once in a run; a value. Threads: any.
class Scope {
 public:
  // The objects that carry a tag; tags are no part of this API.
  using FindTagged =
      std::function<absl::StatusOr<std::vector<Reference>>(Session&, const std::string& name)>;
  // NOT_FOUND names an item that the source does not have; otherwise as calls fail.
  static absl::StatusOr<Scope> Resolve(Session& session, const std::vector<ScopeItem>& items,
                                       const FindTagged& find_tagged);
  // All of the source.
  explicit Scope(Reference root_folder) : containers_({std::move(root_folder)}) {}

  bool whole() const { return whole_; }
  // The objects below which everything is in scope; the root folder when it is whole.
  const std::vector<Reference>& containers() const { return containers_; }
  // Objects of the managed type that are in scope and that no view of the containers lists.
  std::vector<Reference> Others(std::string_view type) const;

 private:
  Scope() = default;
  absl::Status AddNamed(Session& session, const ScopeItem& item);
  absl::Status AddUsed(Session& session);
  absl::Status AddTagged(Session& session, const ScopeItem& item, const FindTagged& find_tagged);
  void Add(const Reference& object);

  bool whole_ = true;
  std::vector<Reference> containers_;
  std::vector<Reference> others_;
  std::set<std::pair<std::string, std::string>> known_;  // all of them
};

// Every object of a managed type (subtypes included) that is in scope.
absl::StatusOr<std::vector<Reference>> ListScope(Session& session, const Scope& scope,
                                                 const std::string& type);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_SCOPE_H_
