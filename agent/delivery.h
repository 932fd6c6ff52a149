#ifndef SITREP_AGENT_DELIVERY_H_
#define SITREP_AGENT_DELIVERY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/context.h"
#include "uploader/desk_client.h"
#include "uploader/identity.h"
#include "uploader/spool.h"
#include "uploader/uploader.h"

namespace sitrep::agent {

std::string IdentityFolder(const std::string& state_directory);
std::string SpoolFolder(const std::string& state_directory);

// Who we are to the backend. The error of an agent that is not enrolled says how to enrol.
absl::StatusOr<uploader::Identity> Enrolled(Context& context);

// The desk of the backend, as the enrolled agent.
absl::StatusOr<uploader::DeskClient> OpenDesk(Context& context);

// The spool, within the limits of the configuration; takes its lock. Damaged items are warned of.
absl::StatusOr<uploader::Spool> OpenSpool(Context& context);

// Sends pending items with progress, until each is settled. The report's status tells whether all
// were.
absl::StatusOr<uploader::DrainReport> Deliver(Context& context, uploader::Spool& spool,
                                              const std::vector<std::string>& ids);

// "delivered", "rejected", ...
std::string_view FateName(uploader::Fate fate);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_DELIVERY_H_
