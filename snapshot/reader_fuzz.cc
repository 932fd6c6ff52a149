// A snapshot somebody damaged or made: the input is a list of changes to a good file, six bytes
// each (a place and a byte); an input without a whole change is the file itself. Opening and
// reading may fail, never crash.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "snapshot/query.h"
#include "snapshot/reader.h"
#include "snapshot/writer.h"
#include "tables/catalog.h"

namespace {

using sitrep::base::Cell;

const std::string& Folder() {
  static const std::string* folder = [] {
    std::string name = std::filesystem::temp_directory_path() / "snapshot-fuzz-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) std::abort();
    return new std::string(name);
  }();
  return *folder;
}

// A sealed snapshot with one row in every table.
std::string GoodFile() {
  const std::string path = absl::StrCat(Folder(), "/good.sitrep");
  auto writer = sitrep::snapshot::SnapshotWriter::Create(path);
  if (!writer.ok()) std::abort();
  const auto& tables = sitrep::tables::Catalog::Get().tables();
  for (size_t i = 0; i < tables.size(); ++i) {
    std::vector<Cell> row;
    for (const auto& column : tables[i].columns) {
      const bool text = column.type == sitrep::tables::ColumnType::kText;
      row.push_back(text ? Cell::Text("some text") : Cell::Integer(1));
      if (!column.expression.empty()) row.back() = Cell::Null();
      if (column.type == sitrep::tables::ColumnType::kReal) row.back() = Cell::Real(1);
    }
    if (!(*writer)->Append(static_cast<int>(i), row).ok()) std::abort();
  }
  if (!(*writer)->Seal().ok()) std::abort();
  auto bytes = sitrep::base::ReadFile(path);
  std::filesystem::remove(path);
  return *bytes;
}

std::string Changed(std::string file, std::string_view input) {
  for (; input.size() >= 6; input.remove_prefix(6)) {
    size_t place = 0;
    for (size_t i = 0; i < 5; ++i) place = place << 8 | static_cast<uint8_t>(input[i]);
    // Half of the changes go to the headers, where a byte means more.
    const size_t range = place % 2 == 0 ? 200 : file.size();
    file[(place >> 1) % range] = input[5];
  }
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string* good = new std::string(GoodFile());
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string path = absl::StrCat(Folder(), "/changed.sitrep");
  const std::string file = size >= 6 ? Changed(*good, input) : std::string(input);
  sitrep::base::StringSource source(file);
  auto sink = sitrep::base::FileSink::Create(path);
  if (!sink.ok() || !sitrep::base::Copy(source, *sink).ok()) std::abort();
  auto reader = sitrep::snapshot::SnapshotReader::Open(path);
  if (!reader.ok()) return 0;
  const sitrep::snapshot::QueryHandler handler = {
      [](const std::vector<std::string>&) { return absl::OkStatus(); },
      [](sitrep::base::Row) { return absl::OkStatus(); }};
  for (const auto& table : sitrep::tables::Catalog::Get().tables()) {
    (void)sitrep::snapshot::RunQuery(*reader, absl::StrCat("select * from ", table.name), handler);
  }
  return 0;
}
