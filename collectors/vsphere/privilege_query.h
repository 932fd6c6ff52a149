#ifndef SITREP_COLLECTORS_VSPHERE_PRIVILEGE_QUERY_H_
#define SITREP_COLLECTORS_VSPHERE_PRIVILEGE_QUERY_H_

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "collectors/vsphere/session.h"

namespace sitrep::collectors {

// The account's answers for the root folder (first) and for what lies directly below it: the
// datacenters and folders of them.
struct PrivilegeSurvey {
  struct Entity {
    std::string name;  // empty for the root folder, and where it could not be read
    EntityPrivileges privileges;

    bool Holds(const std::string& privilege) const;
  };
  std::vector<Entity> entities;

  bool HeldOnRoot(const std::string& privilege) const;
  bool HeldSomewhere(const std::string& privilege) const;
  // Places below the root folder where it is not held, by name or reference.
  std::vector<std::string> LackingPlaces(const std::string& privilege) const;
  // Held neither here nor there: a global privilege not on the root folder, another nowhere.
  bool Missing(const std::string& privilege) const;
};

// Asks for all privileges and places at once, after one read of the root folder. Failure: as calls
// fail; standalone hosts do not all answer.
absl::StatusOr<PrivilegeSurvey> SurveyPrivileges(Session& session,
                                                 const std::vector<std::string>& privileges);

// Those of the privileges that the account holds nowhere. Asks nothing when none is given.
absl::StatusOr<std::set<std::string>> MissingPrivileges(Session& session,
                                                        const std::vector<std::string>& privileges);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_PRIVILEGE_QUERY_H_
