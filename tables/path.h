#ifndef SITREP_TABLES_PATH_H_
#define SITREP_TABLES_PATH_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace sitrep::tables {

// One step from an XML element to some of its children, or a filter on the elements reached so far.
struct Step {
  enum class Kind {
    kChild,     // children named `name`
    kType,      // keep elements whose xsi:type is one of `alternatives`
    kHasChild,  // keep elements that have a child named `name`
    kEquals,    // keep elements whose child `name` has the text `value`
    kParent,    // ^: the element above
    kTypeName,  // @type: the xsi:type (or type) attribute itself; always last
  };
  Kind kind = Kind::kChild;
  std::string name;
  std::string value;
  std::vector<std::string> alternatives;
};

// Path is where a column's value lies: the property asked of vCenter, then the steps inside its
// value.
//
//   name                                  the property, no steps
//   summary/numHosts                      property `summary`, then child numHosts
//   config.hardware.device/[VirtualDisk]  property `config.hardware.device`, elements of that type
//   @ref @type @source @address @clock @about.version   what the program knows without asking
//
// A path of a child table's column has no property: it walks from the array's element. There
// @index is the place of the row among its object's, @text the element's own text, and a step ^
// leads to the element above.
struct Path {
  std::string special;   // "@ref" and the like; then the rest is empty
  std::string property;  // asked of vCenter
  std::vector<Step> steps;
};

// `relative`: the path belongs to a column of a child table. INVALID_ARGUMENT names the part that
// does not parse.
absl::StatusOr<Path> ParsePath(std::string_view text, bool relative);

}  // namespace sitrep::tables

#endif  // SITREP_TABLES_PATH_H_
