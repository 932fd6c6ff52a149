#ifndef SITREP_AGENT_OUTPUT_JUNIT_SUITE_H_
#define SITREP_AGENT_OUTPUT_JUNIT_SUITE_H_

#include <string>
#include <vector>

namespace sitrep::agent {

// One case of a suite, as build servers show it. Texts may hold whatever a source said.
struct JunitCase {
  enum class Outcome { kPassed, kFailed, kError, kSkipped };
  std::string group;  // classname
  std::string name;
  Outcome outcome = Outcome::kPassed;
  std::string message;             // of a failure or an error
  std::vector<std::string> lines;  // what there is to say; of a passed case its output
};

// The suite as JUnit XML: well-formed, whatever the texts are; the same cases give the same bytes.
std::string JunitSuite(const std::string& name, const std::vector<JunitCase>& cases);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_JUNIT_SUITE_H_
