#include "collectors/vsphere/chunk_cutter.h"

#include <algorithm>
#include <cstring>
#include <pugixml.hpp>

#include "base/status_macros.h"
#include "collectors/vsphere/markup_scan.h"

namespace sitrep::collectors {
namespace {

// Envelope, Body, Response, returnval; objects are the fifth.
constexpr int kParentDepth = 4;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool EndsName(char c) { return c == '>' || c == '/' || IsSpace(c); }

std::string_view TagName(std::string_view after_bracket) {
  size_t end = 0;
  while (end < after_bracket.size() && !EndsName(after_bracket[end])) ++end;
  return after_bracket.substr(0, end);
}

// Where the tag whose name includes `name_at` begins, when that is a tag at all.
size_t TagStart(std::string_view text, size_t name_at) {
  size_t at = name_at;
  if (at > 0 && text[at - 1] == ':') {
    --at;
    while (at > 0 && !EndsName(text[at - 1]) && text[at - 1] != '<') --at;
  }
  if (at > 0 && text[at - 1] == '/') --at;
  return at > 0 && text[at - 1] == '<' ? at - 1 : std::string_view::npos;
}

}  // namespace

ChunkCutter::ChunkCutter(OnChunk on_chunk, size_t target_bytes, CutAt cut_at)
    : on_chunk_(std::move(on_chunk)),
      target_bytes_(target_bytes),
      element_(cut_at == CutAt::kObjects ? kObjectsWord : kReturnedWord),
      parent_depth_(cut_at == CutAt::kObjects ? kParentDepth : kParentDepth - 1) {}

void ChunkCutter::Reset() {
  chunk_.xml.clear();
  chunk_.scope = XmlScope();
  skeleton_.clear();
  state_ = State::kText;
  at_ = 0;
  depth_ = 0;
  nested_ = 0;
  among_objects_ = false;
  scope_read_ = false;
  chunks_ = 0;
}

absl::Status ChunkCutter::Feed(std::string_view bytes) {
  chunk_.xml.append(bytes);
  RETURN_IF_ERROR(Scan());
  if (chunk_.xml.size() + skeleton_.size() > kLargestPiece) {
    return absl::ResourceExhaustedError("the answer holds an object larger than any should be");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ChunkCutter::Finish() {
  if (state_ != State::kText || depth_ != 0 || among_objects_) {
    return absl::DataLossError("the answer ends before its end");
  }
  skeleton_ += chunk_.xml;
  chunk_.xml.clear();
  at_ = 0;
  return std::move(skeleton_);
}

// Each step goes on until it needs bytes that are not there yet.
absl::Status ChunkCutter::Scan() {
  absl::StatusOr<bool> more = true;
  while (more.ok() && *more && at_ < chunk_.xml.size()) {
    switch (state_) {
      case State::kText:
        more = ScanText();
        break;
      case State::kMarkup:
        more = ScanMarkup();
        break;
      case State::kOpenTag:
        more = ScanOpenTag();
        break;
      case State::kCloseTag:
        more = ScanCloseTag();
        break;
      case State::kSkip:
        more = ScanSkip();
        break;
      case State::kObject:
        more = ScanObject();
        break;
    }
  }
  return more.status();
}

bool ChunkCutter::ScanText() {
  const std::string& text = chunk_.xml;
  at_ = std::min(text.find('<', at_), text.size());
  if (at_ == text.size()) return false;
  markup_ = at_;
  state_ = State::kMarkup;
  return true;
}

absl::StatusOr<bool> ChunkCutter::ScanMarkup() {
  const std::string_view text = std::string_view(chunk_.xml).substr(markup_);
  constexpr std::string_view kComment = "<!--";
  constexpr std::string_view kCdata = "<![CDATA[";
  if (text.size() < 2) return false;
  quote_ = 0;
  at_ = markup_ + 1;
  if (text[1] == '?') {
    BeginSkip("?>", State::kText);
  } else if (text[1] != '!') {
    state_ = text[1] == '/' ? State::kCloseTag : State::kOpenTag;
  } else if (text.starts_with(kComment)) {
    at_ = markup_ + kComment.size();
    BeginSkip("-->", State::kText);
  } else if (text.starts_with(kCdata)) {
    at_ = markup_ + kCdata.size();
    BeginSkip("]]>", State::kText);
  } else if (kComment.starts_with(text) || kCdata.starts_with(text)) {
    return false;
  } else {
    return absl::DataLossError("the answer holds a declaration that no SOAP message may hold");
  }
  return true;
}

void ChunkCutter::BeginSkip(std::string_view end, State after) {
  chunk_.scope.in_pieces = true;
  skip_end_ = end;
  after_skip_ = after;
  state_ = State::kSkip;
}

bool ChunkCutter::ScanSkip() {
  const size_t found = chunk_.xml.find(skip_end_, at_);
  if (found == std::string::npos) {
    at_ = std::max(at_, chunk_.xml.size() - std::min(chunk_.xml.size(), skip_end_.size() - 1));
    return false;
  }
  at_ = found + skip_end_.size();
  state_ = after_skip_;
  return true;
}

absl::StatusOr<bool> ChunkCutter::ScanOpenTag() {
  const std::string& text = chunk_.xml;
  for (; at_ < text.size(); ++at_) {
    const char c = text[at_];
    if (quote_ != 0) {
      if (c == quote_) quote_ = 0;
    } else if (c == '"' || c == '\'') {
      quote_ = c;
    } else if (c == '>') {
      break;
    }
  }
  if (at_ == text.size()) return false;
  const bool empty = text[at_ - 1] == '/';
  ++at_;
  state_ = State::kText;
  const std::string_view name = TagName(std::string_view(text).substr(markup_ + 1));
  if (depth_ == parent_depth_) {
    if (LocalName(name) == element_) {
      const bool prefixed = name != element_;
      const bool declares = text.find("xmlns", markup_) < at_;
      RETURN_IF_ERROR(EnterObjects());
      chunk_.scope.prefixed |= prefixed;
      chunk_.scope.declares |= declares;
      if (!empty) {
        state_ = State::kObject;
        return true;
      }
      RETURN_IF_ERROR(EndObject(at_));
      return true;
    }
    RETURN_IF_ERROR(LeaveObjects(markup_));
  }
  if (!empty) ++depth_;
  return true;
}

absl::StatusOr<bool> ChunkCutter::ScanCloseTag() {
  const size_t end = chunk_.xml.find('>', at_);
  if (end == std::string::npos) {
    at_ = chunk_.xml.size();
    return false;
  }
  at_ = end + 1;
  state_ = State::kText;
  RETURN_IF_ERROR(LeaveObjects(markup_));
  if (--depth_ < 0) return absl::DataLossError("the answer closes an element that it did not open");
  return true;
}

// Inside an object only tags of its own name, comments and CDATA matter, so nothing else is looked
// at.
absl::StatusOr<bool> ChunkCutter::ScanObject() {
  const std::string& text = chunk_.xml;
  at_ = FindLandmark(text, at_, element_);
  if (at_ + kLandmarkBytes > text.size()) return false;
  if (text[at_] == element_.front()) return AtObjectTag(at_);
  if (text[at_] == 'x') {
    chunk_.scope.declares = true;
    ++at_;
    return true;
  }
  if (text[at_ + 1] == '?') {
    BeginSkip("?>", State::kObject);
  } else if (text.compare(at_, 4, "<!--") == 0) {
    at_ += 4;
    BeginSkip("-->", State::kObject);
  } else if (text.compare(at_, 9, "<![CDATA[") == 0) {
    at_ += 9;
    BeginSkip("]]>", State::kObject);
  } else {
    return absl::DataLossError("the answer holds a declaration that no SOAP message may hold");
  }
  return true;
}

// at_ is at the element's name; it may be a tag of that name, part of a longer name, or text.
absl::StatusOr<bool> ChunkCutter::AtObjectTag(size_t name_at) {
  const std::string_view text = chunk_.xml;
  const size_t start = TagStart(text, name_at);
  if (start == std::string_view::npos || !EndsName(text[name_at + element_.size()])) {
    at_ = name_at + 1;
    return true;
  }
  size_t end = name_at + element_.size();
  char quote = 0;
  for (; end < text.size() && (quote != 0 || text[end] != '>'); ++end) {
    const char c = text[end];
    if (quote != 0 ? c == quote : (c == '"' || c == '\'')) quote = quote != 0 ? 0 : c;
  }
  if (end == text.size()) return false;
  at_ = end + 1;
  if (text[start + 1] != '/') {
    if (text[end - 1] != '/') ++nested_;
    return true;
  }
  if (nested_-- > 0) return true;
  nested_ = 0;
  RETURN_IF_ERROR(EndObject(at_));
  return true;
}

absl::Status ChunkCutter::EnterObjects() {
  if (among_objects_) return absl::OkStatus();
  among_objects_ = true;
  skeleton_.append(chunk_.xml, 0, markup_);
  chunk_.xml.erase(0, markup_);
  at_ -= markup_;
  markup_ = 0;
  if (!scope_read_) ReadScope();
  chunk_.scope.declares = false;
  chunk_.scope.in_pieces = false;
  return absl::OkStatus();
}

absl::Status ChunkCutter::EndObject(size_t end) {
  state_ = State::kText;
  return end >= target_bytes_ ? Emit(end) : absl::OkStatus();
}

absl::Status ChunkCutter::LeaveObjects(size_t end) {
  if (!among_objects_) return absl::OkStatus();
  among_objects_ = false;
  markup_ -= end;
  return Emit(end);
}

absl::Status ChunkCutter::Emit(size_t end) {
  const std::string rest = chunk_.xml.substr(end);
  at_ -= end;
  if (end > 0) {
    chunk_.xml.resize(end);
    ++chunks_;
    RETURN_IF_ERROR(on_chunk_(chunk_));
    chunk_.scope.declares = false;
    chunk_.scope.in_pieces = false;
  }
  chunk_.xml.assign(rest);
  return absl::OkStatus();
}

// The skeleton so far is a document whose elements are all still open; the parser keeps what it has
// read.
void ChunkCutter::ReadScope() {
  scope_read_ = true;
  pugi::xml_document head;
  head.load_buffer(skeleton_.data(), skeleton_.size());
  chunk_.scope = XmlScope();
  for (pugi::xml_node at = head; at; at = at.last_child()) AddScope(at, chunk_.scope);
}

}  // namespace sitrep::collectors
