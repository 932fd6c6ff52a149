#ifndef SITREP_AGENT_OUTPUT_REQUEST_PRINTER_H_
#define SITREP_AGENT_OUTPUT_REQUEST_PRINTER_H_

#include <ostream>
#include <vector>

#include "agent/format.h"
#include "proto/desk.pb.h"

namespace sitrep::agent {

// Prints one support request: target, comments, artifacts. JSON is the message itself; CSV one row.
void PrintRequest(const SupportRequest& request, Format format, std::ostream& out);

// Prints requests as a list. JSON is an array of messages.
void PrintRequests(const std::vector<SupportRequest>& requests, Format format, std::ostream& out);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_REQUEST_PRINTER_H_
