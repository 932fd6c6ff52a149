#include "backend/requests.h"

#include "absl/strings/str_cat.h"
#include "backend/commands/command.h"
#include "backend/output/review_printer.h"
#include "backend/review.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

struct RequestOptions {
  std::string id;
  bool all = false;
  std::string text;
  std::string author = "support";
};

absl::StatusOr<ExitCode> ListRequests(const RequestOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Store> store, context.OpenStore());
  ASSIGN_OR_RETURN(const std::vector<SupportRequest> requests,
                   Requests(*store).List("", options.all));
  ListRequestsResponse list;
  Table table;
  table.columns = {"id", "tenant", "severity", "state", "plan", "opened", "target", "title"};
  for (const SupportRequest& request : requests) {
    *list.add_requests() = request;
    int64_t seconds_left = 0;
    const TargetState state = StateOfTarget(request, context.clock().Now(), &seconds_left);
    table.rows.push_back({request.id(), request.tenant(), absl::StrCat(request.severity()),
                          request.state() == OPEN ? "open" : "closed", request.plan(),
                          request.opened_at(), TargetText(request, state, seconds_left),
                          request.title()});
  }
  context.Print(table, list);
  return ExitCode::kOk;
}

// The request as it is stored; `review` looks at the files.
absl::StatusOr<ExitCode> ShowRequest(const std::string& id, Context& context) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Store> store, context.OpenStore());
  ASSIGN_OR_RETURN(const SupportRequest request, Requests(*store).Get("", id));
  if (context.format() == Format::kJson) {
    PrintJson(request, context.out());
    return ExitCode::kOk;
  }
  Table table;
  table.columns = {"artifact", "kind", "name", "bytes", "sha256", "received"};
  for (const RequestArtifact& artifact : request.artifacts()) {
    table.rows.push_back({artifact.id(), ArtifactKind_Name(artifact.kind()), artifact.name(),
                          absl::StrCat(artifact.size()), artifact.sha256(),
                          artifact.received_at()});
  }
  if (context.format() == Format::kText) {
    Review review;
    *review.mutable_request() = request;
    int64_t seconds_left = 0;
    review.set_target_state(StateOfTarget(request, context.clock().Now(), &seconds_left));
    review.set_seconds_left(seconds_left);
    review.set_reviewed_at(base::TimeToText(context.clock().Now()));
    PrintRequest(review, context.out());
    context.out() << "\n";
  }
  context.Print(table, request);
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> AnswerRequest(const RequestOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Store> store, context.OpenStore());
  RETURN_IF_ERROR(Requests(*store).Comment("", options.id, options.author, options.text,
                                           /*by_support=*/true, context.clock().Now()));
  return ShowRequest(options.id, context);
}

absl::StatusOr<ExitCode> CloseRequest(const RequestOptions& options, Context& context) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Store> store, context.OpenStore());
  RETURN_IF_ERROR(Requests(*store).Close("", options.id, options.author, context.clock().Now()));
  return ShowRequest(options.id, context);
}

}  // namespace

void DeclareRequests(CLI::App& root, Leaves& leaves) {
  auto options = std::make_shared<RequestOptions>();
  CLI::App* app = root.add_subcommand("requests", "Support requests: list, show, answer, close");
  app->require_subcommand(0, 1);
  app->add_flag("--all", options->all, "Closed ones too");
  CLI::App* list = app->add_subcommand("list", "Open requests (the same as without a word)");
  list->add_flag("--all", options->all, "Closed ones too");
  const auto with_id = [&](const char* name, const char* about) {
    CLI::App* leaf = app->add_subcommand(name, about);
    leaf->add_option("REQUEST", options->id, "Such as SR-000001")->required();
    return leaf;
  };
  CLI::App* show = with_id("show", "One request as it is stored; `review` looks at its files");
  CLI::App* answer = with_id("answer", "Say something to the customer; the first answer counts");
  answer->add_option("--text", options->text, "What is said")->required()->type_name("TEXT");
  CLI::App* close = with_id("close", "Close it");
  for (CLI::App* leaf : {answer, close}) {
    leaf->add_option("--author", options->author, "Who does it")
        ->type_name("NAME")
        ->capture_default_str();
  }
  leaves.push_back({show, [options](Context& c) { return ShowRequest(options->id, c); }});
  leaves.push_back({answer, [options](Context& c) { return AnswerRequest(*options, c); }});
  leaves.push_back({close, [options](Context& c) { return CloseRequest(*options, c); }});
  leaves.push_back({list, [options](Context& c) { return ListRequests(*options, c); }});
  leaves.push_back({app, [options](Context& c) { return ListRequests(*options, c); }});
}

}  // namespace sitrep::backend
