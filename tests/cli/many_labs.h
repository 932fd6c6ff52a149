#ifndef SITREP_TESTS_CLI_MANY_LABS_H_
#define SITREP_TESTS_CLI_MANY_LABS_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/lab_process.h"
#include "tests/support/process.h"

namespace sitrep::tests {

// ManyLabs is a site with several sources, each a lab of its own, named in a configuration file:
// "one", "two", ... A step that fails fails the test. Lifecycle: the destructor ends the labs and
// removes the folder.
class ManyLabs {
 public:
  explicit ManyLabs(const std::string& name);
  ~ManyLabs();

  // Adds a lab and its source, with `more` settings, a line each.
  LabProcess& Add(const std::string& name, const std::vector<std::string>& lab_flags = {},
                  const std::vector<std::string>& more = {});
  // Adds a source that is some lab under another name, as host:port of this address.
  void AddAnotherName(const std::string& name, const std::string& lab, const std::string& host);
  LabProcess& lab(const std::string& name);
  // The lab ends at once, as a power failure would end it.
  void Kill(const std::string& name);

  ProcessResult Sitrep(std::vector<std::string> arguments);
  std::unique_ptr<Process> Start(std::vector<std::string> arguments);
  // One value of a snapshot.
  std::string Query(const std::string& snapshot, const std::string& sql);
  // Asks the lab again and again until `condition` holds; fails the test after half a minute.
  void Await(const std::function<bool()>& condition);

  std::string Path(const std::string& file) const { return folder_ + "/" + file; }
  std::string state() const { return Path("state"); }
  void WritePassword(const std::string& name, const std::string& password);

 private:
  struct Source {
    std::string name;
    std::unique_ptr<LabProcess> lab;
  };
  ProcessOptions Options(std::vector<std::string> arguments);
  void AddToConfig(const std::string& name, const std::string& url, const LabProcess& lab,
                   const std::string& password_of, const std::vector<std::string>& more);

  std::string folder_;
  std::string config_ = "sources:\n";
  std::vector<Source> sources_;
};

}  // namespace sitrep::tests

#endif  // SITREP_TESTS_CLI_MANY_LABS_H_
