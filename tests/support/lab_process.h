#ifndef SITREP_TESTS_SUPPORT_LAB_PROCESS_H_
#define SITREP_TESTS_SUPPORT_LAB_PROCESS_H_

#include <google/protobuf/struct.pb.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/interrupt.h"
#include "collectors/vsphere/http.h"
#include "collectors/vsphere/source.h"
#include "tests/support/process.h"

namespace sitrep::tests {

// LabProcess is one sitrep-lab on a free loopback port (tests/lab/README.md), and its control.
//
// Lifecycle: Start() waits until it serves; the destructor kills it and removes its files.
// Threads: one at a time. The program is the one of this build, or what SITREP_LAB names.
class LabProcess {
 public:
  static absl::StatusOr<std::unique_ptr<LabProcess>> Start(std::vector<std::string> flags = {});
  ~LabProcess();
  LabProcess(const LabProcess&) = delete;
  LabProcess& operator=(const LabProcess&) = delete;

  // The right address, account and thumbprint.
  const collectors::SourceOptions& source() const { return source_; }
  const std::string& ca_file() const { return ca_file_; }

  // Control: path without /_lab/, such as "state" or "rule". Bodies are JSON.
  absl::StatusOr<google::protobuf::Struct> Get(const std::string& path);
  absl::Status Post(const std::string& path, const std::string& body);
  // A number of /_lab/state, such as sessions; -1 when it cannot be had.
  int64_t State(const std::string& name);
  // How often a method was called since the start or the last zero; -1 when it cannot be had.
  int64_t Calls(const std::string& method);

 private:
  LabProcess(std::unique_ptr<Process> process, std::string directory)
      : process_(std::move(process)), directory_(std::move(directory)) {}
  absl::StatusOr<std::string> Exchange(const std::string& path, const std::string* body);

  std::unique_ptr<Process> process_;
  std::string directory_;
  collectors::SourceOptions source_;
  std::string ca_file_;
  base::Interrupt interrupt_;
  std::unique_ptr<collectors::HttpConnection> control_;
};

}  // namespace sitrep::tests

#endif  // SITREP_TESTS_SUPPORT_LAB_PROCESS_H_
