#include "backend/examiner.h"

#include "absl/strings/str_cat.h"
#include "backend/ids.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "checks/evaluator.h"
#include "checks/pack.h"
#include "snapshot/reader.h"

namespace sitrep::backend {
namespace {

constexpr int64_t kMostAttempts = 2;

}  // namespace

absl::StatusOr<Findings> ExamineSnapshot(const std::string& path) {
  ASSIGN_OR_RETURN(snapshot::SnapshotReader reader, snapshot::SnapshotReader::Open(path));
  return checks::Evaluate(reader, checks::BuiltInPack());
}

Examiner::Examiner(Store& store, base::Clock& clock)
    : artifacts_(store), clock_(clock), thread_([this] { Run(); }) {}

Examiner::~Examiner() {
  {
    base::MutexLock lock(mutex_);
    stopping_ = true;
    changed_.NotifyAll();
  }
  thread_.join();
}

void Examiner::Wake() {
  base::MutexLock lock(mutex_);
  ++wanted_;
  changed_.NotifyAll();
}

void Examiner::WaitUntilIdle() {
  base::MutexLock lock(mutex_);
  // One more pass, because the one under way may have listed its work before the call.
  const int64_t pass = ++wanted_;
  changed_.NotifyAll();
  while (done_ < pass && !stopping_) changed_.Wait(mutex_);
}

void Examiner::Run() {
  while (true) {
    int64_t pass = 0;
    {
      base::MutexLock lock(mutex_);
      while (done_ >= wanted_ && !stopping_) changed_.Wait(mutex_);
      if (stopping_) return;
      pass = wanted_;
    }
    ExamineAll();
    base::MutexLock lock(mutex_);
    done_ = pass;
    changed_.NotifyAll();
  }
}

bool Examiner::Stopping() {
  base::MutexLock lock(mutex_);
  return stopping_;
}

void Examiner::ExamineAll() {
  const absl::StatusOr<std::vector<Artifact>> waiting = artifacts_.Unexamined();
  if (!waiting.ok()) {
    return base::LogError(absl::StrCat("cannot look for snapshots: ", waiting.status().ToString()));
  }
  for (const Artifact& artifact : *waiting) {
    if (Stopping()) return;
    const absl::Status kept = ExamineOne(artifact);
    if (!kept.ok()) {
      base::LogError(absl::StrCat("cannot keep the findings of ", ArtifactId(artifact.number), ": ",
                                  kept.ToString()));
    }
  }
}

absl::Status Examiner::ExamineOne(const Artifact& artifact) {
  ASSIGN_OR_RETURN(const int64_t attempt, artifacts_.BeginExamination(artifact.number));
  Examination examination;
  examination.artifact = artifact.number;
  if (attempt > kMostAttempts) {
    examination.problem = absl::StrCat("could not be examined: the program ended ", kMostAttempts,
                                       " times while it examined this file");
    return artifacts_.PutExamination(examination, clock_.Now());
  }
  absl::StatusOr<Findings> findings = ExamineSnapshot(artifacts_.FilePath(artifact));
  if (findings.ok()) {
    examination.findings = *std::move(findings);
  } else {
    examination.problem = std::string(findings.status().message());
  }
  return artifacts_.PutExamination(examination, clock_.Now());
}

}  // namespace sitrep::backend
