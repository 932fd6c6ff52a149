#ifndef SITREP_TESTS_END_TO_END_SITE_H_
#define SITREP_TESTS_END_TO_END_SITE_H_

#include <memory>
#include <string>
#include <vector>

#include "proto/findings.pb.h"
#include "tests/support/process.h"

namespace sitrep::tests {

// Site is a whole small world in one folder: a lab, a backend when asked for, and the agent's
// state; the real programs, on loopback. Lifecycle: StartLab(), StartBackend(); the destructor
// kills both and removes the folder. A step that fails fails the test.
class Site {
 public:
  explicit Site(const std::string& name);
  ~Site();

  void StartLab(const std::vector<std::string>& arguments);
  // Starts a backend, makes a token of the plan "production" and enrols the agent.
  void StartBackendAndEnrol();

  // Runs sitrep with the state folder of this site.
  ProcessResult Sitrep(std::vector<std::string> arguments);
  // The same with the lab's address and credentials after `command`.
  ProcessResult SitrepOnLab(const std::string& command, const std::vector<std::string>& more);
  ProcessResult Backend(std::vector<std::string> arguments);
  // Asks the lab's control: GET, or POST when `body` is not empty.
  std::string Lab(const std::string& path, const std::string& body = "");
  // Runs check with --format json and reads its findings.
  Findings Check(const std::string& snapshot, const std::vector<std::string>& more = {});

  const std::string& folder() const { return folder_; }
  std::string Path(const std::string& name) const { return folder_ + "/" + name; }
  std::string state() const { return Path("state"); }
  std::string backend_data() const { return Path("backend"); }

 private:
  std::string folder_;
  std::string url_;
  std::string username_;
  std::string control_;
  std::unique_ptr<Process> lab_;
  std::unique_ptr<Process> backend_;
};

// Value of a string field in a flat JSON object.
std::string JsonField(const std::string& json, const std::string& field);

}  // namespace sitrep::tests

#endif  // SITREP_TESTS_END_TO_END_SITE_H_
