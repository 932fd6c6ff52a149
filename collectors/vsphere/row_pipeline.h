#ifndef SITREP_COLLECTORS_VSPHERE_ROW_PIPELINE_H_
#define SITREP_COLLECTORS_VSPHERE_ROW_PIPELINE_H_

#include <deque>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "base/mutex.h"
#include "collectors/vsphere/chunk_cutter.h"
#include "collectors/vsphere/decode_plan.h"
#include "collectors/vsphere/decoder.h"

namespace sitrep::collectors {

// RowPipeline decodes on a thread of its own, so that the next page is fetched meanwhile.
//
// Lifecycle: Push() chunks, Drain() before the decoder is asked anything or the plan changes. The
// destructor drops what waits and ends the thread. Ownership: the decoder must outlive it. Threads:
// one pushes. Failure: the first error of the decoder is returned by the next Push() and by
// Drain(), which clears it.
class RowPipeline {
 public:
  explicit RowPipeline(Decoder& decoder);
  ~RowPipeline();
  RowPipeline(const RowPipeline&) = delete;
  RowPipeline& operator=(const RowPipeline&) = delete;

  // Takes the chunk's text; leaves a used buffer behind. Blocks while enough chunks wait.
  absl::Status Push(const TypePlan& plan, const std::vector<bool>& asked, Chunk& chunk);
  absl::Status Drain();

 private:
  struct Job {
    const TypePlan* plan = nullptr;
    const std::vector<bool>* asked = nullptr;
    Chunk chunk;
  };
  static constexpr size_t kWaiting = 4;

  void Run();

  Decoder& decoder_;

  base::Mutex mutex_;
  base::ConditionVariable changed_;
  std::deque<Job> jobs_ SITREP_GUARDED_BY(mutex_);
  std::vector<std::string> buffers_ SITREP_GUARDED_BY(mutex_);  // used, for their capacity
  bool busy_ SITREP_GUARDED_BY(mutex_) = false;
  bool ending_ SITREP_GUARDED_BY(mutex_) = false;
  absl::Status status_ SITREP_GUARDED_BY(mutex_);

  std::thread thread_;
};

}  // namespace sitrep::collectors

#endif  // SITREP_COLLECTORS_VSPHERE_ROW_PIPELINE_H_
