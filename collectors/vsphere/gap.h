#ifndef SITREP_COLLECTORS_VSPHERE_GAP_H_
#define SITREP_COLLECTORS_VSPHERE_GAP_H_

#include <cstdint>
#include <string>

namespace sitrep::collectors {

// One gap, as the coverage table has it.
struct Gap {
  std::string table;
  std::string column;    // empty: the whole table
  std::string status;    // denied, unknown_path, failed, not_supported, interrupted, unreachable
  int64_t missing = -1;  // objects; -1 when not known
  std::string reason;
  std::string privilege;

  // Something that this source has could not be read: not for want of the thing itself, nor because
  // nobody asked.
  bool shortfall() const {
    return status != "not_supported" && status != "unknown_path" && status != "not_asked";
  }
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_GAP_H_
