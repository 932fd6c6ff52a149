#ifndef SITREP_COLLECTORS_VSPHERE_CELL_READER_H_
#define SITREP_COLLECTORS_VSPHERE_CELL_READER_H_

#include <string>

#include "absl/status/statusor.h"
#include "base/certificate.h"
#include "base/row.h"
#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/element_index.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {

// CellReader reads the cells of rows, and keeps what several columns need of one value: the entries
// of an array by their keys, the certificate that was read last.
//
// Lifecycle: Begin() for each object, before its document goes. Threads: one at a time. Failure:
// none; see Read().
class CellReader {
 public:
  void Begin() { index_.Clear(); }

  // `value` is the property's value, or a child table's element; an empty node when the source
  // leaves the property unset. `scratch` holds text that has to be rewritten; the cell may point
  // into it and into the parsed chunk. Returns false when the value is there but is not what the
  // column holds; the cell is then NULL.
  bool Read(const ColumnPlan& column, const pugi::xml_node& value, const XmlScope& scope,
            std::string& scratch, base::Cell& cell);

 private:
  bool ReadFirst(const ColumnPlan& column, const pugi::xml_node& value, const XmlScope& scope,
                 std::string& scratch, base::Cell& cell);
  bool ReadCertificateCell(const ColumnPlan& column, const pugi::xml_node& value,
                           const XmlScope& scope, std::string& scratch, base::Cell& cell);

  ElementIndex index_;
  std::string certificate_;  // the bytes that facts_ are of
  absl::StatusOr<base::CertificateFacts> facts_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_CELL_READER_H_
