#include "collectors/vsphere/table_reader.h"

#include <algorithm>

#include "collectors/appliance/appliance_reader.h"
#include "collectors/vsphere/datastore_files.h"
#include "collectors/vsphere/history_reader.h"
#include "collectors/vsphere/performance_reader.h"
#include "collectors/vsphere/vsan_reader.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

struct NamedReader {
  std::string_view name;
  ReadTables read;
};

// One line for each reader that a declaration names.
constexpr NamedReader kReaders[] = {{"performance", ReadPerformance},
                                    {"history", ReadHistory},
                                    {"appliance", ReadAppliance},
                                    {"vsan", ReadVsan},
                                    {"datastore_file", ReadDatastoreFile}};

}  // namespace

bool ReaderContext::Wants(std::string_view table) const {
  const int index = tables::Catalog::Get().Find(table);
  return std::find(tables.begin(), tables.end(), index) != tables.end();
}

ReadTables FindReader(std::string_view name) {
  for (const NamedReader& reader : kReaders) {
    if (reader.name == name) return reader.read;
  }
  return nullptr;
}

}  // namespace sitrep::collectors
