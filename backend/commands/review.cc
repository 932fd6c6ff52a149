#include "backend/review.h"

#include "backend/commands/command.h"
#include "backend/output/review_printer.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

struct ReviewOptions {
  std::string id;
  bool all = false;
};

absl::StatusOr<ExitCode> RunReview(const ReviewOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Store> store, context.OpenStore());
  ASSIGN_OR_RETURN(const Review review, ReviewRequest(*store, options.id, context.clock().Now()));
  ReviewStyle style;
  style.format = context.format();
  if (options.all) style.most_objects = 0;
  PrintReview(review, style, context.out());
  return ExitCodeOf(review);
}

}  // namespace

void DeclareReview(CLI::App& root, Leaves& leaves) {
  auto options = std::make_shared<ReviewOptions>();
  CLI::App* app = root.add_subcommand(
      "review", "One request: target, artifacts with digests verified now, findings computed now");
  app->add_option("REQUEST", options->id, "Such as SR-000001")->required();
  app->add_flag("--all", options->all, "Name every affected object, not ten for each check");
  leaves.push_back({app, [options](Context& context) { return RunReview(*options, context); }});
}

}  // namespace sitrep::backend
