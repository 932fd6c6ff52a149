#ifndef SITREP_COLLECTORS_VSPHERE_GAP_LEDGER_H_
#define SITREP_COLLECTORS_VSPHERE_GAP_LEDGER_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "base/mutex.h"
#include "base/row.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/gap.h"

namespace sitrep::collectors {

// GapLedger remembers what could not be read, and becomes the tables coverage and coverage_object.
//
// A reason or privilege other than up to 64 letters, digits, dots and underscores is noted as
// `unreadable`: both are public, and the source spells them.
//
// Threads: any.
class GapLedger {
 public:
  // A whole table (`column` -1) or column is missing, for all objects or for a number not known.
  void AddWhole(int table, int column, std::string_view status, std::string_view reason,
                std::string_view privilege = {});
  // A column (-1: the row, or the child table's rows) is missing for one object.
  void AddObject(int table, int column, std::string_view status, std::string_view reason,
                 std::string_view privilege, std::string_view moid);
  // A whole table is missing because its reading ended so: a fault of the source, or the transport.
  void AddFailure(int table, const absl::Status& status);
  // Forgets what was noted for a table: it is read anew.
  void Forget(int table);
  // Forgets what was noted for a column (-1: the row) of one object: it is read anew.
  void ForgetObject(int table, int column, std::string_view moid);

  void Clear();
  // Adds what another noted.
  void Merge(const GapLedger& other);
  // `table` has a row for what `column` of another table names: what `other` noted there is missing
  // here, too, for a number of objects that nobody knows.
  void Inherit(int table, const GapLedger& other, int named_in, int column);

  std::vector<Gap> Gaps() const;
  absl::Status Write(std::string_view source, base::RowSink& sink) const;

 private:
  using Key = std::tuple<int, int, std::string, std::string>;  // table, column, status, privilege
  struct Entry {
    std::string reason;
    bool whole = false;
    std::set<std::string, std::less<>> objects;
  };
  mutable base::Mutex mutex_;
  std::map<Key, Entry> entries_ SITREP_GUARDED_BY(mutex_);
};

// The coverage status that a fault stands for.
std::string_view StatusOf(const Fault& fault);

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_GAP_LEDGER_H_
