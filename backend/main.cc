#include <iostream>

#include "backend/program.h"

int main(int argc, char** argv) {
  sitrep::backend::Surroundings surroundings;
  surroundings.out = &std::cout;
  surroundings.err = &std::cerr;
  surroundings.clock = &sitrep::base::Clock::Real();
  surroundings.interrupt = &sitrep::base::InterruptOnSignals();
  return static_cast<int>(
      sitrep::backend::RunProgram(std::vector<std::string>(argv + 1, argv + argc), surroundings));
}
