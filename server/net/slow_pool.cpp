// The low-priority thread. Called by answer.cpp for routes of kind `slow`.
#include "net/slow_pool.hpp"

#include <sys/resource.h>
#include <unistd.h>

namespace palabre::net {

SlowPool::SlowPool(std::size_t length_max) : length_max_(length_max), thread_([this] { run(); }) {}

SlowPool::~SlowPool() { stop(); }

bool SlowPool::post(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_ || jobs_.size() >= length_max_) return false;
    jobs_.push_back(std::move(job));
  }
  bell_.notify_one();
  return true;
}

void SlowPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  bell_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void SlowPool::run() {
  // On Linux a thread has its own nice value; failing to lower it costs nothing but fairness.
  (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 10);
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      bell_.wait(lock, [this] { return is_stopping_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job();
  }
}

}  // namespace palabre::net
