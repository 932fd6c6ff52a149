#ifndef SITREP_TABLES_PUBLIC_TEXT_H_
#define SITREP_TABLES_PUBLIC_TEXT_H_

#include <string_view>

#include "tables/catalog.h"

namespace sitrep::tables {

// True when `text` matches a pattern of `public_like` (proto/tables/options.proto) as a whole.
bool MatchesPattern(std::string_view text, std::string_view pattern);

// How this text of this column leaves the site: as the column's class says, but as an alias where
// the class is PUBLIC, the column is picky, and the text matches none of its patterns. An alias
// matches none either, so a redacted copy gets the same answer. Threads: any. Failure: none.
Redaction RedactionOf(const Column& column, std::string_view text);

}  // namespace sitrep::tables

#endif  // SITREP_TABLES_PUBLIC_TEXT_H_
