#include "backend/contracts.h"

#include "absl/strings/str_cat.h"
#include "backend/refusal.h"
#include "base/clock.h"
#include "base/status_macros.h"

namespace sitrep::backend {
namespace {

absl::Status PutTenant(base::Database& database, const Contract& contract, absl::Time now) {
  ASSIGN_OR_RETURN(
      base::Statement put,
      database.Prepare("INSERT INTO tenant(name, plan, time_zone, entitled_until_at, created_at) "
                       "VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(name) DO UPDATE SET "
                       "plan = ?2, time_zone = ?3, entitled_until_at = ?4"));
  put.BindText(1, contract.tenant)
      .BindText(2, contract.plan)
      .BindText(3, contract.time_zone)
      .BindNull(4)
      .BindText(5, base::TimeToText(now));
  if (contract.entitled_until != absl::InfiniteFuture()) {
    put.BindText(4, base::TimeToText(contract.entitled_until));
  }
  return put.Run();
}

absl::Status PutHolidays(base::Database& database, const Contract& contract) {
  ASSIGN_OR_RETURN(base::Statement clear,
                   database.Prepare("DELETE FROM holiday WHERE tenant = ?1"));
  RETURN_IF_ERROR(clear.BindText(1, contract.tenant).Run());
  ASSIGN_OR_RETURN(base::Statement put,
                   database.Prepare("INSERT INTO holiday(tenant, day) VALUES(?1, ?2)"));
  for (const absl::CivilDay day : contract.holidays) {
    RETURN_IF_ERROR(put.BindText(1, contract.tenant).BindText(2, absl::FormatCivilTime(day)).Run());
  }
  return absl::OkStatus();
}

absl::StatusOr<Contract> ReadContract(base::Database& database, const base::Statement& row) {
  Contract contract;
  contract.tenant = std::string(row.Text(0));
  contract.plan = std::string(row.Text(1));
  contract.time_zone = std::string(row.Text(2));
  if (!row.IsNull(3)) {
    ASSIGN_OR_RETURN(contract.entitled_until, base::TimeFromText(row.Text(3)));
  }
  ASSIGN_OR_RETURN(base::Statement days,
                   database.Prepare("SELECT day FROM holiday WHERE tenant = ?1"));
  days.BindText(1, contract.tenant);
  while (true) {
    ASSIGN_OR_RETURN(const bool more, days.Step());
    if (!more) return contract;
    ASSIGN_OR_RETURN(const absl::CivilDay day, ParseDay(std::string(days.Text(0))));
    contract.holidays.insert(day);
  }
}

}  // namespace

absl::Status Contracts::Put(const Contract& contract, absl::Time now) {
  RETURN_IF_ERROR(ValidateTenantName(contract.tenant));
  return store_.Write([&](base::Database& database) -> absl::Status {
    RETURN_IF_ERROR(PutTenant(database, contract, now));
    return PutHolidays(database, contract);
  });
}

absl::StatusOr<Contract> Contracts::Get(const std::string& tenant) {
  return store_.ReadValue<Contract>([&](base::Database& database) -> absl::StatusOr<Contract> {
    ASSIGN_OR_RETURN(base::Statement select,
                     database.Prepare("SELECT name, plan, time_zone, entitled_until_at FROM tenant "
                                      "WHERE name = ?1"));
    ASSIGN_OR_RETURN(const bool found, select.BindText(1, tenant).Step());
    if (!found) return Refusal(absl::NotFoundError(absl::StrCat("there is no tenant ", tenant)));
    return ReadContract(database, select);
  });
}

absl::StatusOr<std::vector<Contract>> Contracts::List() {
  using Rows = std::vector<Contract>;
  return store_.ReadValue<Rows>([](base::Database& database) -> absl::StatusOr<Rows> {
    ASSIGN_OR_RETURN(base::Statement select,
                     database.Prepare("SELECT name, plan, time_zone, entitled_until_at FROM tenant "
                                      "ORDER BY name"));
    Rows contracts;
    while (true) {
      ASSIGN_OR_RETURN(const bool more, select.Step());
      if (!more) return contracts;
      ASSIGN_OR_RETURN(Contract contract, ReadContract(database, select));
      contracts.push_back(std::move(contract));
    }
  });
}

absl::Status CheckEntitled(const Contract& contract, absl::Time now) {
  if (now < contract.entitled_until) return absl::OkStatus();
  return Refusal(absl::PermissionDeniedError(
      absl::StrCat("the support contract of ", contract.tenant, " ended at ",
                   base::TimeToText(contract.entitled_until), "; renew it to go on")));
}

}  // namespace sitrep::backend
