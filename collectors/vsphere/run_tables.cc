#include "collectors/vsphere/run_tables.h"

#include <vector>

#include "base/status_macros.h"
#include "collectors/vsphere/cost.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

constexpr std::string_view kAbout = "@about.";

base::Cell SpecialCell(const Session& session, const std::string& special) {
  if (special == "@source") return base::Cell::Text(session.source_key());
  if (special == "@address") return base::Cell::Text(session.address());
  if (special == "@clock") return base::Cell::Text(session.observed_at());
  if (!special.starts_with(kAbout)) return base::Cell::Null();
  const std::string_view text =
      session.content().About(std::string_view(special).substr(kAbout.size()));
  return text.empty() ? base::Cell::Null() : base::Cell::Text(text);
}

}  // namespace

absl::Status WriteSourceRow(const Session& session, base::RowSink& sink) {
  const int index = tables::Catalog::Get().Find("source");
  std::vector<base::Cell> cells;
  for (const tables::Column& column : tables::Catalog::Get().table("source").columns) {
    cells.push_back(SpecialCell(session, column.path.special));
  }
  return sink.Append(index, cells);
}

absl::Status WriteCostRows(Session& session, base::RowSink& sink) {
  const int index = tables::Catalog::Get().Find("cost");
  for (const MethodCost& cost : session.cost().Methods()) {
    const base::Cell cells[] = {
        base::Cell::Text(session.source_key()),   base::Cell::Text(cost.method),
        base::Cell::Integer(cost.calls),          base::Cell::Integer(cost.sent_bytes),
        base::Cell::Integer(cost.received_bytes), base::Cell::Integer(cost.duration_ms),
        base::Cell::Integer(cost.p95_ms),         base::Cell::Integer(cost.failed)};
    RETURN_IF_ERROR(sink.Append(index, cells));
  }
  return absl::OkStatus();
}

}  // namespace sitrep::collectors
