#include "agent/output/progress_board.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "agent/output/plain_text.h"
#include "agent/output/progress.h"

namespace sitrep::agent {
namespace {

using Phase = SourceProgress::Phase;

constexpr size_t kWidestName = 32;
constexpr size_t kMostLines = 12;
constexpr absl::Duration kBetweenDrawings = absl::Milliseconds(200);
constexpr absl::Duration kBetweenLines = absl::Seconds(10);

bool AtWork(const SourceProgress& state) {
  return state.phase == Phase::kConnecting || state.phase == Phase::kReading;
}

std::string Amounts(const SourceProgress& state) {
  return absl::StrCat(CountText(state.rows, "row", "rows"), ", ",
                      CountText(state.pages, "page", "pages"), ", ", BytesText(state.bytes));
}

std::string Detail(const SourceProgress& state) {
  switch (state.phase) {
    case Phase::kWaiting:
      return "waits for its turn";
    case Phase::kConnecting:
      return state.remark.empty() ? "connects" : state.remark;
    case Phase::kReading:
      return absl::StrCat(state.remark.empty() ? state.part : state.remark, "  ", Amounts(state));
    case Phase::kDone:
      return absl::StrCat("read  ", Amounts(state));
    case Phase::kFailed:
      break;
  }
  return "not read";
}

// Those at work have a line each; the others are summed up when they do not all fit.
std::vector<const SourceProgress*> Shown(const std::vector<SourceProgress>& states) {
  std::vector<const SourceProgress*> shown;
  for (const SourceProgress& state : states) {
    if (states.size() <= kMostLines || AtWork(state)) shown.push_back(&state);
  }
  if (shown.size() > kMostLines) shown.resize(kMostLines);
  return shown;
}

std::string Sum(const std::vector<SourceProgress>& states) {
  const auto count = [&states](Phase phase) {
    return std::count_if(states.begin(), states.end(),
                         [phase](const SourceProgress& state) { return state.phase == phase; });
  };
  return absl::StrCat(count(Phase::kDone), " of ", states.size(), " read, ", count(Phase::kFailed),
                      " not read, ", count(Phase::kWaiting), " waiting");
}

}  // namespace

std::string SourceLine(const SourceProgress& state, size_t name_columns, int columns) {
  std::string label = ForTerminal(state.name);
  const size_t width = Width(label);
  if (width < name_columns) label.append(name_columns - width, ' ');
  ProgressState line{label, state.done, state.total > 0 ? state.total : -1, Detail(state)};
  if (state.phase == Phase::kDone) line.done = line.total = 1;
  if (state.phase == Phase::kFailed || state.phase == Phase::kWaiting) line.total = -1;
  return ProgressLine(line, columns);
}

ProgressBoard::ProgressBoard(const Context& context, const std::vector<std::string>& names)
    : context_(context), told_(names.size()) {
  base::MutexLock lock(mutex_);
  for (const std::string& name : names) {
    SourceProgress& state = states_.emplace_back();
    state.name = name;
    name_columns_ = std::max(name_columns_, std::min(kWidestName, Width(ForTerminal(name))));
  }
}

void ProgressBoard::Update(size_t source, const std::function<void(SourceProgress&)>& change) {
  base::MutexLock lock(mutex_);
  change(states_[source]);
}

std::vector<SourceProgress> ProgressBoard::States() const {
  base::MutexLock lock(mutex_);
  return states_;
}

void ProgressBoard::Draw() {
  if (context_.quiet()) return;
  if (context_.err_is_terminal()) {
    const absl::Time now = context_.clock().Now();
    if (now - last_ < kBetweenDrawings) return;
    last_ = now;
    DrawOver(States());
  } else {
    Tell(States());
  }
}

void ProgressBoard::DrawOver(const std::vector<SourceProgress>& states) {
  std::vector<std::string> lines;
  for (const SourceProgress* state : Shown(states)) {
    lines.push_back(SourceLine(*state, name_columns_, context_.columns()));
  }
  if (states.size() > kMostLines) lines.push_back(Sum(states));
  std::string text = drawn_ > 1 ? absl::StrCat("\x1b[", drawn_ - 1, "A") : "";
  for (size_t i = 0; i < lines.size(); ++i) {
    absl::StrAppend(&text, "\r\x1b[K", lines[i], i + 1 < lines.size() ? "\n" : "");
  }
  // Fewer lines than before: what stands below goes.
  context_.err() << text << "\x1b[J" << std::flush;
  drawn_ = lines.size();
}

// A change of phase at once, progress now and then, and nothing twice.
void ProgressBoard::Tell(const std::vector<SourceProgress>& states) {
  const absl::Time now = context_.clock().Now();
  for (size_t i = 0; i < states.size(); ++i) {
    const SourceProgress& state = states[i];
    if (state.phase != Phase::kReading && state.remark.empty()) continue;
    const bool news = state.phase != told_[i].phase;
    if (!news && now - told_[i].at < kBetweenLines) continue;
    std::string line = absl::StrCat("collecting ", SourceLine(state, 0, 1000));
    if (line == told_[i].line) continue;
    context_.err() << line << std::endl;
    told_[i] = {now, state.phase, std::move(line)};
  }
}

void ProgressBoard::Finish() {
  if (drawn_ > 1) context_.err() << "\x1b[" << drawn_ - 1 << "A";
  if (drawn_ > 0) context_.err() << "\r\x1b[J" << std::flush;
  drawn_ = 0;
}

}  // namespace sitrep::agent
