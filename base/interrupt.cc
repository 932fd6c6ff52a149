#include "base/interrupt.h"

#include <signal.h>
#include <unistd.h>

namespace sitrep::base {
namespace {

Interrupt& ProgramInterrupt() {
  static Interrupt interrupt;
  return interrupt;
}

void OnSignal(int signal_number) {
  if (ProgramInterrupt().requested()) _exit(128 + signal_number);
  ProgramInterrupt().Request();
}

}  // namespace

Interrupt& InterruptOnSignals() {
  Interrupt& interrupt = ProgramInterrupt();  // made before a handler can need it
  struct sigaction action = {};
  action.sa_handler = OnSignal;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return interrupt;
}

}  // namespace sitrep::base
