#include "collectors/vsphere/performance_rows.h"

#include <utility>

#include "base/clock.h"
#include "base/status_macros.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

using base::Cell;

}  // namespace

PerformanceRows::PerformanceRows(std::string_view source, base::RowSink& sink)
    : source_(source),
      sink_(sink),
      performance_(tables::Catalog::Get().Find("performance")),
      counter_(tables::Catalog::Get().Find("performance_counter")),
      sample_(tables::Catalog::Get().Find("performance_sample")) {}

// Columns that are computed come after those given, and are NULL on the way in.
absl::Status PerformanceRows::Append(int table, std::vector<Cell> cells) {
  cells.resize(tables::Catalog::Get().tables()[static_cast<size_t>(table)].columns.size());
  return sink_.Append(table, cells);
}

absl::Status PerformanceRows::WriteCounter(std::string_view type, std::string_view counter,
                                           const CounterFacts* facts) {
  std::vector<Cell> cells = {Cell::Text(source_), Cell::Text(type), Cell::Text(counter),
                             Cell::Boolean(facts != nullptr)};
  if (facts != nullptr) {
    cells.insert(cells.end(), {Cell::Integer(facts->key), Cell::TextOrNull(facts->group),
                               Cell::TextOrNull(facts->name), Cell::TextOrNull(facts->rollup),
                               Cell::TextOrNull(facts->statistics), Cell::TextOrNull(facts->unit),
                               facts->level ? Cell::Integer(*facts->level) : Cell::Null()});
  }
  return Append(counter_, std::move(cells));
}

absl::Status PerformanceRows::WriteSummary(const PerformanceKey& key, const CounterFacts& facts,
                                           const PerformanceSummary& summary) {
  std::vector<Cell> cells = {Cell::Text(source_),      Cell::Text(key.moid),
                             Cell::Text(key.type),     Cell::Text(key.counter),
                             Cell::Text(key.instance), Cell::TextOrNull(facts.unit)};
  const std::string from = base::TimeToText(summary.from);
  const std::string to = base::TimeToText(summary.to);
  if (summary.samples == 0) {
    cells.insert(cells.end(), {Cell::Null(), Cell::Null(), Cell::Null(), Cell::Integer(0)});
  } else {
    const double divisor = facts.Divisor();
    cells.insert(cells.end(), {Cell::Integer(summary.interval_seconds), Cell::Text(from),
                               Cell::Text(to), Cell::Integer(summary.samples),
                               Cell::Real(static_cast<double>(summary.minimum) / divisor),
                               Cell::Real(summary.average / divisor),
                               Cell::Real(static_cast<double>(summary.maximum) / divisor),
                               Cell::Real(static_cast<double>(summary.p95) / divisor)});
  }
  return Append(performance_, std::move(cells));
}

absl::Status PerformanceRows::WriteSamples(const PerformanceKey& key, const CounterFacts& facts,
                                           const std::vector<PerformanceSample>& samples) {
  for (const PerformanceSample& sample : samples) {
    const std::string at = base::TimeToText(sample.at);
    RETURN_IF_ERROR(
        Append(sample_, {Cell::Text(source_), Cell::Text(key.moid), Cell::Text(key.counter),
                         Cell::Text(key.instance), Cell::Text(at),
                         Cell::Real(static_cast<double>(sample.value) / facts.Divisor())}));
  }
  return absl::OkStatus();
}

}  // namespace sitrep::collectors
