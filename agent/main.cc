#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "agent/program.h"
#include "base/clock.h"
#include "base/interrupt.h"

namespace {

int TerminalColumns() {
  winsize size = {};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string Environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

}  // namespace

int main(int argc, char** argv) {
  sitrep::agent::Surroundings surroundings;
  surroundings.clock = &sitrep::base::Clock::Real();
  surroundings.interrupt = &sitrep::base::InterruptOnSignals();
  surroundings.out = &std::cout;
  surroundings.err = &std::cerr;
  surroundings.err_is_terminal = isatty(STDERR_FILENO) == 1;
  surroundings.columns = TerminalColumns();
  surroundings.is_root = geteuid() == 0;
  surroundings.environment = Environment;
  return static_cast<int>(
      sitrep::agent::RunProgram(std::vector<std::string>(argv + 1, argv + argc), surroundings));
}
