#ifndef SITREP_AGENT_SCRATCH_FILE_H_
#define SITREP_AGENT_SCRATCH_FILE_H_

#include <string>

#include "base/clock.h"

namespace sitrep::agent {

// A path in the state directory for a file that is gone when the command ends, on every path. The
// file is not made. What a program that was killed left behind goes after a day, when the next one
// needs such a file.
class ScratchFile {
 public:
  ScratchFile(const std::string& state_directory, const std::string& ending, base::Clock& clock);
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_SCRATCH_FILE_H_
