#include "collectors/vsphere/history_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "collectors/vsphere/chunk_cutter.h"
#include "collectors/vsphere/decoder.h"
#include "collectors/vsphere/envelope.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/history_collector.h"
#include "collectors/vsphere/history_gap_rows.h"
#include "collectors/vsphere/history_tracker.h"
#include "collectors/vsphere/read_policy.h"
#include "collectors/vsphere/soap_client.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

// Stretches of hidden entries that one run goes beyond, and the steps to find the end of each.
constexpr int kMostHops = 5;
constexpr int kHopSteps = 10;

// Lets through the rows that are new.
class NewRows : public base::RowSink {
 public:
  NewRows(base::RowSink& sink, const HistoryStream& stream, HistoryTracker& tracker)
      : sink_(sink), tracker_(tracker) {
    const tables::Table& table = tables::Catalog::Get().table(stream.name);
    key_ = static_cast<size_t>(table.Find(stream.key));
    created_ = static_cast<size_t>(table.Find(stream.created));
    const int state = table.Find("state");
    if (state >= 0) state_ = static_cast<size_t>(state);
  }

  absl::Status Append(int table, base::Row row) override {
    HistoryEntry entry;
    const base::Cell& key = row[key_];
    entry.key = key.kind == base::Cell::Kind::kInteger ? key.integer : HistoryKey(key.text);
    entry.created = base::TimeFromText(row[created_].text).value_or(tracker_.begin());
    entry.open = state_ && (row[*state_].text == "queued" || row[*state_].text == "running");
    // What has no number cannot be told from another: better twice than not at all.
    if (!tracker_.Take(entry) && entry.key != 0) return absl::OkStatus();
    return sink_.Append(table, row);
  }

 private:
  base::RowSink& sink_;
  HistoryTracker& tracker_;
  size_t key_ = 0;
  size_t created_ = 0;
  std::optional<size_t> state_;
};

// One stream, from its checkpoint to its end.
class StreamReader {
 public:
  StreamReader(ReaderContext& context, const HistoryStream& stream, HistoryTracker& tracker)
      : context_(context),
        stream_(stream),
        tracker_(tracker),
        plan_(CompileReturned(tables::Catalog::Get().Find(stream.name))),
        rows_(context.sink, stream, tracker),
        decoder_(context.session.source_key(), rows_, context.gaps) {}

  absl::Status Read();
  bool whole() const { return whole_; }
  const std::vector<HistoryGap>& gaps() const { return gaps_; }

 private:
  absl::Status ReadFrom(absl::Time begin);
  absl::Status AfterEmptyPage(const HistoryCollector& collector, bool again);
  absl::StatusOr<int64_t> ReadPage(const HistoryCollector& collector);
  absl::StatusOr<bool> MayGoOn(const absl::Status& status, int64_t generation);
  absl::StatusOr<absl::Time> FindBeyond(absl::Time low, absl::Time high);
  absl::Status NoteOverflow(const HistoryCollector& collector);
  std::vector<HistoryEntry> Unknown(const std::vector<HistoryEntry>& latest) const;

  ReaderContext& context_;
  const HistoryStream& stream_;
  HistoryTracker& tracker_;
  const TypePlan plan_;
  const std::vector<bool> asked_;
  NewRows rows_;
  Decoder decoder_;
  std::vector<HistoryGap> gaps_;
  std::optional<absl::Time> beyond_;  // where to go on after hidden entries
  bool ended_ = false;
  bool whole_ = false;
  int hops_ = 0;
  int attempts_ = 0;  // in a row that failed and brought nothing
  int64_t taken_before_ = 0;
};

absl::Status StreamReader::Read() {
  decoder_.Begin(plan_);
  while (!ended_) {
    const int64_t generation = context_.session.generation();
    const absl::Time begin = beyond_.value_or(tracker_.begin());
    beyond_.reset();
    const absl::Status status = ReadFrom(begin);
    if (!decoder_.sink_status().ok()) return decoder_.sink_status();
    if (status.ok()) continue;
    ASSIGN_OR_RETURN(const bool go_on, MayGoOn(status, generation));
    if (go_on) continue;
    // Said otherwise the run would log in once more and have all of it read again.
    if (IsSessionLoss(status)) return absl::UnavailableError("the session ended too often");
    return status;
  }
  return absl::OkStatus();
}

