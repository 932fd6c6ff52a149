#include "base/gzip.h"

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace sitrep::base {
namespace {

constexpr size_t kBufferBytes = 1 << 16;

}  // namespace

struct GzipSource::State {
  explicit State(ByteSource& s) : source(s), input(kBufferBytes) { Restart(); }

  void Restart() {
    isal_inflate_init(&inflate);
    inflate.crc_flag = ISAL_GZIP;
    stream_over = false;
  }

  // Makes sure that there is input, unless the source has ended.
  absl::Status Fill() {
    while (inflate_available == 0 && !source_over) {
      ASSIGN_OR_RETURN(const size_t count, source.Read(absl::MakeSpan(input)));
      source_over = count == 0;
      inflate_next = 0;
      inflate_available = count;
    }
    return absl::OkStatus();
  }

  // After one stream: another one, padding of zeros, or the end.
  absl::Status NextStream() {
    while (true) {
      RETURN_IF_ERROR(Fill());
      if (inflate_available == 0) return absl::OkStatus();
      if (input[inflate_next] != '\0') break;
      ++inflate_next;
      --inflate_available;
    }
    if (input[inflate_next] != '\x1f') {
      return absl::DataLossError("something else follows the gzip stream");
    }
    Restart();
    return absl::OkStatus();
  }

  ByteSource& source;
  std::vector<char> input;
  size_t inflate_next = 0;
  size_t inflate_available = 0;
  bool source_over = false;
  bool stream_over = false;
  inflate_state inflate;
};

GzipSource::GzipSource(ByteSource& source) : state_(std::make_unique<State>(source)) {}

GzipSource::~GzipSource() = default;

absl::StatusOr<size_t> GzipSource::Read(absl::Span<char> buffer) {
  State& state = *state_;
  while (!buffer.empty()) {
    if (state.stream_over) {
      RETURN_IF_ERROR(state.NextStream());
      if (state.stream_over) return size_t{0};
    }
    RETURN_IF_ERROR(state.Fill());
    inflate_state& inflate = state.inflate;
    inflate.next_in = reinterpret_cast<uint8_t*>(state.input.data() + state.inflate_next);
    inflate.avail_in = static_cast<uint32_t>(state.inflate_available);
    inflate.next_out = reinterpret_cast<uint8_t*>(buffer.data());
    inflate.avail_out = static_cast<uint32_t>(std::min<size_t>(buffer.size(), 1 << 30));
    const uint32_t offered = inflate.avail_out;
    const int code = isal_inflate(&inflate);
    state.inflate_next += state.inflate_available - inflate.avail_in;
    state.inflate_available = inflate.avail_in;
    if (code < 0) {
      return absl::DataLossError(absl::StrCat("the gzip stream is damaged (code ", code, ")"));
    }
    const size_t produced = offered - inflate.avail_out;
    state.stream_over = inflate.block_state == ISAL_BLOCK_FINISH;
    if (produced > 0) return produced;
    if (!state.stream_over && state.source_over && state.inflate_available == 0) {
      return absl::DataLossError("the gzip stream is cut");
    }
  }
  return size_t{0};
}

struct GzipSink::State {
  explicit State(ByteSink& s) : sink(s), output(kBufferBytes), level(ISAL_DEF_LVL1_DEFAULT) {
    isal_deflate_init(&deflate);
    deflate.gzip_flag = IGZIP_GZIP;
    deflate.level = 1;
    deflate.level_buf = level.data();
    deflate.level_buf_size = static_cast<uint32_t>(level.size());
  }

  absl::Status Run(std::string_view bytes, bool end) {
    deflate.next_in = reinterpret_cast<uint8_t*>(const_cast<char*>(bytes.data()));
    deflate.avail_in = static_cast<uint32_t>(bytes.size());
    deflate.end_of_stream = end ? 1 : 0;
    deflate.flush = NO_FLUSH;
    do {
      deflate.next_out = output.data();
      deflate.avail_out = static_cast<uint32_t>(output.size());
      if (const int code = isal_deflate(&deflate); code != COMP_OK) {
        return absl::InternalError(absl::StrCat("gzip cannot deflate (code ", code, ")"));
      }
      const size_t produced = output.size() - deflate.avail_out;
      if (produced > 0) {
        RETURN_IF_ERROR(
            sink.Write(std::string_view(reinterpret_cast<char*>(output.data()), produced)));
      }
    } while (deflate.avail_in > 0 || (end && deflate.internal_state.state != ZSTATE_END));
    return absl::OkStatus();
  }

  ByteSink& sink;
  std::vector<uint8_t> output;
  std::vector<uint8_t> level;
  isal_zstream deflate;
};

GzipSink::GzipSink(ByteSink& sink) : state_(std::make_unique<State>(sink)) {}

GzipSink::~GzipSink() = default;

absl::Status GzipSink::Write(std::string_view bytes) {
  constexpr size_t kPiece = size_t{1} << 30;
  for (size_t at = 0; at < bytes.size(); at += kPiece) {
    RETURN_IF_ERROR(state_->Run(bytes.substr(at, kPiece), /*end=*/false));
  }
  return absl::OkStatus();
}

absl::Status GzipSink::Finish() { return state_->Run({}, /*end=*/true); }

bool LooksLikeGzip(std::string_view start) {
  return start.size() >= 3 && start[0] == '\x1f' && start[1] == '\x8b' && start[2] == '\x08';
}

}  // namespace sitrep::base
