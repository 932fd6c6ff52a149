#ifndef SITREP_AGENT_EXPECTED_VALUES_H_
#define SITREP_AGENT_EXPECTED_VALUES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "checks/pack.h"

namespace sitrep::agent {

// The parameters, as "check.parameter", that a site fills by saying what it expects. Only lists are
// meant. `name` is a list's name, such as `vlans`, or has a word of the check's id before it:
// `ntp_servers` is `servers` of host-ntp-servers-unexpected and of appliance-ntp-unexpected. Pure.
// INVALID_ARGUMENT lists the names that would do, when there is no such list or when checks mean
// different things by it: when they share no word of their ids but the first and the last.
absl::StatusOr<std::vector<std::string>> ParametersExpecting(const checks::Pack& pack,
                                                             const std::string& name);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_EXPECTED_VALUES_H_
