// How many sockets follow each channel, over all io threads. Shared by the hubs.
#pragma once
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace palabre::live {

class Presence {
 public:
  void add(const std::string& channel, std::int64_t difference) {
    const std::lock_guard lock(mutex_);
    auto& count = counts_[channel];
    count += difference;
    if (count == 0) counts_.erase(channel);
  }
  [[nodiscard]] std::int64_t count(const std::string& channel) const {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(channel);
    return found == counts_.end() ? 0 : found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::int64_t> counts_;
};

}  // namespace palabre::live
