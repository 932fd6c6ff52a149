#ifndef SITREP_REDACT_FILE_NAME_H_
#define SITREP_REDACT_FILE_NAME_H_

#include <string_view>

namespace sitrep::redact {

// A file on a datastore: what names the machine, and what VMware puts around it.
// web01-000001-flat.vmdk is "", "web01",
// "-000001-flat.vmdk"; vmware-3.log is all `after`.
struct FileNameParts {
  std::string_view before;
  std::string_view stem;
  std::string_view after;
};

// `folder` is the folder it lies in: a machine called web_1 has web_1/web_1.vmdk, whose _1 counts
// no disk.
FileNameParts SplitFileName(std::string_view name, std::string_view folder = {});

}  // namespace sitrep::redact

#endif  // SITREP_REDACT_FILE_NAME_H_
