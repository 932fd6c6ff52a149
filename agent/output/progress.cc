#include "agent/output/progress.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "agent/output/plain_text.h"

namespace sitrep::agent {
namespace {

constexpr int kBarColumns = 24;
constexpr absl::Duration kBetweenDrawings = absl::Milliseconds(100);
constexpr absl::Duration kBetweenLines = absl::Seconds(10);

std::string Bar(double part) {
  const int filled = static_cast<int>(part * kBarColumns);
  std::string bar(static_cast<size_t>(filled), '=');
  if (filled < kBarColumns) bar += '>';
  bar.resize(kBarColumns, ' ');
  return absl::StrFormat("[%s] %3d %%", bar, static_cast<int>(part * 100));
}

// Cuts at a character, never inside one.
std::string Shorten(const std::string& text, size_t columns) {
  if (Width(text) <= columns) return text;
  std::string cut;
  size_t width = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && ++width > columns) break;
    cut.push_back(text[i]);
  }
  return cut;
}

}  // namespace

std::string ProgressLine(const ProgressState& state, int columns) {
  std::string line = ForTerminal(state.label);
  if (state.total > 0) {
    const double part = static_cast<double>(std::clamp<int64_t>(state.done, 0, state.total)) /
                        static_cast<double>(state.total);
    absl::StrAppend(&line, "  ", Bar(part));
  }
  if (!state.detail.empty()) absl::StrAppend(&line, "  ", ForTerminal(state.detail));
  return Shorten(line, static_cast<size_t>(std::max(columns - 1, 1)));
}

std::string TransferText(int64_t done, int64_t total, absl::Duration elapsed) {
  std::string text =
      total >= 0 ? absl::StrCat(BytesText(done), " of ", BytesText(total)) : BytesText(done);
  const double seconds = absl::ToDoubleSeconds(elapsed);
  if (seconds < 1 || done <= 0) return text;
  const double rate = static_cast<double>(done) / seconds;
  absl::StrAppend(&text, ", ", BytesText(static_cast<int64_t>(rate)), "/s");
  if (total > done) {
    absl::StrAppend(&text, ", ",
                    DurationText(absl::Seconds(static_cast<double>(total - done) / rate)), " left");
  }
  return text;
}

void Progress::Update(const ProgressState& state) {
  if (context_.quiet()) return;
  const absl::Time now = context_.clock().Now();
  const bool news = state.label != label_ || (state.total > 0 && state.done >= state.total);
  const bool terminal = context_.err_is_terminal();
  if (!news && now - last_ < (terminal ? kBetweenDrawings : kBetweenLines)) return;
  if (!terminal && state.label == label_ && now - last_ < absl::Seconds(1)) return;
  last_ = now;
  label_ = state.label;
  if (!terminal) {
    context_.err() << ProgressLine(state, 1000) << std::endl;
    return;
  }
  context_.err() << "\r\x1b[K" << ProgressLine(state, context_.columns()) << std::flush;
  drawn_ = true;
}

void Progress::Finish() {
  if (drawn_) context_.err() << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

}  // namespace sitrep::agent
