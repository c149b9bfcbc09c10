// When each channel last changed, shared by all threads. The gate's commit listener bumps it before any reply of that batch leaves.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>

namespace palabre::http {

/// A count of changes, and for each channel the count at its last change. Channels share 4096 places by hash: a collision only
/// makes a kept answer expire early.
///
/// Why a mark: which channels an answer depends on is known only after it was made. So take `mark()` before opening the snapshot;
/// the answer is current as long as none of its channels changed after the mark.
class ChannelVersions {
 public:
  using Mark = std::uint64_t;
  static constexpr std::size_t places = 4096;

  [[nodiscard]] Mark mark() const { return last_.load(); }
  [[nodiscard]] static std::uint32_t place_of(std::string_view channel) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>{}(channel) % places);
  }
  [[nodiscard]] bool is_unchanged(std::uint32_t place, Mark since) const { return changed_[place].load(std::memory_order_acquire) <= since; }
  /// When the channel changed last, or another in its place.
  [[nodiscard]] Mark changed(std::string_view channel) const { return changed_[place_of(channel)].load(std::memory_order_acquire); }
  /// Thread: one at a time (the server's outlet sees to it).
  void bump(std::string_view channel) { changed_[place_of(channel)].store(++last_); }
  /// Every kept answer expires.
  void bump_all() {
    const Mark now = ++last_;
    for (auto& place : changed_) place.store(now);
  }

 private:
  std::atomic<Mark> last_{0};
  std::array<std::atomic<Mark>, places> changed_{};
};

}  // namespace palabre::http
