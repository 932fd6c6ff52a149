#include "snapshot/page_trees.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "base/file.h"
#include "base/status_macros.h"

namespace sitrep::snapshot {
namespace {

// https://www.sqlite.org/fileformat2.html#b_tree_pages
constexpr int kDeepest = 20;
constexpr size_t kFileHeader = 100;  // before the page header of page 1
constexpr size_t kPageHeader = 12;   // of an interior page
constexpr unsigned kInteriorIndex = 2;
constexpr unsigned kInteriorTable = 5;

class Walk {
 public:
  Walk(base::FileSource file, std::string path, size_t page_bytes, size_t pages)
      : file_(std::move(file)), path_(std::move(path)), page_(page_bytes), seen_(pages + 1) {}

  absl::Status Down(int64_t root) {
    RETURN_IF_ERROR(Add(root, 1));
    while (!open_.empty()) {
      const auto [number, depth] = open_.back();
      open_.pop_back();
      RETURN_IF_ERROR(Read(number));
      RETURN_IF_ERROR(AddChildren(number == 1 ? kFileHeader : 0, depth + 1));
    }
    return absl::OkStatus();
  }

 private:
  absl::Status Damaged(absl::string_view why) const {
    return absl::DataLossError(absl::StrCat(path_, " is damaged: ", why));
  }
  size_t Number(size_t at, size_t bytes) const {
    size_t value = 0;
    for (size_t i = 0; i < bytes; ++i) value = value << 8 | static_cast<uint8_t>(page_[at + i]);
    return value;
  }
  absl::Status Add(int64_t number, int depth) {
    if (number < 1 || number >= static_cast<int64_t>(seen_.size())) {
      return Damaged("a page lies outside of it");
    }
    if (depth > kDeepest) return Damaged("a tree is too deep");
    if (seen_[static_cast<size_t>(number)]) return Damaged("a page has two parents");
    seen_[static_cast<size_t>(number)] = true;
    open_.emplace_back(number, depth);
    return absl::OkStatus();
  }
  absl::Status Read(int64_t number) {
    RETURN_IF_ERROR(file_.Seek((number - 1) * static_cast<int64_t>(page_.size())));
    absl::Span<char> rest = absl::MakeSpan(page_);
    while (!rest.empty()) {
      ASSIGN_OR_RETURN(const size_t count, file_.Read(rest));
      if (count == 0) return Damaged("it ends within a page");
      rest.remove_prefix(count);
    }
    return absl::OkStatus();
  }
  absl::Status AddChildren(size_t header, int depth) {
    const size_t type = Number(header, 1);
    if (type != kInteriorIndex && type != kInteriorTable) return absl::OkStatus();
    const size_t cells = Number(header + 3, 2);
    if (header + kPageHeader + 2 * cells > page_.size()) return Damaged("a page is too full");
    RETURN_IF_ERROR(Add(static_cast<int64_t>(Number(header + 8, 4)), depth));
    for (size_t i = 0; i < cells; ++i) {
      const size_t cell = Number(header + kPageHeader + 2 * i, 2);
      if (cell + 4 > page_.size()) return Damaged("a cell lies outside of its page");
      RETURN_IF_ERROR(Add(static_cast<int64_t>(Number(cell, 4)), depth));
    }
    return absl::OkStatus();
  }

  base::FileSource file_;
  const std::string path_;
  std::vector<char> page_;
  std::vector<bool> seen_;
  std::vector<std::pair<int64_t, int>> open_;  // page, depth
};

}  // namespace

absl::Status CheckPageTrees(base::Database& database) {
  ASSIGN_OR_RETURN(const int64_t page_bytes, database.Integer("PRAGMA page_size"));
  ASSIGN_OR_RETURN(const int64_t bytes, base::FileSize(database.path()));
  ASSIGN_OR_RETURN(base::FileSource file, base::FileSource::Open(database.path()));
  Walk walk(std::move(file), database.path(), static_cast<size_t>(page_bytes),
            static_cast<size_t>(bytes / page_bytes));
  // The tree of the schema first: the other roots are read from it.
  RETURN_IF_ERROR(walk.Down(1));
  ASSIGN_OR_RETURN(base::Statement roots,
                   database.Prepare("SELECT rootpage FROM sqlite_schema WHERE rootpage > 0"));
  while (true) {
    ASSIGN_OR_RETURN(const bool more, roots.Step());
    if (!more) return absl::OkStatus();
    RETURN_IF_ERROR(walk.Down(roots.Integer(0)));
  }
}

}  // namespace sitrep::snapshot
