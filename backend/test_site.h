#ifndef SITREP_BACKEND_TEST_SITE_H_
#define SITREP_BACKEND_TEST_SITE_H_

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "backend/agents.h"
#include "backend/config.h"
#include "backend/store.h"
#include "proto/desk.pb.h"
#include "proto/ingest.pb.h"

namespace sitrep::backend {

// What tests of this room share: a fresh folder, tenants with agents and requests, and artifacts to
// send.

// A folder of its own, removed with everything in it.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// 2026-11-23T10:00:00Z, a Monday.
absl::Time TestNow();

// A tenant with a contract, an agent and an open request; ends the program when that fails.
struct TestTenant {
  Agent agent;
  std::string request;  // id
};
TestTenant AddTenant(Store& store, const std::string& name, absl::Time now = TestNow());
std::string OpenRequest(Store& store, const Agent& agent, const std::string& client_token,
                        absl::Time now = TestNow());

// Announces `text` as an artifact.
sitrep::Open Announce(const std::string& text, ArtifactKind kind, const std::string& request);
// `size` bytes that differ by seed.
std::string SomeBytes(size_t size, uint32_t seed = 1);

enum class TestSnapshot { kRedacted, kRaw, kWithoutKey, kWithDroppedValue, kWithAnotherTable };
// The bytes of a sealed snapshot with one host that is not connected.
std::string MakeSnapshot(const std::string& folder, TestSnapshot kind);

}  // namespace sitrep::backend

#endif  // SITREP_BACKEND_TEST_SITE_H_
