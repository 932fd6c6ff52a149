// How fast answers become rows, beside pugixml alone on the same bytes: MB of XML for each second
// of CPU, of a recording (`replay record`). docs/performance.md tells the method.
//
//   tests_bench_decode_rate FOLDER     NNNNN.req and NNNNN.res, in the order of the calls

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>
#include <pugixml.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/file.h"
#include "collectors/vsphere/chunk_cutter.h"
#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/decoder.h"
#include "collectors/vsphere/property_read.h"
#include "collectors/vsphere/table_choice.h"
#include "snapshot/writer.h"

namespace sitrep::tests {
namespace {

using collectors::Chunk;
using collectors::ChunkCutter;
using collectors::Decoder;
using collectors::GapLedger;
using collectors::TypePlan;

constexpr double kSecondsEach = 2.0;
constexpr size_t kFromSocket = 16384;  // what one read of a TLS record gives

void Check(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", status.ToString().c_str());
  std::exit(1);
}

double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The texts between `begin` and `end`, as often as they are there.
std::vector<std::string> Between(std::string_view text, std::string_view begin,
                                 std::string_view end) {
  std::vector<std::string> found;
  for (size_t at = text.find(begin); at != text.npos; at = text.find(begin, at)) {
    at += begin.size();
    found.emplace_back(text.substr(at, text.find(end, at) - at));
  }
  return found;
}

// What was asked in one reading: which unit it is of.
struct Asked {
  const TypePlan* plan = nullptr;
  std::vector<bool> properties;
};

struct Answer {
  std::string xml;
  Asked asked;
  bool begins = false;  // the first page of its unit
};

class Recording {
 public:
  explicit Recording(const std::string& folder)
      : plans_(collectors::CompilePlans(collectors::TablesOfProfile(/*light=*/false))) {
    std::vector<std::filesystem::path> requests;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
      if (entry.path().extension() == ".req") requests.push_back(entry.path());
    }
    if (failed) Check(absl::NotFoundError(absl::StrCat(folder, ": ", failed.message())));
    std::sort(requests.begin(), requests.end());
    for (std::filesystem::path& path : requests) {
      const auto request = base::ReadFile(path);
      Check(request.status());
      const auto answer = base::ReadFile(path.replace_extension(".res"));
      Check(answer.status());
      Take(*request, *answer);
    }
  }

  const std::vector<Answer>& answers() const { return answers_; }
  int64_t bytes() const { return bytes_; }
  int others() const { return others_; }  // answers of the property collector that fill no table

 private:
  void Take(const std::string& request, const std::string& xml) {
    const bool first = absl::StrContains(request, "<RetrievePropertiesEx ");
    if (!first && !absl::StrContains(request, "<ContinueRetrievePropertiesEx ")) return;
    const Asked asked = first ? Find(request) : pages_[Token(request)];
    pages_[collectors::PageToken(xml)] = asked;
    if (asked.plan == nullptr) {
      ++others_;
      return;
    }
    bytes_ += static_cast<int64_t>(xml.size());
    answers_.push_back({xml, asked, first});
  }

  static std::string Token(const std::string& request) {
    const std::vector<std::string> tokens = Between(request, "<token>", "</token>");
    return tokens.empty() ? "" : tokens.front();
  }

  // The unit of this type that asks for all of these properties; not when they are a few of its
  // own, which a reader asks for itself.
  Asked Find(const std::string& request) const {
    const std::vector<std::string> types = Between(request, "<type>", "</type>");
    const std::vector<std::string> paths = Between(request, "<pathSet>", "</pathSet>");
    for (const TypePlan& plan : plans_) {
      if (types.empty() || plan.type != types.front()) continue;
      Asked asked{&plan, {}};
      for (const std::string& property : plan.properties) {
        asked.properties.push_back(std::find(paths.begin(), paths.end(), property) != paths.end());
      }
      const auto known =
          static_cast<size_t>(std::count(asked.properties.begin(), asked.properties.end(), true));
      if (known == paths.size() && known * 2 > plan.properties.size()) return asked;
    }
    return {};
  }

  const std::vector<TypePlan> plans_;
  std::vector<Answer> answers_;
  std::map<std::string, Asked> pages_;  // by token
  int64_t bytes_ = 0;
  int others_ = 0;
};

class DroppingSink : public base::RowSink {
 public:
  absl::Status Append(int, base::Row) override {
    ++rows_;
    return absl::OkStatus();
  }
  int64_t rows() const { return rows_; }

 private:
  int64_t rows_ = 0;
};

// One way through the bytes: each round is all of the recording, once.
class Course {
 public:
  Course(const char* what, const Recording& recording) : what_(what), recording_(recording) {}
  virtual ~Course() = default;

