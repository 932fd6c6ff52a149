#ifndef SITREP_REVIEW_VEIL_H_
#define SITREP_REVIEW_VEIL_H_

#include <set>
#include <string>
#include <vector>

#include "review/compared_table.h"
#include "review/gap_book.h"
#include "review/identity.h"

namespace sitrep::review {

// Veil is what of one table must not be compared, because either side could not see it. A gap that
// names its objects hides those alone. Where objects move between sources, a gap without objects
// hides all of them: nobody knows where they would have been.
//
// A plain value. Ownership: `table` and `identity` outlive it. Threads: any.
class Veil {
 public:
  Veil(const ComparedTable& table, const Identity& identity, const GapBook& before,
       const GapBook& after);

  // Rows of the object (any text where rows belong to none) may be missing on either side.
  bool HidesRows(Side side, const std::string& source, const std::string& object) const;
  // Cells of the compared column `i` may be missing.
  bool HidesCell(size_t i, Side side, const std::string& source, const std::string& object) const;

 private:
  struct Hidden {
    bool everywhere = false;
    std::set<std::string> sources;
    std::set<std::string> objects;

    bool empty() const { return !everywhere && sources.empty() && objects.empty(); }
  };
  void Add(Side side, const GapBook& book);
  void AddPlace(Side side, const GapBook& book, const std::string& column, Hidden& hidden) const;
  std::string ObjectKey(Side side, const std::string& source, const std::string& object) const;
  bool Hides(const Hidden& hidden, Side side, const std::string& source,
             const std::string& object) const;

  const ComparedTable& table_;
  const Identity& identity_;
  Hidden rows_;
  std::vector<Hidden> cells_;  // one for each compared column
};

}  // namespace sitrep::review

#endif  // SITREP_REVIEW_VEIL_H_
