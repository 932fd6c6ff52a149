#ifndef SITREP_AGENT_OUTPUT_PROGRESS_H_
#define SITREP_AGENT_OUTPUT_PROGRESS_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "agent/context.h"

namespace sitrep::agent {

// How far one piece of work is. `total` -1: not known.
struct ProgressState {
  std::string label;
  int64_t done = 0;
  int64_t total = -1;
  std::string detail;
};

// "label  [=====>    ]  52 %  detail", at most `columns` wide; without a total there is no bar.
std::string ProgressLine(const ProgressState& state, int columns);

// "3.0 MiB of 10.0 MiB, 1.5 MiB/s", with what is left once it can be told.
std::string TransferText(int64_t done, int64_t total, absl::Duration elapsed);

// Progress shows how far the work at hand is: on a terminal one line that is drawn over, elsewhere
// a line every now and then, with --quiet nothing.
//
// Lifecycle: Update() as often as there is news; Finish() ends the line. The destructor finishes.
// Threads: one.
class Progress {
 public:
  explicit Progress(const Context& context) : context_(context) {}
  ~Progress() { Finish(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Update(const ProgressState& state);
  // Clears the bar, so that other lines can be printed.
  void Finish();

 private:
  const Context& context_;
  absl::Time last_ = absl::InfinitePast();
  std::string label_;
  bool drawn_ = false;
};

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_PROGRESS_H_
