// How many sockets follow each channel: here over all io threads, and on other servers as they told. Shared by the hubs.
#pragma once
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace palabre::live {

class Presence {
 public:
  using Counts = std::unordered_map<std::string, std::int64_t>;

  void add(const std::string& channel, std::int64_t difference) {
    const std::lock_guard lock(mutex_);
    auto& count = counts_[channel];
    count += difference;
    if (count == 0) counts_.erase(channel);
  }
  /// Here and elsewhere.
  [[nodiscard]] std::int64_t count(const std::string& channel) const {
    const std::lock_guard lock(mutex_);
    return count_in(counts_, channel) + count_in(elsewhere_, channel);
  }
  [[nodiscard]] bool is_followed_here(const std::string& channel) const {
    const std::lock_guard lock(mutex_);
    return counts_.contains(channel);
  }
  [[nodiscard]] Counts here() const {
    const std::lock_guard lock(mutex_);
    return counts_;
  }
  void set_elsewhere(Counts counts) {
    const std::lock_guard lock(mutex_);
    elsewhere_ = std::move(counts);
  }

 private:
  static std::int64_t count_in(const Counts& counts, const std::string& channel) {
    const auto found = counts.find(channel);
    return found == counts.end() ? 0 : found->second;
  }

  mutable std::mutex mutex_;
  Counts counts_;
  Counts elsewhere_;
};

}  // namespace palabre::live
