#ifndef SITREP_BASE_MUTEX_H_
#define SITREP_BASE_MUTEX_H_

// Mutex is std::mutex with clang's thread-safety annotations. The packaged absl::Mutex is not built
// for the thread sanitizer and gives false races under it.

#include <chrono>
#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define SITREP_THREAD_ANNOTATION(x) __attribute__((x))
#else
#define SITREP_THREAD_ANNOTATION(x)
#endif

#define SITREP_CAPABILITY(x) SITREP_THREAD_ANNOTATION(capability(x))
#define SITREP_SCOPED_CAPABILITY SITREP_THREAD_ANNOTATION(scoped_lockable)
#define SITREP_GUARDED_BY(x) SITREP_THREAD_ANNOTATION(guarded_by(x))
#define SITREP_REQUIRES(...) SITREP_THREAD_ANNOTATION(requires_capability(__VA_ARGS__))
#define SITREP_EXCLUDES(...) SITREP_THREAD_ANNOTATION(locks_excluded(__VA_ARGS__))
#define SITREP_ACQUIRE(...) SITREP_THREAD_ANNOTATION(acquire_capability(__VA_ARGS__))
#define SITREP_RELEASE(...) SITREP_THREAD_ANNOTATION(release_capability(__VA_ARGS__))
#define SITREP_NO_THREAD_SAFETY_ANALYSIS SITREP_THREAD_ANNOTATION(no_thread_safety_analysis)

namespace sitrep::base {

class SITREP_CAPABILITY("mutex") Mutex {
 public:
  void Lock() SITREP_ACQUIRE() { mutex_.lock(); }
  void Unlock() SITREP_RELEASE() { mutex_.unlock(); }
  // BasicLockable, for std::condition_variable_any.
  void lock() SITREP_ACQUIRE() { mutex_.lock(); }
  void unlock() SITREP_RELEASE() { mutex_.unlock(); }

 private:
  std::mutex mutex_;
};

class SITREP_SCOPED_CAPABILITY MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) SITREP_ACQUIRE(mutex) : mutex_(mutex) { mutex_.Lock(); }
  ~MutexLock() SITREP_RELEASE() { mutex_.Unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

// A condition variable that goes with Mutex. Callers loop over their condition.
class ConditionVariable {
 public:
  void Wait(Mutex& mutex) SITREP_REQUIRES(mutex) SITREP_NO_THREAD_SAFETY_ANALYSIS {
    condition_.wait(mutex);
  }
  // Returns false when `timeout` ran out.
  template <typename Rep, typename Period>
  bool WaitFor(Mutex& mutex, std::chrono::duration<Rep, Period> timeout)
      SITREP_REQUIRES(mutex) SITREP_NO_THREAD_SAFETY_ANALYSIS {
    return condition_.wait_for(mutex, timeout) == std::cv_status::no_timeout;
  }
  void NotifyOne() { condition_.notify_one(); }
  void NotifyAll() { condition_.notify_all(); }

 private:
  std::condition_variable_any condition_;
};

}  // namespace sitrep::base

#endif  // SITREP_BASE_MUTEX_H_
