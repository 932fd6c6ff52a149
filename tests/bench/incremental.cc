// What further snapshots of a watched source cost, beside one that reads everything: calls, bytes
// on the wire and milliseconds, on a lab. docs/performance.md tells the method.
//
//   tests_bench_incremental [machines for each of 4 pools, 250]
//
// With SITREP_BENCH_KEEP set the snapshots stay in the temporary folder; their table `cost` tells
// which methods it was.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "collectors/vsphere/collect.h"
#include "collectors/vsphere/watch.h"
#include "snapshot/revision.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"
#include "tests/support/lab_process.h"

namespace sitrep::tests {
namespace {

using collectors::CollectOptions;
using collectors::CollectReport;

void Check(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", status.ToString().c_str());
  std::exit(1);
}

void PrintHeader() {
  std::printf("%-46s %6s %12s %8s %9s %8s\n", "", "calls", "bytes", "seconds", "updates", "rows");
}

void Print(const char* what, const CollectReport& report, int64_t updates, int64_t rows) {
  std::printf("%-46s %6lld %12lld %8.2f %9lld %8lld\n", what, static_cast<long long>(report.calls),
              static_cast<long long>(report.received_bytes + report.sent_bytes),
              absl::ToDoubleSeconds(report.elapsed), static_cast<long long>(updates),
              static_cast<long long>(rows));
}

absl::Status AppendInfo(base::RowSink& sink) {
  const tables::Table& table = tables::Catalog::Get().table("snapshot_info");
  std::vector<base::Cell> row(table.columns.size());
  row[static_cast<size_t>(table.Find("source"))] = base::Cell::Text("snapshot");
  row[static_cast<size_t>(table.Find("format_version"))] = base::Cell::Integer(1);
  return sink.Append(tables::Catalog::Get().Find("snapshot_info"), row);
}

class Bench {
 public:
  Bench(LabProcess& lab, const std::string& name, CollectOptions options)
      : lab_(lab),
        options_(std::move(options)),
        folder_(std::filesystem::temp_directory_path() /
                absl::StrCat("sitrep-incremental-", name)) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Bench() {
    watch_.reset();
    if (std::getenv("SITREP_BENCH_KEEP") != nullptr) return;
    std::filesystem::remove_all(folder_);
  }

  void Full(const char* what) {
    auto rows = snapshot::SnapshotWriter::Create(NewPath());
    Check(rows.status());
    const auto report =
        collectors::Collect(lab_.source(), options_, **rows, {}, base::Clock::Real(), interrupt_);
    Check(report.status());
    Check(AppendInfo(**rows));
    Check((*rows)->Seal());
    int64_t count = 0;
    for (const auto& table : report->tables) count += table.rows;
    Print(what, *report, 0, count);
  }

  void Round(const char* what) {
    if (watch_ == nullptr) {
      auto watch = collectors::SourceWatch::Connect(lab_.source(), options_, base::Clock::Real(),
                                                    interrupt_);
      Check(watch.status());
      watch_ = *std::move(watch);
    }
    const std::string path = NewPath();
    auto rows = last_.empty() ? snapshot::SnapshotRevision::Create(path)
                              : snapshot::SnapshotRevision::Revise(last_, path);
    Check(rows.status());
    const auto report = watch_->Read(**rows);
    Check(report.status());
    Check(AppendInfo(**rows));
    const int64_t changed = (*rows)->changed_rows();
    Check((*rows)->Seal());
    watch_->Keep();
    last_ = path;
    Print(what, report->source, report->entered + report->modified + report->left, changed);
  }

  void Change(const char* action, int machines) {
    for (int i = 0; i < machines; ++i) {
      Check(lab_.Post("change", absl::StrCat(R"({"action": ")", action, R"(", "vm": "web-)",
                                             i < 9 ? "0" : "", i + 1, "\"}")));
    }
  }

 private:
  std::string NewPath() { return absl::StrCat(folder_.string(), "/", ++files_, ".sitrep"); }

  LabProcess& lab_;
  const CollectOptions options_;
  const std::filesystem::path folder_;
  base::Interrupt interrupt_;
  std::unique_ptr<collectors::SourceWatch> watch_;
  std::string last_;
  int files_ = 0;
};

void RunAll(LabProcess& lab, const std::string& name, int machines, const CollectOptions& options) {
  const int some = std::max(1, machines / 100);
  Bench bench(lab, name, options);
  PrintHeader();
  bench.Full("everything read, not watched");
  bench.Round("first snapshot of a watch");
  bench.Round("second, nothing changed");
  bench.Change("usage", some);
  bench.Round(absl::StrCat("usage of 1 % moved (", some, " machines)").c_str());
  bench.Change("poweroff", some);
  bench.Round(absl::StrCat("1 % powered off (", some, " machines)").c_str());
  bench.Round("nothing changed again");
}

int Main(int argc, char** argv) {
  const int pool = argc > 1 ? std::atoi(argv[1]) : 250;
  auto lab = LabProcess::Start(
      {"--now", "2026-11-22T12:00:00Z", "--vms", absl::StrCat(pool), "--hosts", "10"});
  Check(lab.status());
  const int machines = pool * 4 + 1;
  std::printf("%d machines, 20 hosts; every table of the profile\n", machines);
  RunAll(**lab, "all", machines, {});
  CollectOptions watched;
  watched.tables = {"datacenter",   "folder",          "cluster",  "host",
                    "host_service", "host_sensor",     "host_nic", "resource_pool",
                    "vm",           "vm_disk",         "vm_nic",   "vm_snapshot",
                    "datastore",    "datastore_mount", "network",  "alarm"};
  std::printf("\nonly tables of the inventory's objects, which updates keep\n");
  RunAll(**lab, "watched", machines, watched);
  return 0;
}

}  // namespace
}  // namespace sitrep::tests

int main(int argc, char** argv) { return sitrep::tests::Main(argc, argv); }
