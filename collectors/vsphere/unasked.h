#ifndef SITREP_COLLECTORS_VSPHERE_UNASKED_H_
#define SITREP_COLLECTORS_VSPHERE_UNASKED_H_

#include <string_view>
#include <vector>

#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/gap_ledger.h"

namespace sitrep::collectors {

// Which of a plan's properties are asked for: all, until the source turns out not to know one.

// Marks the properties that `path` concerns as not to be asked, in `asked`, which has an entry for
// each. False when none of them was: asking again would change nothing.
bool DropPath(const TypePlan& plan, std::string_view path, std::vector<bool>& asked);

// Notes what the plan's tables lack for it: columns left out of the run on purpose, and what hangs
// on properties that are not asked.
void NoteUnasked(const TypePlan& plan, const std::vector<bool>& asked, GapLedger& gaps);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_UNASKED_H_
