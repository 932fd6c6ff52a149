#ifndef SITREP_BACKEND_OUTPUT_REVIEW_PRINTER_H_
#define SITREP_BACKEND_OUTPUT_REVIEW_PRINTER_H_

#include <ostream>

#include "backend/exit_code.h"
#include "backend/operator.pb.h"
#include "backend/output/table.h"

namespace sitrep::backend {

struct ReviewStyle {
  Format format = Format::kText;
  int most_objects = 10;  // named for each check; 0: all
};

// Prints what an engineer sees of a request. CSV has one row for each finding. Pure: the same
// review gives the same bytes.
void PrintReview(const Review& review, const ReviewStyle& style, std::ostream& out);

// The request alone: facts, target, comments.
void PrintRequest(const Review& review, std::ostream& out);

// "within 30 minutes, round the clock, by 2026-11-22T14:08:06.653Z: 29 min 3 s left".
std::string TargetText(const SupportRequest& request, TargetState state, int64_t seconds_left);

// By the findings of the snapshots; a file that is not verified or not evaluated makes it partial.
ExitCode ExitCodeOf(const Review& review);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_OUTPUT_REVIEW_PRINTER_H_
