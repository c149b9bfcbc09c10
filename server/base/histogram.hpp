// Counts of values in buckets with fixed upper bounds: what a monitoring system draws latencies from.
#pragma once
#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace palabre {

/// `bounds`: an array at namespace scope, ascending; a value equal to a bound belongs below it, one above all of them to the last bucket.
/// No lock and no allocation. Thread: any.
template <const auto& bounds>
class Histogram {
 public:
  static constexpr std::size_t buckets = bounds.size() + 1;

  void count(std::int64_t value) noexcept {
    const auto place = static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), value) - bounds.begin());
    counts_[place].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(value, std::memory_order_relaxed);
  }
  /// The same where one thread alone counts: nothing the processor must lock.
  void count_alone(std::int64_t value) noexcept {
    const auto place = static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), value) - bounds.begin());
    counts_[place].store(counts_[place].load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    sum_.store(sum_.load(std::memory_order_relaxed) + value, std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t in_bucket(std::size_t place) const noexcept { return counts_[place].load(std::memory_order_relaxed); }
  [[nodiscard]] std::int64_t sum() const noexcept { return sum_.load(std::memory_order_relaxed); }

 private:
  std::array<std::atomic<std::uint64_t>, buckets> counts_{};
  std::atomic<std::int64_t> sum_{0};
};

}  // namespace palabre
