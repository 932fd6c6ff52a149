#ifndef SITREP_CHECKS_SANDBOX_H_
#define SITREP_CHECKS_SANDBOX_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/sqlite.h"
#include "checks/check.h"
#include "checks/requirements.h"
#include "tables/catalog.h"

namespace sitrep::checks {

// One column of a check's result.
struct OutputColumn {
  std::string name;
  // The declared column the value comes from, which lives for ever; null for a computed value.
  const tables::Column* origin = nullptr;
};

// A check that SQLite has prepared, and what it turned out to read.
struct CompiledCheck {
  base::Statement statement;
  std::vector<Read> reads;  // sorted, each once
  std::vector<OutputColumn> columns;
};

// Sandbox is one connection on which checks are prepared and run, and on which nothing but reading
// declared columns is possible: an authorizer, a list of functions and a step limit stand guard,
// while preparing and while running.
//
// Lifecycle: OverSnapshot or OverDeclarations, then Compile; a CompiledCheck must not outlive its
// Sandbox. Threads: one. Failure: PERMISSION_DENIED and INVALID_ARGUMENT name the check.
class Sandbox {
 public:
  // Opens the file again, for itself. A declared table or column that the file lacks is empty;
  // absent() tells.
  static absl::StatusOr<std::unique_ptr<Sandbox>> OverSnapshot(const std::string& path);
  // Over empty tables, to learn what checks read.
  static absl::StatusOr<std::unique_ptr<Sandbox>> OverDeclarations();
  ~Sandbox();

  absl::StatusOr<CompiledCheck> Compile(const Check& check);
  // From now on the running statement may take this many steps before it is interrupted.
  void AllowSteps(int64_t steps);
  bool out_of_steps() const;
  // What is declared but not in the file; a table that lacks altogether is there with an empty
  // column, too.
  const std::set<Read>& absent() const { return absent_; }

 private:
  struct Guard;
  Sandbox(base::Database database, std::unique_ptr<Guard> guard);
  absl::StatusOr<base::Statement> Prepare(const Check& check);
  absl::StatusOr<CompiledCheck> Judge(const Check& check);
  absl::Status FillUp();
  absl::Status StandGuard();

  // The guard outlives the connection that calls it.
  std::unique_ptr<Guard> guard_;
  base::Database database_;
  std::set<Read> absent_;
};

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_SANDBOX_H_
