#ifndef SITREP_COLLECTORS_APPLIANCE_JSON_CELL_H_
#define SITREP_COLLECTORS_APPLIANCE_JSON_CELL_H_

#include <string>

#include "base/row.h"
#include "collectors/appliance/json.h"
#include "tables/catalog.h"

namespace sitrep::collectors {

// What the column's path leads to, from an element on; nullptr when it leads nowhere.
const Json* WalkJson(const Json& element, const tables::Path& path);

// Reads the column's cell from the value that its path leads to; text lies in `scratch` or in the
// value. False when the value is of another kind than the column's; absent and null are NULL.
bool ReadJsonCell(const tables::Column& column, const Json* value, std::string& scratch,
                  base::Cell& cell);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_APPLIANCE_JSON_CELL_H_