// After a failure: whether a new collector may do better.
absl::StatusOr<bool> StreamReader::MayGoOn(const absl::Status& status, int64_t generation) {
  if (IsSessionLoss(status)) {
    if (generation >= kMostLogins) return false;
    RETURN_IF_ERROR(context_.session.LoginAgain(generation));
    return true;
  }
  attempts_ = tracker_.taken() > taken_before_ ? 1 : attempts_ + 1;
  taken_before_ = tracker_.taken();
  const bool passing = IsTransient(status) || IsFault(status, "ManagedObjectNotFound");
  if (!passing || absl::IsCancelled(status) || context_.session.client().past_deadline() ||
      attempts_ >= context_.session.options().max_attempts) {
    return false;
  }
  RETURN_IF_ERROR(context_.session.client().Wait(BackOff(attempts_ + 1, 1.0)));
  return true;
}

// To the end of the stream, or to where a new collector must take over.
absl::Status StreamReader::ReadFrom(absl::Time begin) {
  ASSIGN_OR_RETURN(const HistoryCollector collector,
                   HistoryCollector::Create(context_.session, stream_, begin));
  for (bool again = false; !ended_ && !beyond_;) {
    if (context_.session.interrupt().requested()) return absl::CancelledError("interrupted");
    ASSIGN_OR_RETURN(const int64_t entries, ReadPage(collector));
    context_.progress(tracker_.taken());
    if (tracker_.taken() >= context_.options.history.most_rows) return NoteOverflow(collector);
    if (entries > 0) {
      again = false;
      continue;
    }
    RETURN_IF_ERROR(AfterEmptyPage(collector, again));
    again = true;
  }
  return absl::OkStatus();
}

absl::StatusOr<int64_t> StreamReader::ReadPage(const HistoryCollector& collector) {
  const int64_t before = decoder_.objects();
  ChunkCutter cutter(
      [this](Chunk& chunk) {
        chunk.owner = context_.session.content().Single(stream_.manager);
        return decoder_.Decode(plan_, asked_, chunk);
      },
      ChunkCutter::kTargetBytes, CutAt::kReturned);
  const int page = std::max(1, context_.options.history.page);
  RETURN_IF_ERROR(context_.session.client()
                      .Stream(stream_.read, collector.reference(),
                              Element("maxCount", absl::StrCat(page)), cutter)
                      .status());
  return decoder_.objects() - before;
}

std::vector<HistoryEntry> StreamReader::Unknown(const std::vector<HistoryEntry>& latest) const {
  std::vector<HistoryEntry> unknown;
  for (const HistoryEntry& entry : latest) {
    if (entry.key != 0 && !tracker_.Knows(entry)) unknown.push_back(entry);
  }
  return unknown;
}

// Nothing came: that is the end, unless the newest entries are ones that did not come.
absl::Status StreamReader::AfterEmptyPage(const HistoryCollector& collector, bool again) {
  ASSIGN_OR_RETURN(const std::vector<HistoryEntry> latest, collector.Latest());
  const std::vector<HistoryEntry> unknown = Unknown(latest);
  ended_ = whole_ = unknown.empty();
  if (ended_ || !again) return absl::OkStatus();  // they may have come just now: read once more
  const auto first = std::min_element(
      unknown.begin(), unknown.end(),
      [](const HistoryEntry& a, const HistoryEntry& b) { return a.created < b.created; });
  HistoryGap gap{.reason = HistoryGap::Reason::kDenied,
                 .from_key = tracker_.highest(),
                 .from = tracker_.highest() > 0 ? tracker_.last() : tracker_.begin(),
                 .to = first->created};
  if (++hops_ > kMostHops) {
    ended_ = true;
  } else {
    ASSIGN_OR_RETURN(beyond_, FindBeyond(gap.from, first->created));
    gap.to = *beyond_;
    gap.to_key = tracker_.Above(gap.from_key);
  }
  gaps_.push_back(gap);
  return absl::OkStatus();
}

