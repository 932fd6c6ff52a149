#ifndef SITREP_AGENT_OUTPUT_DIAGNOSIS_PRINTER_H_
#define SITREP_AGENT_OUTPUT_DIAGNOSIS_PRINTER_H_

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "agent/format.h"
#include "collectors/vsphere/doctor.h"

namespace sitrep::agent {

// What goes with a diagnosis, from where a collector does not look.
struct DiagnosisNotes {
  // Checks that lose their verdict without a privilege, by privilege.
  std::map<std::string, std::vector<std::string>> checks;
  // Lines that would make the presented certificate acceptable: the flag, or the configuration's.
  std::string accept;
};

// The lines that accept `presented` beside what is expected already. `config_file` empty: the
// source came as a URL, so they are flags; else settings of the source in that file.
std::string LinesToAccept(const std::string& presented, const std::vector<std::string>& expected,
                          const std::string& config_file, const std::string& source);

void PrintDiagnosis(const collectors::Diagnosis& diagnosis, const DiagnosisNotes& notes,
                    Format format, std::ostream& out);

}  // namespace sitrep::agent

#endif  // SITREP_AGENT_OUTPUT_DIAGNOSIS_PRINTER_H_
