#include "collectors/vsphere/row_pipeline.h"

#include <utility>

namespace sitrep::collectors {

RowPipeline::RowPipeline(Decoder& decoder) : decoder_(decoder), thread_([this] { Run(); }) {}

RowPipeline::~RowPipeline() {
  {
    base::MutexLock lock(mutex_);
    ending_ = true;
    jobs_.clear();
    changed_.NotifyAll();
  }
  thread_.join();
}

absl::Status RowPipeline::Push(const TypePlan& plan, const std::vector<bool>& asked, Chunk& chunk) {
  base::MutexLock lock(mutex_);
  while (jobs_.size() >= kWaiting && status_.ok()) changed_.Wait(mutex_);
  if (!status_.ok()) return status_;
  jobs_.push_back(Job{&plan, &asked, Chunk{std::move(chunk.xml), chunk.scope, chunk.owner}});
  chunk.xml.clear();
  if (!buffers_.empty()) {
    chunk.xml = std::move(buffers_.back());
    buffers_.pop_back();
  }
  changed_.NotifyAll();
  return absl::OkStatus();
}

absl::Status RowPipeline::Drain() {
  base::MutexLock lock(mutex_);
  while (busy_ || !jobs_.empty()) changed_.Wait(mutex_);
  return std::exchange(status_, absl::OkStatus());
}

void RowPipeline::Run() {
  for (;;) {
    Job job;
    {
      base::MutexLock lock(mutex_);
      while (jobs_.empty() && !ending_) changed_.Wait(mutex_);
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
      busy_ = true;
    }
    const absl::Status status = decoder_.Decode(*job.plan, *job.asked, job.chunk);
    base::MutexLock lock(mutex_);
    busy_ = false;
    job.chunk.xml.clear();
    buffers_.push_back(std::move(job.chunk.xml));
    if (!status.ok() && status_.ok()) {
      status_ = status;
      jobs_.clear();
    }
    changed_.NotifyAll();
  }
}

}  // namespace sitrep::collectors
