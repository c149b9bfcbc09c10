// What waits to be sent to one socket: shared immutable texts, bounded. Used by the hub; emptied by net's one writer per socket.
#pragma once
#include "base/limits.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

namespace palabre::live {

using Text = std::shared_ptr<const std::string>;

class Outbox {
 public:
  explicit Outbox(const Limits& limits) : messages_max_(limits.outbox_messages_max), bytes_max_(limits.outbox_bytes_max) {}

  /// False when it would not fit; nothing is added then.
  bool push(const Text& text);
  /// The next text, null when empty.
  Text take();
  /// Throws everything away because it grew too long. True when that happened before without a moment of emptiness between:
  /// the reader is not reading and the socket should close (1013).
  bool overflow();
  [[nodiscard]] bool is_empty() const { return texts_.empty(); }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::size_t messages_max_;
  std::size_t bytes_max_;
  std::deque<Text> texts_;
  std::size_t bytes_ = 0;
  bool has_overflowed_ = false;
};

}  // namespace palabre::live
