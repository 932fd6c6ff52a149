#include "collectors/vsphere/decoder.h"

#include <map>
#include <pugixml.hpp>

#include "base/status_macros.h"
#include "collectors/vsphere/cell_reader.h"
#include "collectors/vsphere/element_walk.h"
#include "collectors/vsphere/fault.h"
#include "collectors/vsphere/markup_scan.h"
#include "tables/catalog.h"

namespace sitrep::collectors {
namespace {

using base::Cell;

const tables::Table& Declared(const TablePlan& table) {
  return tables::Catalog::Get().tables()[static_cast<size_t>(table.table)];
}

// A snapshot chain holds at most 32; only a hostile answer comes near this.
constexpr int kDeepestTree = 1000;

constexpr unsigned kParseOptions = pugi::parse_minimal | pugi::parse_escapes | pugi::parse_cdata |
                                   pugi::parse_eol | pugi::parse_ws_pcdata_single |
                                   pugi::parse_fragment;

}  // namespace

// The chunk being decoded, and the object in it: what is at hand while rows are made.
class Decoder::Document {
 public:
  explicit Document(Decoder& decoder) : decoder_(decoder) {}

  absl::Status Decode(const TypePlan& plan, const std::vector<bool>& asked, Chunk& chunk);
  // A unit begins: the places of rows are counted from the first.
  void Begin() {
    owner_.clear();
    owner_rows_.clear();
  }

 private:
  // False: the object is left out.
  bool ReadObject(const pugi::xml_node& object);
  void ReadPropSet(const pugi::xml_node& set);
  bool ReadMissingSet(const pugi::xml_node& set);
  void NoteMissing(std::string_view path, const Fault& fault);
  int PropertyIndex(std::string_view name);
  absl::Status DecodeReturned(const Reference& owner);
  absl::Status WriteReturned(const TablePlan& table, const pugi::xml_node& value);
  absl::Status WriteTable(const TablePlan& table);
  absl::Status WriteElement(const TablePlan& table, const pugi::xml_node& element, int depth);
  absl::Status WriteRow(const TablePlan& table, const pugi::xml_node& element);
  Cell CellOf(const TablePlan& table, size_t column, const pugi::xml_node& element);
  bool KeyIsWhole(const TablePlan& table);
  void KeepWatched(const TablePlan& table);

