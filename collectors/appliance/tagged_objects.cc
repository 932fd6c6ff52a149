#include "collectors/appliance/tagged_objects.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "collectors/appliance/appliance_reader.h"
#include "collectors/vsphere/table_reader.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

// Keeps, of the rows of the tables of tags, what leads from a name to objects.
class TagSink : public base::RowSink {
 public:
  explicit TagSink(const std::string& name) : name_(name) {}

  absl::Status Append(int table, base::Row row) override {
    const tables::Table& declared = tables::Catalog::Get().tables()[static_cast<size_t>(table)];
    const auto text = [&](std::string_view column) {
      return std::string(row[static_cast<size_t>(declared.Find(column))].text);
    };
    if (declared.name == "tag" && text("name") == name_) ids_.insert(text("tag_id"));
    if (declared.name == "tag_assignment") {
      assigned_.push_back({text("tag_id"), {text("object_type"), text("object_moid")}});
    }
    return absl::OkStatus();
  }

  bool found() const { return !ids_.empty(); }
  std::vector<Reference> Objects() const {
    std::vector<Reference> objects;
    for (const auto& [id, object] : assigned_) {
      if (ids_.contains(id)) objects.push_back(object);
    }
    return objects;
  }

 private:
  const std::string& name_;
  std::set<std::string> ids_;
  std::vector<std::pair<std::string, Reference>> assigned_;
};

absl::Status GapStatus(const Gap& gap, const Session& session) {
  const std::string message =
      absl::StrCat(session.address(), ": tags cannot be read: ", gap.status, ", ", gap.reason);
  if (gap.status == "not_supported") return absl::UnimplementedError(message);
  if (gap.status == "denied") return absl::PermissionDeniedError(message);
  return absl::UnavailableError(message);
}

}  // namespace

absl::StatusOr<std::vector<Reference>> TaggedObjects(Session& session, const std::string& name) {
  const std::vector<int> tables = {tables::Catalog::Get().Find("tag"),
                                   tables::Catalog::Get().Find("tag_assignment")};
  const CollectOptions options;
  TagSink sink(name);
  GapLedger gaps;
  CollectReport report;
  ReaderContext context{.session = session,
                        .options = options,
                        .tables = tables,
                        .sink = sink,
                        .gaps = gaps,
                        .objects = [](const std::string&) { return std::vector<Reference>(); },
                        .progress = [](int64_t) {},
                        .report = report};
  if (!session.content().is_vcenter()) {
    return absl::UnimplementedError(absl::StrCat(session.address(), " has no tags: no vCenter"));
  }
  RETURN_IF_ERROR(ReadAppliance(context));
  if (const std::vector<Gap> missing = gaps.Gaps(); !missing.empty()) {
    return GapStatus(missing.front(), session);
  }
  if (!sink.found()) {
    return absl::NotFoundError(absl::StrCat(session.address(), " has no tag named \"", name,
                                            "\" that this account can see"));
  }
  return sink.Objects();
}

}  // namespace sitrep::collectors
