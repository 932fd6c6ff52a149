#ifndef SITREP_BASE_INTERRUPT_H_
#define SITREP_BASE_INTERRUPT_H_

#include <atomic>

namespace sitrep::base {

// Interrupt is a flag that says "finish soon": log out, remove partial files, return CANCELLED.
// Long work polls it.
//
// Ownership: must outlive whoever polls it. Threads: any; Request() is also safe in a signal
// handler.
class Interrupt {
 public:
  void Request() { requested_.store(true, std::memory_order_relaxed); }
  bool requested() const { return requested_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> requested_{false};
};

// Makes SIGINT and SIGTERM request this flag; a second signal ends the program at once. One flag
// for the program.
Interrupt& InterruptOnSignals();

}  // namespace sitrep::base

#endif  // SITREP_BASE_INTERRUPT_H_
