#ifndef SITREP_COLLECTORS_VSPHERE_CELL_READER_H_
#define SITREP_COLLECTORS_VSPHERE_CELL_READER_H_

#include <string>

#include "base/row.h"
#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {

// Reads one column's cell. `value` is the property's value, or a child table's element; an empty
// node when the source leaves the property unset. `scratch` holds text that has to be rewritten;
// the cell may point into it and into the parsed chunk. Returns false when the value is there but
// is not what the column holds; the cell is then NULL.
bool ReadCell(const ColumnPlan& column, const pugi::xml_node& value, const XmlScope& scope,
              std::string& scratch, base::Cell& cell);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_CELL_READER_H_
