#ifndef SITREP_TESTS_SUPPORT_PROCESS_H_
#define SITREP_TESTS_SUPPORT_PROCESS_H_

#include <sys/types.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace sitrep::tests {

struct ProcessOptions {
  std::vector<std::string> arguments;  // program first, by path
  std::map<std::string, std::string>
      environment;        // added to this program's own; an empty value unsets
  std::string directory;  // to start in; empty: this program's own
};

struct ProcessResult {
  int exit_code = -1;  // 128 + signal when a signal ended it
  std::string out;
  std::string err;
};

// Process runs one program and keeps what it prints.
//
// Lifecycle: Start(), then Wait(); the destructor kills what still runs, by its id, and waits for
// its end. It also dies with the thread that started it, so a killed test leaves no server behind.
// Standard input is empty. Threads: one at a time.
class Process {
 public:
  static absl::StatusOr<std::unique_ptr<Process>> Start(const ProcessOptions& options);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  bool running();
  void Signal(int signal);

  // Waits for the end. DEADLINE_EXCEEDED when it still runs then (it goes on running).
  absl::StatusOr<ProcessResult> Wait(absl::Duration timeout = absl::Seconds(60));
  // Waits until a file with at least one byte is there, or standard error or output holds `text`.
  // ABORTED with what was printed when the program ends before.
  absl::Status WaitForFile(const std::string& path, absl::Duration timeout = absl::Seconds(30));
  absl::Status WaitForOutput(const std::string& text, absl::Duration timeout = absl::Seconds(30));

  // What it has printed so far.
  std::string out() const;
  std::string err() const;

 private:
  Process(pid_t pid, int process_fd, int out_fd, int err_fd)
      : pid_(pid), process_fd_(process_fd), out_fd_(out_fd), err_fd_(err_fd) {}
  // True when the program has ended within `timeout`.
  bool AwaitEnd(absl::Duration timeout);
  template <typename Condition>
  absl::Status WaitFor(const std::string& what, absl::Duration timeout, Condition condition);

  pid_t pid_;
  int process_fd_;
  int out_fd_;
  int err_fd_;
  bool ended_ = false;
  int wait_status_ = 0;
};

// Start and Wait. Programs that do not start or end fail the caller's test: exit_code is -1 and
// `err` says why.
ProcessResult RunProcess(const ProcessOptions& options, absl::Duration timeout = absl::Seconds(60));

// Full path of a program of this build, such as "sitrep".
std::string ProgramPath(const std::string& name);

}  // namespace sitrep::tests

#endif  // SITREP_TESTS_SUPPORT_PROCESS_H_
