#ifndef SITREP_COLLECTORS_VSPHERE_CHUNK_CUTTER_H_
#define SITREP_COLLECTORS_VSPHERE_CHUNK_CUTTER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "collectors/vsphere/service_content.h"
#include "collectors/vsphere/xml_names.h"

namespace sitrep::collectors {

// A run of whole <objects> or <returnval> elements, one after the other, and what was declared
// above them.
struct Chunk {
  std::string xml;
  XmlScope scope;
  Reference
      owner{};  // of <returnval>: the object whose method returned them; whoever cuts fills it
};

// Which elements an answer is cut into.
enum class CutAt { kObjects, kReturned };

// ChunkCutter cuts the answer to a retrieve, as it streams in, after whole objects (or the answer
// of another method after whole <returnval>), so that each piece can be parsed alone and memory
// stays flat whatever the page. Comments, CDATA, processing instructions, prefixes and nested
// elements of the same name do not fool it. Markup it does not need to understand is left to the
// parser of the pieces.
//
// Lifecycle: Feed() until the end, then Finish(); Reset() starts over. Threads: one at a time.
// Failure: DATA_LOSS when the answer ends before its end or holds a DOCTYPE; RESOURCE_EXHAUSTED
// when one object is larger than any should be; on_chunk's own error.
class ChunkCutter {
 public:
  // Takes the chunk's text out of it, and may leave a used buffer behind to be filled again; copies
  // the scope.
  using OnChunk = std::function<absl::Status(Chunk&)>;

  static constexpr size_t kTargetBytes = 128 * 1024;
  static constexpr size_t kLargestPiece = 64 << 20;
  explicit ChunkCutter(OnChunk on_chunk, size_t target_bytes = kTargetBytes,
                       CutAt cut_at = CutAt::kObjects);

  absl::Status Feed(std::string_view bytes);
  // The answer without its objects: envelope, token, fault. Well-formed when the answer was.
  absl::StatusOr<std::string> Finish();
  void Reset();
  // Chunks given out since the last Reset(); a call that gave none may be repeated as if it had not
  // been made.
  int64_t chunks() const { return chunks_; }

 private:
  enum class State { kText, kMarkup, kOpenTag, kCloseTag, kSkip, kObject };

  absl::Status Scan();
  bool ScanText();
  absl::StatusOr<bool> ScanMarkup();
  absl::StatusOr<bool> ScanOpenTag();
  absl::StatusOr<bool> ScanCloseTag();
  bool ScanSkip();
  absl::StatusOr<bool> ScanObject();
  absl::StatusOr<bool> AtObjectTag(size_t name_at);
  absl::Status EndObject(size_t end);
  void BeginSkip(std::string_view end, State after);
  absl::Status EnterObjects();
  absl::Status LeaveObjects(size_t end);
  absl::Status Emit(size_t end);
  void ReadScope();

  const OnChunk on_chunk_;
  const size_t target_bytes_;
  const std::string_view element_;  // its name
  const int parent_depth_;          // of the element it lies in

  Chunk chunk_;  // its text is the buffer: all bytes not yet given out or moved to skeleton_
  std::string skeleton_;
  State state_ = State::kText;
  size_t at_ = 0;      // scanned up to here, an offset into the buffer
  size_t markup_ = 0;  // where the markup being scanned begins
  char quote_ = 0;
  std::string_view skip_end_;
  State after_skip_ = State::kText;
  int depth_ = 0;               // open elements above at_, while outside an object
  int nested_ = 0;              // open elements of the object's own name inside it
  bool among_objects_ = false;  // the buffer begins with an object
  bool scope_read_ = false;
  int64_t chunks_ = 0;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_CHUNK_CUTTER_H_
