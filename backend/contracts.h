#ifndef SITREP_BACKEND_CONTRACTS_H_
#define SITREP_BACKEND_CONTRACTS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "backend/config.h"
#include "backend/store.h"

namespace sitrep::backend {

// Contracts keeps what each tenant is entitled to, in the store.
// Ownership: `store` outlives it. Threads: any. Failure: NOT_FOUND names the tenant.
class Contracts {
 public:
  explicit Contracts(Store& store) : store_(store) {}

  // Makes the tenant, or replaces its contract.
  absl::Status Put(const Contract& contract, absl::Time now);
  absl::StatusOr<Contract> Get(const std::string& tenant);
  absl::StatusOr<std::vector<Contract>> List();

 private:
  Store& store_;
};

// PERMISSION_DENIED, with the day it ended, when the contract is over at `now`.
absl::Status CheckEntitled(const Contract& contract, absl::Time now);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_CONTRACTS_H_
