#include "collectors/vsphere/history_gap_rows.h"

#include <string>

#include "base/clock.h"
#include "base/status_macros.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

using base::Cell;

std::string_view ReasonName(HistoryGap::Reason reason) {
  switch (reason) {
    case HistoryGap::Reason::kTrimmed:
      return "trimmed";
    case HistoryGap::Reason::kOverflow:
      return "overflow";
    case HistoryGap::Reason::kDenied:
      return "denied";
  }
  return "";
}

std::string TimeText(absl::Time time) {
  return time == absl::InfinitePast() ? "" : base::TimeToText(time);
}

Cell KeyOrNull(int64_t key) { return key > 0 ? Cell::Integer(key) : Cell::Null(); }

}  // namespace

absl::Status WriteHistoryGaps(ReaderContext& context, const HistoryResult& result) {
  const int stream_table = tables::Catalog::Get().Find(result.stream);
  const int table = tables::Catalog::Get().Find("history_gap");
  int64_t index = 0;
  for (const HistoryGap& gap : result.gaps) {
    const bool denied = gap.reason == HistoryGap::Reason::kDenied;
    context.gaps.AddWhole(stream_table, -1, denied ? "denied" : "failed", ReasonName(gap.reason));
    if (!context.Wants("history_gap")) continue;
    const std::string from = TimeText(gap.from);
    const std::string to = TimeText(gap.to);
    const Cell cells[] = {Cell::Text(context.session.source_key()),
                          Cell::Text(result.stream),
                          Cell::Integer(index++),
                          Cell::Text(ReasonName(gap.reason)),
                          KeyOrNull(gap.from_key),
                          Cell::TextOrNull(from),
                          KeyOrNull(gap.to_key),
                          Cell::TextOrNull(to),
                          gap.missing < 0 ? Cell::Null() : Cell::Integer(gap.missing)};
    RETURN_IF_ERROR(context.sink.Append(table, cells));
  }
  return absl::OkStatus();
}

}  // namespace sitrep::collectors
