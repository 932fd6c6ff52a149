#include "agent/delivery.h"

#include "absl/strings/str_cat.h"
#include "agent/output/plain_text.h"
#include "agent/output/progress.h"
#include "base/status_macros.h"
#include "uploader/channel.h"
#include "uploader/grpc_transport.h"

namespace sitrep::agent {
namespace {

constexpr absl::Duration kGiveUpAfter = absl::Minutes(10);

// Shows one item after the other: each has its own beginning, for rate and rest.
class UploadDisplay {
 public:
  explicit UploadDisplay(const Context& context) : context_(context), progress_(context) {}

  void Advance(const uploader::SpoolItem& item, int64_t durable, int64_t total) {
    const absl::Time now = context_.clock().Now();
    if (item.id != id_) {
      id_ = item.id;
      began_ = now;
      first_ = durable;
    }
    std::string detail = TransferText(durable - first_, total - first_, now - began_);
    if (first_ > 0) absl::StrAppend(&detail, ", resumed at ", BytesText(first_));
    progress_.Update({absl::StrCat("uploading ", item.name), durable, total, detail});
  }

  void Retry(const uploader::SpoolItem& item, const absl::Status& why, absl::Time until) {
    progress_.Finish();
    context_.Say(absl::StrCat(item.name, ": ", ForTerminal(std::string(why.message())),
                              "; next attempt in ", DurationText(until - context_.clock().Now())));
  }

  void Settled(const uploader::ItemResult& result) {
    progress_.Finish();
    const std::string_view fate = FateName(result.fate);
    context_.Say(absl::StrCat(result.item.name, ": ", absl::string_view(fate.data(), fate.size()),
                              result.already_known ? " (the backend had it already)" : "",
                              result.status.ok() ? "" : ": ",
                              ForTerminal(std::string(result.status.message()))));
  }

 private:
  const Context& context_;
  Progress progress_;
  std::string id_;
  absl::Time began_;
  int64_t first_ = 0;
};

}  // namespace

std::string IdentityFolder(const std::string& state_directory) {
  return absl::StrCat(state_directory, "/identity");
}
std::string SpoolFolder(const std::string& state_directory) {
  return absl::StrCat(state_directory, "/spool");
}

absl::StatusOr<uploader::Identity> Enrolled(Context& context) {
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  absl::StatusOr<uploader::Identity> identity = uploader::LoadIdentity(IdentityFolder(state));
  if (absl::IsNotFound(identity.status())) {
    return absl::FailedPreconditionError(absl::StrCat(
        "this agent is not enrolled (state directory ", state,
        "): ask the support side for a token, then run `sitrep enroll BACKEND --token-file FILE`"));
  }
  return identity;
}

absl::StatusOr<uploader::DeskClient> OpenDesk(Context& context) {
  ASSIGN_OR_RETURN(const uploader::Identity identity, Enrolled(context));
  ASSIGN_OR_RETURN(const auto channel, uploader::OpenChannel(identity));
  return uploader::DeskClient(channel);
}

absl::StatusOr<uploader::Spool> OpenSpool(Context& context) {
  ASSIGN_OR_RETURN(const std::string state, context.StateDirectory());
  ASSIGN_OR_RETURN(const Config* config, context.config());
  uploader::SpoolOptions options;
  options.clock = &context.clock();
  if (config->spool().max_size() > 0) options.max_bytes = config->spool().max_size();
  if (config->spool().max_age_days() > 0)
    options.max_age = absl::Hours(24) * config->spool().max_age_days();
  ASSIGN_OR_RETURN(uploader::Spool spool, uploader::Spool::Open(SpoolFolder(state), options));
  for (const uploader::SpoolItem& item : spool.damaged()) {
    context.Warn(
        absl::StrCat("spool item ", item.id, " is damaged and was set aside: ", item.reason));
  }
  return spool;
}

absl::StatusOr<uploader::DrainReport> Deliver(Context& context, uploader::Spool& spool,
                                              const std::vector<std::string>& ids) {
  ASSIGN_OR_RETURN(const uploader::Identity identity, Enrolled(context));
  ASSIGN_OR_RETURN(const auto channel, uploader::OpenChannel(identity));
  uploader::GrpcTransport transport(channel);
  uploader::UploaderOptions options;
  options.give_up_after = kGiveUpAfter;
  options.clock = &context.clock();
  uploader::Uploader uploader(spool, transport, options);
  UploadDisplay display(context);
  uploader::DrainEvents events;
  events.progress = [&display](const auto& item, int64_t durable, int64_t total) {
    display.Advance(item, durable, total);
  };
  events.retry = [&display](const auto& item, const absl::Status& why, absl::Time until) {
    display.Retry(item, why, until);
  };
  events.settled = [&display](const uploader::ItemResult& result) { display.Settled(result); };
  return uploader.Drain(ids, context.interrupt(), events);
}

std::string_view FateName(uploader::Fate fate) {
  switch (fate) {
    case uploader::Fate::kDelivered:
      return "delivered";
    case uploader::Fate::kRejected:
      return "rejected";
    case uploader::Fate::kQuarantined:
      return "quarantined";
    case uploader::Fate::kKept:
      return "queued";
  }
  return "queued";
}

}  // namespace sitrep::agent
