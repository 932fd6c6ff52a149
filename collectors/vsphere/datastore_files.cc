#include "collectors/vsphere/datastore_files.h"

#include <algorithm>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "base/status_macros.h"
#include "collectors/vsphere/cell_text.h"
#include "collectors/vsphere/datastore_search.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/property_read.h"
#include "collectors/vsphere/xml_names.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

using base::Cell;

constexpr size_t kDatastoresAtOnce = 100;

struct Searched {
  std::string moid;
  std::string name;
  Reference browser;
  bool accessible = true;
};

// One run over the datastores.
class FileRun {
 public:
  FileRun(ReaderContext& context, const DatastoreFileLimits& limits)
      : context_(context), limits_(limits), table_(tables::Catalog::Get().Find("datastore_file")) {}

  absl::Status Go();

 private:
  absl::StatusOr<std::vector<Searched>> Datastores();
  absl::Status ReadNames(const RetrieveSpec& spec, std::vector<Searched>& found);
  absl::Status Search(const Searched& datastore);
  absl::Status Append(const Searched& datastore, const FoundFile& file);
  void Note(const std::string& moid, const absl::Status& status);
  void Note(const std::string& moid, std::string_view status, std::string_view reason);

  ReaderContext& context_;
  const DatastoreFileLimits limits_;
  const int table_;
  int64_t rows_ = 0;     // of the run
  int64_t of_this_ = 0;  // of the datastore
  absl::Status sink_status_;
};

void FileRun::Note(const std::string& moid, std::string_view status, std::string_view reason) {
  context_.gaps.AddObject(table_, -1, status, reason, "", moid);
}

void FileRun::Note(const std::string& moid, const absl::Status& status) {
  if (const std::optional<Fault> fault = FaultOf(status)) {
    context_.gaps.AddObject(table_, -1, StatusOf(*fault), fault->type, fault->privilege, moid);
  } else if (absl::IsDeadlineExceeded(status)) {
    Note(moid, "failed", "timeout");
  } else if (absl::IsResourceExhausted(status)) {
    Note(moid, "failed", "too_many");
  } else {
    Note(moid, "failed", absl::StatusCodeToString(status.code()));
  }
}

absl::Status FileRun::ReadNames(const RetrieveSpec& spec, std::vector<Searched>& found) {
  return ReadProperties(context_.session, spec, [&](const PropertyValue& property) {
    if (found.empty() || found.back().moid != property.object.value) {
      found.push_back({.moid = property.object.value, .name = "", .browser = {}});
    }
    Searched& datastore = found.back();
    if (property.missing != nullptr) {
      Note(datastore.moid, FaultStatus(*property.missing, "RetrievePropertiesEx"));
    }
    if (property.value == nullptr) return;
    if (property.name == "name") datastore.name = TextOf(*property.value);
    if (property.name == "browser") {
      datastore.browser = {std::string(PlainType(*property.value)), TextOf(*property.value)};
    }
    if (property.name == "summary.accessible") {
      datastore.accessible = ReadBoolean(TextOf(*property.value)).value_or(true);
    }
  });
}

absl::StatusOr<std::vector<Searched>> FileRun::Datastores() {
  ASSIGN_OR_RETURN(const std::vector<Reference> all, context_.objects("Datastore"));
  std::vector<Searched> found;
  for (size_t at = 0; at < all.size(); at += kDatastoresAtOnce) {
    RetrieveSpec spec;
    spec.type = "Datastore";
    spec.paths = {"name", "browser", "summary.accessible"};
    const size_t end = std::min(all.size(), at + kDatastoresAtOnce);
    spec.objects.assign(all.begin() + static_cast<std::ptrdiff_t>(at),
                        all.begin() + static_cast<std::ptrdiff_t>(end));
    RETURN_IF_ERROR(ReadNames(spec, found));
  }
  return found;
}

absl::Status FileRun::Append(const Searched& datastore, const FoundFile& file) {
  if (++of_this_ > limits_.most_rows) return absl::ResourceExhaustedError("too many files");
  const std::string path = FilePath(file.folder, TextOf(ChildNamed(*file.info, "path")));
  const std::string_view type = InstanceType(*file.info, XmlScope());
  const std::optional<int64_t> size = ReadInteger(TextOf(ChildNamed(*file.info, "fileSize")));
  const std::string modified = TextOf(ChildNamed(*file.info, "modification"));
  const std::string owner = TextOf(ChildNamed(*file.info, "owner"));
  std::string modified_at;
  const bool timed = ReadWireTime(modified, modified_at) == TimeReading::kTime;
  const Cell cells[] = {Cell::Text(context_.session.source_key()),
                        Cell::Text(datastore.moid),
                        Cell::Text(path),
                        Cell::Text(type.empty() ? "FileInfo" : type),
                        size ? Cell::Integer(*size) : Cell::Null(),
                        timed ? Cell::Text(modified_at) : Cell::Null(),
                        owner.empty() ? Cell::Null() : Cell::Text(owner)};
  sink_status_ = context_.sink.Append(table_, cells);
  if (sink_status_.ok() && ++rows_ % 1000 == 0) context_.progress(rows_);
  return sink_status_;
}

absl::Status FileRun::Search(const Searched& datastore) {
  of_this_ = 0;
  DatastoreSearch search(context_.session, limits_);
  const absl::Status status =
      search.Run(datastore.browser, datastore.name,
                 [&](const FoundFile& file) { return Append(datastore, file); });
  RETURN_IF_ERROR(sink_status_);
  if (absl::IsCancelled(status) || IsSessionLoss(status)) return status;
  if (!status.ok()) Note(datastore.moid, status);
  return absl::OkStatus();
}

absl::Status FileRun::Go() {
  ASSIGN_OR_RETURN(const std::vector<Searched> datastores, Datastores());
  for (const Searched& datastore : datastores) {
    if (datastore.browser.empty() || datastore.name.empty()) continue;
    if (!datastore.accessible) {
      Note(datastore.moid, "failed", "inaccessible");
      continue;
    }
    RETURN_IF_ERROR(Search(datastore));
    context_.progress(rows_);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadDatastoreFiles(ReaderContext& context, const DatastoreFileLimits& limits) {
  return FileRun(context, limits).Go();
}

absl::Status ReadDatastoreFile(ReaderContext& context) { return ReadDatastoreFiles(context, {}); }

}  // namespace sitrep::collectors