  Decoder& decoder_;
  pugi::xml_document document_;
  const TypePlan* plan_ = nullptr;
  const XmlScope* scope_ = nullptr;
  const std::vector<bool>* asked_ = nullptr;
  std::string_view moid_;
  std::string_view type_;
  std::vector<pugi::xml_node> values_;  // by property; empty node: unset
  std::vector<bool> missing_;           // by property
  size_t next_property_ = 0;            // servers mostly answer in the order they were asked
  int64_t index_ = 0;                   // of the row among its object's
  std::string owner_;                   // whose method's answer was decoded last
  std::map<int, int64_t> owner_rows_;   // by table
  CellReader reader_;
  std::vector<Cell> cells_;
  std::vector<std::string> scratch_;  // by column, kept for its capacity
  std::string moid_scratch_;
};

absl::Status Decoder::Document::Decode(const TypePlan& plan, const std::vector<bool>& asked,
                                       Chunk& chunk) {
  reader_.Begin();
  plan_ = &plan;
  scope_ = &chunk.scope;
  asked_ = &asked;
  const pugi::xml_parse_result parsed = document_.load_buffer_inplace(
      chunk.xml.data(), chunk.xml.size(), kParseOptions, pugi::encoding_utf8);
  if (!parsed) return absl::DataLossError("the answer is not well-formed XML");
  if (!plan.method.empty()) return DecodeReturned(chunk.owner);
  for (pugi::xml_node object = document_.first_child(); object; object = object.next_sibling()) {
    if (!IsNamed(object, "objects", *scope_) || !ReadObject(object)) continue;
    decoder_.objects_.fetch_add(1, std::memory_order_relaxed);
    for (const TablePlan& table : plan.tables) RETURN_IF_ERROR(WriteTable(table));
  }
  return absl::OkStatus();
}

// Rows of one object may come in several chunks; their places go on counting.
absl::Status Decoder::Document::DecodeReturned(const Reference& owner) {
  if (owner.value != owner_) {
    owner_ = owner.value;
    owner_rows_.clear();
  }
  moid_ = owner_;
  type_ = owner.type;
  for (pugi::xml_node value = document_.first_child(); value; value = value.next_sibling()) {
    if (!IsNamed(value, kReturnedWord, *scope_)) continue;
    decoder_.objects_.fetch_add(1, std::memory_order_relaxed);
    for (const TablePlan& table : plan_->tables) {
      index_ = owner_rows_[table.table];
      RETURN_IF_ERROR(WriteReturned(table, value));
      owner_rows_[table.table] = index_;
    }
  }
  return absl::OkStatus();
}

absl::Status Decoder::Document::WriteReturned(const TablePlan& table, const pugi::xml_node& value) {
  if (!Declared(table).each) return WriteElement(table, value, 0);
  absl::Status status;
  WalkSteps(value, table.each.steps, *scope_, [&](const pugi::xml_node& element) {
    status = WriteElement(table, element, 0);
    return status.ok();
  });
  return status;
}

bool Decoder::Document::ReadObject(const pugi::xml_node& object) {
  const pugi::xml_node obj = ChildIn(object, "obj", *scope_);
  moid_ = TextIn(obj, *scope_, moid_scratch_);
  type_ = PlainType(obj);
  if (moid_.empty()) return false;
  reader_.Begin();
  values_.assign(plan_->properties.size(), pugi::xml_node());
  missing_.resize(plan_->properties.size());
  for (size_t i = 0; i < missing_.size(); ++i) missing_[i] = !(*asked_)[i];
  next_property_ = 0;
  for (pugi::xml_node set = obj.next_sibling(); set; set = set.next_sibling()) {
    if (IsNamed(set, "propSet", *scope_)) {
      ReadPropSet(set);
    } else if (IsNamed(set, "missingSet", *scope_) && !ReadMissingSet(set)) {
      return false;
    }
  }
  return true;
}

void Decoder::Document::ReadPropSet(const pugi::xml_node& set) {
  std::string scratch;
  const pugi::xml_node name = ChildIn(set, "name", *scope_);
  const int index = PropertyIndex(TextIn(name, *scope_, scratch));
  if (index < 0) return;
  const pugi::xml_node next = name.next_sibling();
  values_[static_cast<size_t>(index)] =
      IsNamed(next, "val", *scope_) ? next : ChildIn(set, "val", *scope_);
}

int Decoder::Document::PropertyIndex(std::string_view name) {
  const std::vector<std::string>& properties = plan_->properties;
  if (next_property_ < properties.size() && properties[next_property_] == name) {
    return static_cast<int>(next_property_++);
  }
  for (size_t i = 0; i < properties.size(); ++i) {
    if (properties[i] != name) continue;
    next_property_ = i + 1;
    return static_cast<int>(i);
  }
  return -1;
}

// False: the session or the object is gone.
bool Decoder::Document::ReadMissingSet(const pugi::xml_node& set) {
  const Fault fault = ReadLocalizedFault(ChildNamed(set, "fault"), *scope_);
  if (fault.type == "NotAuthenticated") {
    decoder_.session_lost_ = true;
    return false;
  }
  if (fault.type == "ManagedObjectNotFound") return false;
  const std::string path = TextOf(ChildNamed(set, "path"));
  for (int i = FindConcerned(*plan_, path); i >= 0; i = FindConcerned(*plan_, path, i + 1)) {
    missing_[static_cast<size_t>(i)] = true;
  }
  NoteMissing(path, fault);
  return true;
}

void Decoder::Document::NoteMissing(std::string_view path, const Fault& fault) {
  const std::string_view status = StatusOf(fault);
  const auto note = [&](int table, int column) {
    if (status == "unknown_path") {
      decoder_.gaps_.AddWhole(table, column, status, fault.type);
    } else {
      decoder_.gaps_.AddObject(table, column, status, fault.type, fault.privilege, moid_);
    }
  };
  for (const TablePlan& table : plan_->tables) {
    const tables::Table& declared = Declared(table);
    if (table.child) {
      if (Concerns(declared.each->property, path)) note(table.table, -1);
      continue;
    }
    for (size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i].from == ColumnPlan::From::kProperty &&
          Concerns(declared.columns[i].path.property, path)) {
        note(table.table, static_cast<int>(i));
      }
    }
  }
}

absl::Status Decoder::Document::WriteTable(const TablePlan& table) {
  if (!table.child) return WriteRow(table, pugi::xml_node());
  const size_t property = static_cast<size_t>(table.each.property);
  if (missing_[property] || !values_[property]) return absl::OkStatus();
  absl::Status status;
  index_ = 0;
  WalkOrigin(values_[property], table.each, *scope_, [&](const pugi::xml_node& element) {
    status = WriteElement(table, element, 0);
    return status.ok();
  });
  return status;
}

