#include "tests/support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "base/status_macros.h"

extern char** environ;

namespace sitrep::tests {
namespace {

constexpr absl::Duration kLookAgain = absl::Milliseconds(5);

absl::Status SystemError(const std::string& what) {
  return absl::InternalError(absl::StrCat(what, ": ", std::strerror(errno)));
}

std::vector<std::string> MergedEnvironment(const std::map<std::string, std::string>& added) {
  std::vector<std::string> merged;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (added.count(text.substr(0, text.find('='))) == 0) merged.push_back(text);
  }
  for (const auto& [name, value] : added) {
    if (!value.empty()) merged.push_back(absl::StrCat(name, "=", value));
  }
  return merged;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Only calls that are safe after fork() in a program with threads.
[[noreturn]] void RunChild(char** arguments, char** environment, const char* directory, int out_fd,
                           int err_fd, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, STDIN_FILENO);
  dup2(out_fd, STDOUT_FILENO);
  dup2(err_fd, STDERR_FILENO);
  if (*directory != '\0' && chdir(directory) != 0) _exit(127);
  execve(arguments[0], arguments, environment);
  constexpr char kMessage[] = "cannot start the program\n";
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, kMessage, sizeof(kMessage) - 1);
  _exit(127);
}

std::string ReadAll(int fd) {
  std::string text;
  char buffer[16384];
  ssize_t count;
  while ((count = pread(fd, buffer, sizeof(buffer), static_cast<off_t>(text.size()))) > 0) {
    text.append(buffer, static_cast<size_t>(count));
  }
  return text;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Process>> Process::Start(const ProcessOptions& options) {
  std::vector<std::string> arguments = options.arguments;
  std::vector<std::string> environment = MergedEnvironment(options.environment);
  std::vector<char*> argument_pointers = Pointers(arguments);
  std::vector<char*> environment_pointers = Pointers(environment);
  const int out_fd = memfd_create("out", MFD_CLOEXEC);
  const int err_fd = memfd_create("err", MFD_CLOEXEC);
  if (out_fd < 0 || err_fd < 0) return SystemError("memfd_create");
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) return SystemError("fork");
  if (pid == 0) {
    RunChild(argument_pointers.data(), environment_pointers.data(), options.directory.c_str(),
             out_fd, err_fd, parent);
  }
  const int process_fd = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  if (process_fd < 0) return SystemError("pidfd_open");
  return std::unique_ptr<Process>(new Process(pid, process_fd, out_fd, err_fd));
}

Process::~Process() {
  if (running()) {
    Signal(SIGKILL);
    AwaitEnd(absl::InfiniteDuration());
  }
  close(process_fd_);
  close(out_fd_);
  close(err_fd_);
}

bool Process::running() { return !AwaitEnd(absl::ZeroDuration()); }

void Process::Signal(int signal) {
  if (!ended_) kill(pid_, signal);
}

bool Process::AwaitEnd(absl::Duration timeout) {
  if (ended_) return true;
  const absl::Time end = absl::Now() + timeout;
  while (true) {
    const int64_t left = timeout == absl::InfiniteDuration()
                             ? -1
                             : std::max<int64_t>(0, absl::ToInt64Milliseconds(end - absl::Now()));
    pollfd entry{process_fd_, POLLIN, 0};
    const int ready = poll(&entry, 1, static_cast<int>(left));
    if (ready == 0) return false;
    if (ready > 0) break;
  }
  waitpid(pid_, &wait_status_, 0);
  ended_ = true;
  return true;
}

absl::StatusOr<ProcessResult> Process::Wait(absl::Duration timeout) {
  if (!AwaitEnd(timeout)) {
    return absl::DeadlineExceededError(
        absl::StrCat("process ", pid_, " still runs; it printed: ", out(), err()));
  }
  ProcessResult result;
  result.exit_code =
      WIFEXITED(wait_status_) ? WEXITSTATUS(wait_status_) : 128 + WTERMSIG(wait_status_);
  result.out = out();
  result.err = err();
  return result;
}

template <typename Condition>
absl::Status Process::WaitFor(const std::string& what, absl::Duration timeout,
                              Condition condition) {
  const absl::Time end = absl::Now() + timeout;
  while (!condition()) {
    if (AwaitEnd(kLookAgain) && !condition()) {
      return absl::AbortedError(
          absl::StrCat("the program ended before ", what, "; it printed: ", out(), err()));
    }
    if (absl::Now() > end) {
      return absl::DeadlineExceededError(
          absl::StrCat("no ", what, " yet; it printed: ", out(), err()));
    }
  }
  return absl::OkStatus();
}

absl::Status Process::WaitForFile(const std::string& path, absl::Duration timeout) {
  return WaitFor(path, timeout, [&path] {
    struct stat facts;
    return stat(path.c_str(), &facts) == 0 && facts.st_size > 0;
  });
}

absl::Status Process::WaitForOutput(const std::string& text, absl::Duration timeout) {
  return WaitFor(absl::StrCat("\"", text, "\""), timeout, [this, &text] {
    return out().find(text) != std::string::npos || err().find(text) != std::string::npos;
  });
}

std::string Process::out() const { return ReadAll(out_fd_); }
std::string Process::err() const { return ReadAll(err_fd_); }

ProcessResult RunProcess(const ProcessOptions& options, absl::Duration timeout) {
  ProcessResult failed;
  absl::StatusOr<std::unique_ptr<Process>> process = Process::Start(options);
  if (!process.ok()) {
    failed.err = std::string(process.status().message());
    return failed;
  }
  absl::StatusOr<ProcessResult> result = (*process)->Wait(timeout);
  if (result.ok()) return *std::move(result);
  failed.err = std::string(result.status().message());
  return failed;
}

std::string ProgramPath(const std::string& name) {
  return absl::StrCat(SITREP_BINARY_DIR, "/bin/", name);
}

}  // namespace sitrep::tests
