#ifndef SITREP_AGENT_HOUSE_RULES_H_
#define SITREP_AGENT_HOUSE_RULES_H_

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "agent/report.pb.h"
#include "checks/pack.h"

namespace sitrep::agent {

// A site's word that findings are known and may stay until a day.
struct Acceptance {
  std::string check;
  std::string object{};                      // its name, or a value of its key; empty: any
  std::map<std::string, std::string> key{};  // key column -> value; all must fit
  std::string source{};                      // id or address; empty: any
  absl::CivilDay until{};                    // the last day on which it counts, UTC
  std::string reason{};
  int line = 0;
};

// An object that the site does not want to hear of: (table and name or moid), or a whole source.
struct HiddenObject {
  std::string source{};  // id or address; empty: any
  std::string table{};   // empty: all of the source
  std::string name{};
  std::string moid{};
  int line = 0;
};

// HouseRules is what a site says of the checks and of their findings: docs/formats/site_file.md.
struct HouseRules {
  std::string file{};
  // "check.parameter" -> value; expected values are in here, too.
  std::map<std::string, std::string> parameters{};
  std::vector<Acceptance> acceptances{};
  std::vector<HiddenObject> hidden{};
};

// What the names of the rules mean in one snapshot.
struct SnapshotNames {
  std::map<std::string, std::set<std::string>> sources{};  // id -> what it is called
  // source, table and moid of each hidden object
  std::set<std::tuple<std::string, std::string, std::string>> hidden{};
};

// What evaluation found, without a site's rules. Takes the findings over, so that a million of them
// are not there twice.
CheckReport ToReport(Findings findings);

// Takes what is accepted or hidden out of what counts, and judges the checks anew: `accepted` when
// all that was found is accepted. Pure. An acceptance ends with its day in UTC at `now`; one that
// is over hides nothing and is reported. `pack` says of which table a key's `moid` speaks.
void ApplyRules(const HouseRules& rules, const SnapshotNames& names, const checks::Pack& pack,
                absl::Time now, CheckReport& report);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_HOUSE_RULES_H_