// Hidden entries fill a page and more after `low`, and there are visible ones at `high`. The
// earliest time from which a page has visible ones.
absl::StatusOr<absl::Time> StreamReader::FindBeyond(absl::Time low, absl::Time high) {
  for (int step = 0; step < kHopSteps && high - low > absl::Seconds(1); ++step) {
    if (context_.session.interrupt().requested()) return absl::CancelledError("interrupted");
    const absl::Time middle = low + (high - low) / 2;
    ASSIGN_OR_RETURN(const HistoryCollector collector,
                     HistoryCollector::Create(context_.session, stream_, middle));
    ASSIGN_OR_RETURN(const int64_t entries, ReadPage(collector));
    (entries > 0 ? high : low) = middle;
  }
  return high;
}

// The run has taken its fill; what is left is a gap unless nothing is.
absl::Status StreamReader::NoteOverflow(const HistoryCollector& collector) {
  ASSIGN_OR_RETURN(const std::vector<HistoryEntry> latest, collector.Latest());
  const std::vector<HistoryEntry> unknown = Unknown(latest);
  ended_ = true;
  whole_ = unknown.empty();
  if (whole_) return absl::OkStatus();
  const auto last =
      std::max_element(unknown.begin(), unknown.end(),
                       [](const HistoryEntry& a, const HistoryEntry& b) { return a.key < b.key; });
  gaps_.push_back({.reason = HistoryGap::Reason::kOverflow,
                   .from_key = tracker_.highest(),
                   .from = tracker_.last(),
                   .to_key = last->key,
                   .to = last->created,
                   .missing = std::max<int64_t>(-1, last->key - tracker_.highest())});
  return absl::OkStatus();
}

std::optional<HistoryCheckpoint> StartOf(const ReaderContext& context, std::string_view stream) {
  for (const std::string& text : context.options.history.checkpoints) {
    absl::StatusOr<HistoryCheckpoint> checkpoint = ReadHistoryCheckpoint(text);
    if (!checkpoint.ok()) {
      base::LogWarning(absl::StrCat(checkpoint.status().message(), "; it is passed over"));
    } else if (checkpoint->stream == stream && checkpoint->source == context.session.source_key()) {
      return *std::move(checkpoint);
    }
  }
  return std::nullopt;
}

absl::Status ReadStream(ReaderContext& context, const HistoryStream& stream) {
  ASSIGN_OR_RETURN(const absl::Time now, base::TimeFromText(context.session.observed_at()));
  HistoryTracker tracker(StartOf(context, stream.name), context.options.history, now);
  StreamReader reader(context, stream, tracker);
  const absl::Status status = reader.Read();
  HistoryResult result;
  result.stream = std::string(stream.name);
  result.rows = tracker.taken();
  if (const auto trimmed = tracker.Trimmed(reader.whole())) result.gaps.push_back(*trimmed);
  result.gaps.insert(result.gaps.end(), reader.gaps().begin(), reader.gaps().end());
  HistoryCheckpoint checkpoint = tracker.Checkpoint(reader.whole());
  checkpoint.source = context.session.source_key();
  checkpoint.stream = result.stream;
  result.checkpoint = ToText(checkpoint);
  const absl::Status written = WriteHistoryGaps(context, result);
  context.report.history.push_back(std::move(result));
  return status.ok() ? written : status;
}

// One stream that cannot be read leaves the other whole.
absl::Status NoteFailure(ReaderContext& context, const HistoryStream& stream,
                         const absl::Status& status) {
  if (absl::IsCancelled(status) || context.session.client().past_deadline()) return status;
  context.gaps.AddFailure(tables::Catalog::Get().Find(stream.name), status);
  return absl::OkStatus();
}

absl::Status ReadOrNote(ReaderContext& context, const HistoryStream& stream) {
  if (!context.Wants(stream.name)) return absl::OkStatus();
  const absl::Status status = ReadStream(context, stream);
  return status.ok() ? status : NoteFailure(context, stream, status);
}

}  // namespace

absl::Status ReadHistory(ReaderContext& context) {
  context.report.history.clear();
  RETURN_IF_ERROR(ReadOrNote(context, kEventStream));
  return ReadOrNote(context, kTaskStream);
}

}  // namespace sitrep::collectors
