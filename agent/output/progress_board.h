#ifndef SITREP_AGENT_OUTPUT_PROGRESS_BOARD_H_
#define SITREP_AGENT_OUTPUT_PROGRESS_BOARD_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/context.h"
#include "base/mutex.h"

namespace sitrep::agent {

// How far one source is.
struct SourceProgress {
  enum class Phase { kWaiting, kConnecting, kReading, kDone, kFailed };

  std::string name{};
  Phase phase = Phase::kWaiting;
  int done = 0;   // parts of the work
  int total = 0;  // 0: not known yet
  std::string part{};
  int64_t rows = 0;
  int64_t pages = 0;
  int64_t bytes = 0;     // received
  std::string remark{};  // what it waits for just now; empty: nothing
};

// "name  [====>   ]  45 %  VirtualMachine  1200 rows, 12 pages, 3.1 MiB": one line, at most
// `columns` wide; names are padded to `name_columns`.
std::string SourceLine(const SourceProgress& state, size_t name_columns, int columns);

// ProgressBoard shows how far many sources are at once: on a terminal a line each, drawn over;
// elsewhere a line every now and then for who has news; with --quiet nothing.
//
// Lifecycle: Update() from the threads that work, Draw() every now and then from the one that owns
// the terminal; Finish() clears what was drawn, so that other lines can be printed. The destructor
// finishes. Threads: Update() any, the rest one.
class ProgressBoard {
 public:
  ProgressBoard(const Context& context, const std::vector<std::string>& names);
  ~ProgressBoard() { Finish(); }
  ProgressBoard(const ProgressBoard&) = delete;
  ProgressBoard& operator=(const ProgressBoard&) = delete;

  void Update(size_t source, const std::function<void(SourceProgress&)>& change);
  void Draw();
  void Finish();

 private:
  struct Told {
    absl::Time at = absl::InfinitePast();
    SourceProgress::Phase phase = SourceProgress::Phase::kWaiting;
    std::string line;
  };
  std::vector<SourceProgress> States() const;
  void DrawOver(const std::vector<SourceProgress>& states);
  void Tell(const std::vector<SourceProgress>& states);

  const Context& context_;
  size_t name_columns_ = 0;
  size_t drawn_ = 0;  // lines on the terminal
  absl::Time last_ = absl::InfinitePast();
  std::vector<Told> told_;

  mutable base::Mutex mutex_;
  std::vector<SourceProgress> states_ SITREP_GUARDED_BY(mutex_);
};

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_PROGRESS_BOARD_H_