  bool done() const { return seconds_ >= kSecondsEach; }
  void Run() {
    seconds_ += Round();
    bytes_ += recording_.bytes();
  }
  double rate() const { return static_cast<double>(bytes_) / seconds_ / 1e6; }
  void Print(const Course& beside) const {
    std::printf("%-44s %7.0f MB/s   %.3f\n", what_, rate(), rate() / beside.rate());
  }

 protected:
  // Seconds of CPU.
  virtual double Round() = 0;
  const Recording& recording() const { return recording_; }
  void Add(double seconds) { seconds_ += seconds; }

 private:
  const char* const what_;
  const Recording& recording_;
  double seconds_ = 0;
  int64_t bytes_ = 0;
};

// Whole answers, in place, with as little as the parser can do; the copy it works on is not
// counted.
class Parsing : public Course {
 public:
  explicit Parsing(const Recording& recording)
      : Course("pugixml alone, parse_minimal, in place", recording) {}

 private:
  double Round() override {
    double seconds = 0;
    for (const Answer& answer : recording().answers()) {
      copy_ = answer.xml;
      const double begun = CpuSeconds();
      const pugi::xml_parse_result parsed = document_.load_buffer_inplace(
          copy_.data(), copy_.size(), pugi::parse_minimal, pugi::encoding_utf8);
      seconds += CpuSeconds() - begun;
      if (!parsed) Check(absl::DataLossError(parsed.description()));
    }
    return seconds;
  }

  std::string copy_;
  pugi::xml_document document_;
};

// As a run does it, on one thread. Each round is another source, so that no row replaces one of an
// earlier round.
class Decoding : public Course {
 public:
  Decoding(const char* what, const Recording& recording, base::RowSink& sink)
      : Course(what, recording), sink_(sink) {}

 private:
  double Round() override {
    const double begun = CpuSeconds();
    GapLedger gaps;
    Decoder decoder(absl::StrCat("source-", ++round_), sink_, gaps);
    for (const Answer& answer : recording().answers()) {
      if (answer.begins) decoder.Begin(*answer.asked.plan);
      Decode(answer, decoder);
    }
    return CpuSeconds() - begun;
  }

  static void Decode(const Answer& answer, Decoder& decoder) {
    ChunkCutter cutter([&](Chunk& chunk) {
      return decoder.Decode(*answer.asked.plan, answer.asked.properties, chunk);
    });
    const std::string_view xml = answer.xml;
    for (size_t at = 0; at < xml.size(); at += kFromSocket) {
      Check(cutter.Feed(xml.substr(at, kFromSocket)));
    }
    Check(cutter.Finish().status());
  }

  base::RowSink& sink_;
  int round_ = 0;
};

// The same into a snapshot on disk, sealing it included.
class Writing : public Decoding {
 public:
  Writing(const Recording& recording, snapshot::SnapshotWriter& writer)
      : Decoding("cut and decoded, rows into a snapshot", recording, writer), writer_(writer) {}

  void Seal() {
    const double begun = CpuSeconds();
    Check(writer_.Seal());
    Add(CpuSeconds() - begun);
  }

 private:
  snapshot::SnapshotWriter& writer_;
};

int64_t RowsOfOneRound(const Recording& recording) {
  DroppingSink sink;
  Decoding("", recording, sink).Run();
  return sink.rows();
}

// In turn, so that what else the machine does meets all of them.
void RunInTurn(const std::array<Course*, 3>& courses) {
  const auto busy = [](const Course* course) { return !course->done(); };
  while (std::any_of(courses.begin(), courses.end(), busy)) {
    for (Course* course : courses) {
      if (busy(course)) course->Run();
    }
  }
}

int Main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FOLDER   (of NNNNN.req and NNNNN.res)\n", argv[0]);
    return 2;
  }
  const Recording recording(argv[1]);
  const int64_t rows = RowsOfOneRound(recording);
  if (rows == 0) Check(absl::NotFoundError(absl::StrCat(argv[1], " holds no answer with rows")));
  std::printf("%zu answers (%d others left out), %.1f MB, %lld rows\n", recording.answers().size(),
              recording.others(), static_cast<double>(recording.bytes()) / 1e6,
              static_cast<long long>(rows));

  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / absl::StrCat("sitrep-decode-rate-", getpid());
  auto writer = snapshot::SnapshotWriter::Create(path);
  Check(writer.status());
  DroppingSink dropped;
  Parsing parsing(recording);
  Decoding decoding("cut and decoded, rows dropped", recording, dropped);
  Writing writing(recording, **writer);
  RunInTurn({&parsing, &decoding, &writing});
  writing.Seal();
  std::filesystem::remove(path);
  for (const Course* course : std::array<const Course*, 3>{&parsing, &decoding, &writing}) {
    course->Print(parsing);
  }
  return 0;
}

}  // namespace
}  // namespace sitrep::tests

int main(int argc, char** argv) { return sitrep::tests::Main(argc, argv); }
