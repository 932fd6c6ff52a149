#include "checks/requirements.h"

#include "base/status_macros.h"
#include "checks/sandbox.h"

namespace sitrep::checks {

absl::StatusOr<std::vector<Read>> RequirementsOf(const Check& check) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Sandbox> sandbox, Sandbox::OverDeclarations());
  ASSIGN_OR_RETURN(CompiledCheck compiled, sandbox->Compile(check));
  return std::move(compiled.reads);
}

}  // namespace sitrep::checks