absl::Status Decoder::Document::WriteElement(const TablePlan& table, const pugi::xml_node& element,
                                             int depth) {
  RETURN_IF_ERROR(WriteRow(table, element));
  if (table.recurse.empty()) return absl::OkStatus();
  if (depth == kDeepestTree) return absl::DataLossError("a tree deeper than any source builds");
  for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling()) {
    if (!IsNamed(child, table.recurse, *scope_)) continue;
    RETURN_IF_ERROR(WriteElement(table, child, depth + 1));
  }
  return absl::OkStatus();
}

Cell Decoder::Document::CellOf(const TablePlan& table, size_t column,
                               const pugi::xml_node& element) {
  const ColumnPlan& plan = table.columns[column];
  Cell cell;
  bool good = true;
  switch (plan.from) {
    case ColumnPlan::From::kNothing:
    case ColumnPlan::From::kIndex:
      break;
    case ColumnPlan::From::kSource:
      return Cell::Text(decoder_.source_key_);
    case ColumnPlan::From::kReference:
      return Cell::Text(moid_);
    case ColumnPlan::From::kType:
      return type_.empty() ? cell : Cell::Text(type_);
    case ColumnPlan::From::kProperty: {
      const size_t property = static_cast<size_t>(plan.origin.property);
      if (missing_[property]) return cell;
      good = reader_.Read(plan, values_[property], *scope_, scratch_[column], cell);
      break;
    }
    case ColumnPlan::From::kText:
    case ColumnPlan::From::kElement:
      good = reader_.Read(plan, element, *scope_, scratch_[column], cell);
      break;
  }
  if (!good) {
    decoder_.gaps_.AddObject(table.table, static_cast<int>(column), "failed", "malformed_value", {},
                             moid_);
  }
  return cell;
}

bool Decoder::Document::KeyIsWhole(const TablePlan& table) {
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (!table.columns[i].key || !cells_[i].is_null()) continue;
    decoder_.gaps_.AddObject(table.table, static_cast<int>(i), "failed", "missing_key", {}, moid_);
    return false;
  }
  return true;
}

absl::Status Decoder::Document::WriteRow(const TablePlan& table, const pugi::xml_node& element) {
  const int64_t index = index_++;
  cells_.resize(table.columns.size());
  if (scratch_.size() < table.columns.size()) scratch_.resize(table.columns.size());
  for (size_t i = 0; i < table.columns.size(); ++i) {
    cells_[i] = table.columns[i].from == ColumnPlan::From::kIndex ? Cell::Integer(index)
                                                                  : CellOf(table, i, element);
  }
  if (!KeyIsWhole(table)) return absl::OkStatus();
  if (!decoder_.watched_.empty()) KeepWatched(table);
  ++decoder_.rows_[static_cast<size_t>(table.table)];
  const absl::Status status = decoder_.sink_.Append(table.table, cells_);
  if (!status.ok()) decoder_.sink_status_ = status;
  return status;
}

void Decoder::Document::KeepWatched(const TablePlan& table) {
  for (Watched& watched : decoder_.watched_) {
    if (watched.table != table.table) continue;
    const Cell& cell = cells_[static_cast<size_t>(watched.column)];
    if (cell.kind == Cell::Kind::kText) watched.values.emplace(cell.text);
  }
}

Decoder::Decoder(std::string source_key, base::RowSink& sink, GapLedger& gaps)
    : source_key_(std::move(source_key)),
      sink_(sink),
      gaps_(gaps),
      document_(std::make_unique<Document>(*this)),
      rows_(tables::Catalog::Get().tables().size()) {}

Decoder::~Decoder() = default;

absl::Status Decoder::Decode(const TypePlan& plan, const std::vector<bool>& asked, Chunk& chunk) {
  return document_->Decode(plan, asked, chunk);
}

void Decoder::Watch(int table, int column) { watched_.push_back({table, column, {}}); }

const std::set<std::string>& Decoder::watched(int table, int column) {
  static const std::set<std::string> none;
  for (const Watched& watched : watched_) {
    if (watched.table == table && watched.column == column) return watched.values;
  }
  return none;
}

void Decoder::Begin(const TypePlan& plan) {
  session_lost_ = false;
  objects_ = 0;
  document_->Begin();
  for (const TablePlan& table : plan.tables) {
    rows_[static_cast<size_t>(table.table)] = 0;
    gaps_.Forget(table.table);
    for (Watched& watched : watched_) {
      if (watched.table == table.table) watched.values.clear();
    }
  }
}

}  // namespace sitrep::collectors
