#include "agent/output/trend_printer.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/output/json.h"
#include "agent/output/plain_text.h"
#include "agent/output/row_printer.h"
#include "base/clock.h"

namespace sitrep::agent {
namespace {

constexpr size_t kRunsInText = 12;
constexpr const char* kSeverities[] = {"critical", "major", "minor", "info"};
// A line through a few weeks says nothing of what comes after many years.
constexpr double kMostDays = 3650;

int64_t CountOf(const std::map<std::string, int64_t>& counts, const std::string& name) {
  const auto found = counts.find(name);
  return found == counts.end() ? 0 : found->second;
}

// Days from the newest run until the licence ends; below zero when it has.
std::optional<int64_t> DaysUntil(const SourceTrend& trend, const LicenseTerm& license) {
  if (trend.runs.empty()) return std::nullopt;
  const absl::StatusOr<absl::Time> from = base::TimeFromText(trend.runs.back().observed_at);
  const absl::StatusOr<absl::Time> until = base::TimeFromText(license.expires_at);
  if (!from.ok() || !until.ok()) return std::nullopt;
  return static_cast<int64_t>(std::floor(absl::ToDoubleHours(*until - *from) / 24));
}

std::string DaysText(const SpaceTrend& trend) {
  if (!trend.bytes_a_day.has_value()) {
    return absl::StrCat("too little is known (", CountText(trend.points, "run", "runs"),
                        "; 3 over a day are needed)");
  }
  if (!trend.days_left.has_value()) return "not shrinking";
  if (*trend.days_left > kMostDays) return "more than 10 years left";
  return absl::StrCat(static_cast<int64_t>(*trend.days_left), " days left, ",
                      BytesText(static_cast<int64_t>(-*trend.bytes_a_day)), " a day, from ",
                      CountText(trend.points, "run", "runs"));
}

void PrintRuns(const SourceTrend& trend, std::ostream& out) {
  ResultTable table;
  table.columns = {"run",      "critical", "major", "minor",     "info",
                   "accepted", "new",      "fixed", "re-opened", "unknown"};
  const size_t first = trend.runs.size() > kRunsInText ? trend.runs.size() - kRunsInText : 0;
  for (size_t i = first; i < trend.runs.size(); ++i) {
    const RunCounts& run = trend.runs[i];
    std::vector<ResultTable::Value> row = {run.observed_at};
    for (const char* severity : kSeverities) row.emplace_back(CountOf(run.severities, severity));
    for (const int64_t count : {run.accepted, run.added, run.fixed, run.reopened, run.unknown})
      row.emplace_back(count);
    table.rows.push_back(std::move(row));
  }
  table.Print(Format::kText, out);
}

// From the first run to the newest.
void PrintCategories(const SourceTrend& trend, std::ostream& out) {
  const RunCounts& first = trend.runs.front();
  const RunCounts& last = trend.runs.back();
  std::set<std::string> names;
  for (const auto* counts : {&first.categories, &last.categories}) {
    for (const auto& [name, count] : *counts) names.insert(name);
  }
  if (names.empty()) return;
  ResultTable table;
  table.columns = {"category", "first run", "newest run"};
  for (const std::string& name : names) {
    table.rows.push_back({name, CountOf(first.categories, name), CountOf(last.categories, name)});
  }
  out << "\n";
  table.Print(Format::kText, out);
}

void PrintSpace(const SourceTrend& trend, std::ostream& out) {
  if (trend.datastores.empty()) return;
  out << "\ndatastores\n";
  for (const DatastoreTrend& store : trend.datastores) {
    out << "  " << ForTerminal(store.now.name) << " [" << ForTerminal(store.now.moid) << "]  "
        << BytesText(store.now.free) << " of " << BytesText(store.now.capacity)
        << " free: " << DaysText(store.trend) << "\n";
  }
}

void PrintLicenses(const SourceTrend& trend, std::ostream& out) {
  if (trend.licenses.empty()) return;
  out << "\nlicences\n";
  for (const LicenseTerm& license : trend.licenses) {
    const std::optional<int64_t> days = DaysUntil(trend, license);
    out << "  " << ForTerminal(license.name) << "  until " << license.expires_at.substr(0, 10);
    if (days.has_value() && *days >= 0) out << ": " << CountText(*days, "day", "days") << " left";
    if (days.has_value() && *days < 0) out << ": over";
    out << "\n";
  }
}

void PrintText(const std::vector<SourceTrend>& trends, std::ostream& out) {
  if (trends.empty()) out << "no run is recorded yet: sitrep check records one\n";
  bool first = true;
  for (const SourceTrend& trend : trends) {
    if (!first) out << "\n";
    first = false;
    out << ForTerminal(trend.address) << ": " << CountText(trend.runs.size(), "run", "runs")
        << " recorded\n";
    if (trend.runs.empty()) continue;
    PrintRuns(trend, out);
    PrintCategories(trend, out);
    PrintSpace(trend, out);
    PrintLicenses(trend, out);
  }
}

Json CountsJson(const std::map<std::string, int64_t>& counts) {
  Json json = Json::Object();
  for (const auto& [name, count] : counts) json.Set(name, count);
  return json;
}

Json RunsJson(const SourceTrend& trend) {
  Json runs = Json::Array();
  for (const RunCounts& run : trend.runs) {
    Json json = Json::Object();
    json.Set("observed_at", run.observed_at).Set("severities", CountsJson(run.severities));
    json.Set("categories", CountsJson(run.categories)).Set("accepted", run.accepted);
    json.Set("new", run.added).Set("fixed", run.fixed).Set("reopened", run.reopened);
    runs.Add(json.Set("unknown", run.unknown));
  }
  return runs;
}

Json SpaceJson(const SourceTrend& trend) {
  Json stores = Json::Array();
  for (const DatastoreTrend& store : trend.datastores) {
    Json json = Json::Object();
    json.Set("moid", store.now.moid).Set("name", store.now.name);
    json.Set("capacity_bytes", store.now.capacity).Set("free_bytes", store.now.free);
    json.Set("runs", store.trend.points);
    const SpaceTrend& space = store.trend;
    json.Set("bytes_a_day", space.bytes_a_day ? Json(*space.bytes_a_day) : Json());
    stores.Add(json.Set("days_left", space.days_left ? Json(*space.days_left) : Json()));
  }
  return stores;
}

Json LicensesJson(const SourceTrend& trend) {
  Json licenses = Json::Array();
  for (const LicenseTerm& license : trend.licenses) {
    const std::optional<int64_t> days = DaysUntil(trend, license);
    Json json = Json::Object();
    json.Set("name", license.name).Set("expires_at", license.expires_at);
    json.Set("total", license.total).Set("used", license.used);
    licenses.Add(json.Set("days_left", days ? Json(*days) : Json()));
  }
  return licenses;
}

void PrintJson(const std::vector<SourceTrend>& trends, std::ostream& out) {
  Json sources = Json::Array();
  for (const SourceTrend& trend : trends) {
    Json json = Json::Object();
    json.Set("source", trend.source).Set("address", trend.address);
    json.Set("runs", RunsJson(trend)).Set("datastores", SpaceJson(trend));
    sources.Add(json.Set("licenses", LicensesJson(trend)));
  }
  out << sources.ToString() << "\n";
}

void PrintCsv(const std::vector<SourceTrend>& trends, std::ostream& out) {
  ResultTable table;
  table.columns = {"source", "address", "observed_at", "by", "name", "findings"};
  for (const SourceTrend& trend : trends) {
    for (const RunCounts& run : trend.runs) {
      for (const auto& [name, count] : run.severities) {
        table.rows.push_back(
            {trend.source, trend.address, run.observed_at, "severity", name, count});
      }
      for (const auto& [name, count] : run.categories) {
        table.rows.push_back(
            {trend.source, trend.address, run.observed_at, "category", name, count});
      }
    }
  }
  table.Print(Format::kCsv, out);
}

}  // namespace

void PrintTrend(const std::vector<SourceTrend>& trends, Format format, std::ostream& out) {
  if (format == Format::kJson) return PrintJson(trends, out);
  if (format == Format::kCsv) return PrintCsv(trends, out);
  PrintText(trends, out);
}

}  // namespace sitrep::agent
