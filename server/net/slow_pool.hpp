// One thread of low priority for password hashes, so that no sign-in starves a read.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace palabre::net {

class SlowPool {
 public:
  explicit SlowPool(std::size_t length_max);
  ~SlowPool();
  SlowPool(const SlowPool&) = delete;
  SlowPool& operator=(const SlowPool&) = delete;

  /// False when the queue is full. `job` must not throw. Thread: any.
  bool post(std::function<void()> job);
  /// Finishes what is queued. Idempotent.
  void stop();

 private:
  void run();

  std::size_t length_max_;
  std::mutex mutex_;
  std::condition_variable bell_;
  std::deque<std::function<void()>> jobs_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace palabre::net
