#ifndef SITREP_COLLECTORS_VSPHERE_CONTAINER_VIEW_H_
#define SITREP_COLLECTORS_VSPHERE_CONTAINER_VIEW_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

// ContainerView is the source's list of all objects of one type below the root folder or another
// container.
//
// Lifecycle: the destructor destroys it at the source, on every path. Ownership: the session must
// outlive it. Threads: one at a time.
class ContainerView {
 public:
  static absl::StatusOr<ContainerView> Create(Session& session, const std::string& type);
  static absl::StatusOr<ContainerView> Create(Session& session, const std::string& type,
                                              const Reference& container);
  ContainerView(ContainerView&& other) noexcept
      : session_(other.session_), reference_(std::exchange(other.reference_, Reference())) {}
  ContainerView& operator=(ContainerView&&) = delete;
  ~ContainerView();

  const Reference& reference() const { return reference_; }
  // The view is the caller's to destroy from now on.
  Reference Release() { return std::exchange(reference_, Reference()); }

 private:
  ContainerView(Session& session, Reference reference)
      : session_(session), reference_(std::move(reference)) {}
  Session& session_;
  Reference reference_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_CONTAINER_VIEW_H_
