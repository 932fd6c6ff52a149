#ifndef SITREP_CHECKS_FINDING_TEXT_H_
#define SITREP_CHECKS_FINDING_TEXT_H_

#include <string>

#include "proto/findings.pb.h"

namespace sitrep::checks {

// How people read findings: one wording for both sides, so that the same object is named alike
// before and after redaction. The text may hold whatever a source said; whoever prints it to a
// terminal makes it fit for one. Threads: any.

using Values = google::protobuf::RepeatedPtrField<Value>;

// The value alone; "NULL" when it is absent.
std::string ValueText(const Value& value);
// "web-1 [vm-12]  free_percent 3": the object of a finding by its name, its key without the source,
// and its evidence less what is absent or empty.
std::string ObjectText(const Finding& finding);
std::string ObjectText(const Values& key, const Values& evidence);
// What a person would call the object by: its name, else that of what it belongs to; "" when the
// evidence has none.
std::string NameText(const Values& evidence);
// "datastore.free_bytes denied for 3 objects, needs privilege System.Read (NoPermission)".
std::string GapText(const Gap& gap);

}  // namespace sitrep::checks

#endif  // SITREP_CHECKS_FINDING_TEXT_H_
