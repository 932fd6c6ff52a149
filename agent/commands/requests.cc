#include <memory>

#include "absl/strings/str_cat.h"
#include "agent/commands/command.h"
#include "agent/delivery.h"
#include "agent/output/plain_text.h"
#include "agent/output/request_printer.h"
#include "agent/site.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::agent {
namespace {

constexpr int kOpenAttempts = 3;

struct RequestOptions {
  std::string id;
  std::string title;
  int severity = 3;
  std::string text;
  std::string text_file;
  bool all = false;
};

// What a person typed, without names, addresses and secrets; shows what became of it.
absl::StatusOr<std::string> Redacted(Context& context, Site& site, const std::string& what,
                                     const std::string& text) {
  ASSIGN_OR_RETURN(const std::string redacted, site.text().RedactText(text));
  if (redacted != text)
    context.Say(absl::StrCat("the ", what, " is sent as: ", ForTerminal(redacted)));
  return redacted;
}

absl::StatusOr<std::unique_ptr<Site>> OpenSite(Context& context) {
  ASSIGN_OR_RETURN(std::unique_ptr<Site> site, Site::Open(context));
  if (!site->NamesKnown().ok()) {
    context.Say(
        "no snapshot was taken with this state directory yet: in what you type, addresses, mail "
        "addresses and "
        "secrets are recognised, but names of machines are not");
  }
  return site;
}

absl::StatusOr<std::string> TextOf(const RequestOptions& options) {
  if (options.text_file.empty()) return options.text;
  if (!options.text.empty()) return UsageError("give the text or a file with it, not both");
  absl::StatusOr<std::string> text = base::ReadFile(options.text_file);
  if (!text.ok()) return AsUsageError(text.status());
  return text;
}

absl::StatusOr<ExitCode> ShowResult(Context& context,
                                    const absl::StatusOr<SupportRequest>& request) {
  if (!request.ok()) return request.status();
  PrintRequest(*request, context.format(), context.out());
  return ExitCode::kOk;
}

// The same token opens one request however often it is sent, so trying again is harmless.
absl::StatusOr<SupportRequest> OpenPatiently(Context& context, uploader::DeskClient& desk,
                                             const OpenRequestRequest& request) {
  absl::StatusOr<SupportRequest> opened = desk.Open(request);
  for (int attempt = 1; attempt < kOpenAttempts && absl::IsUnavailable(opened.status());
       ++attempt) {
    if (context.interrupt().requested()) return absl::CancelledError("interrupted");
    context.clock().Sleep(absl::Seconds(attempt));
    opened = desk.Open(request);
  }
  return opened;
}

absl::StatusOr<ExitCode> RunOpen(Context& context, const RequestOptions& options) {
  ASSIGN_OR_RETURN(const std::string description, TextOf(options));
  ASSIGN_OR_RETURN(uploader::DeskClient desk, OpenDesk(context));
  ASSIGN_OR_RETURN(const std::unique_ptr<Site> site, OpenSite(context));
  OpenRequestRequest request;
  ASSIGN_OR_RETURN(*request.mutable_title(), Redacted(context, *site, "title", options.title));
  ASSIGN_OR_RETURN(*request.mutable_description(),
                   Redacted(context, *site, "description", description));
  request.set_severity(options.severity);
  request.set_client_token(base::RandomUuid());
  return ShowResult(context, OpenPatiently(context, desk, request));
}

absl::StatusOr<ExitCode> RunList(Context& context, const RequestOptions& options) {
  ASSIGN_OR_RETURN(uploader::DeskClient desk, OpenDesk(context));
  ASSIGN_OR_RETURN(const std::vector<SupportRequest> requests, desk.List(options.all));
  PrintRequests(requests, context.format(), context.out());
  return ExitCode::kOk;
}

absl::StatusOr<ExitCode> RunShow(Context& context, const RequestOptions& options) {
  ASSIGN_OR_RETURN(uploader::DeskClient desk, OpenDesk(context));
  return ShowResult(context, desk.Get(options.id));
}

absl::StatusOr<ExitCode> RunComment(Context& context, const RequestOptions& options) {
  ASSIGN_OR_RETURN(const std::string text, TextOf(options));
  if (text.empty()) return UsageError("requests comment needs TEXT or --file");
  ASSIGN_OR_RETURN(uploader::DeskClient desk, OpenDesk(context));
  ASSIGN_OR_RETURN(const std::unique_ptr<Site> site, OpenSite(context));
  ASSIGN_OR_RETURN(const std::string redacted, Redacted(context, *site, "comment", text));
  return ShowResult(context, desk.Comment(options.id, redacted));
}

absl::StatusOr<ExitCode> RunEscalate(Context& context, const RequestOptions& options) {
  ASSIGN_OR_RETURN(uploader::DeskClient desk, OpenDesk(context));
  ASSIGN_OR_RETURN(const std::unique_ptr<Site> site, OpenSite(context));
  ASSIGN_OR_RETURN(const std::string reason, Redacted(context, *site, "reason", options.text));
  return ShowResult(context, desk.Escalate(options.id, reason));
}

absl::StatusOr<ExitCode> RunClose(Context& context, const RequestOptions& options) {
  ASSIGN_OR_RETURN(uploader::DeskClient desk, OpenDesk(context));
  return ShowResult(context, desk.Close(options.id));
}

using Run = absl::StatusOr<ExitCode> (*)(Context&, const RequestOptions&);

CLI::App& Add(CLI::App& group, Leaves& leaves, const std::shared_ptr<RequestOptions>& options,
              const char* name, const char* help, Run run) {
  CLI::App& app = *group.add_subcommand(name, help);
  leaves.push_back({&app, [options, run](Context& context) { return run(context, *options); }});
  return app;
}

void AddId(CLI::App& app, RequestOptions& options) {
  app.add_option("REQUEST", options.id, "Id, such as SR-000001")->required();
}

}  // namespace

void DeclareRequests(CLI::App& root, Leaves& leaves) {
  CLI::App& group =
      *root.add_subcommand("requests", "Support requests, with their target response times");
  group.group("Talk to support");
  group.require_subcommand(1);
  auto options = std::make_shared<RequestOptions>();

  CLI::App& open = Add(group, leaves, options, "open",
                       "Open a support request; what you type is redacted", RunOpen);
  open.add_option("--title", options->title, "What is wrong, in one line")->required();
  open.add_option("--severity", options->severity,
                  "1 production is down, 2 badly hurt, 3 hurt, 4 question; default: 3")
      ->check(CLI::Range(1, 4))
      ->type_name("1..4");
  open.add_option("--description", options->text, "What happened")->type_name("TEXT");
  open.add_option("--description-file", options->text_file, "File with what happened")
      ->type_name("FILE");

  Add(group, leaves, options, "list", "List open requests", RunList)
      .add_flag("--all", options->all, "Closed ones too");
  AddId(Add(group, leaves, options, "show", "Show one request", RunShow), *options);

  CLI::App& comment = Add(group, leaves, options, "comment",
                          "Add a comment; what you type is redacted", RunComment);
  AddId(comment, *options);
  comment.add_option("TEXT", options->text, "The comment");
  comment.add_option("--file", options->text_file, "File with the comment")->type_name("FILE");

  CLI::App& escalate = Add(group, leaves, options, "escalate",
                           "Ask for more attention, with the reason", RunEscalate);
  AddId(escalate, *options);
  escalate.add_option("--reason", options->text, "Why; it is redacted")
      ->required()
      ->type_name("TEXT");

  AddId(Add(group, leaves, options, "close", "Close a request", RunClose), *options);
}

}  // namespace sitrep::agent
