// The bounded queue of one socket. Called by the hub and by net's socket writer.
#include "live/outbox.hpp"

namespace palabre::live {

bool Outbox::push(const Text& text) {
  if (texts_.size() >= messages_max_ || bytes_ + text->size() > bytes_max_) return false;
  texts_.push_back(text);
  bytes_ += text->size();
  return true;
}

Text Outbox::take() {
  if (texts_.empty()) return nullptr;
  Text text = std::move(texts_.front());
  texts_.pop_front();
  bytes_ -= text->size();
  if (texts_.empty()) {
    has_overflowed_ = false;
    texts_.shrink_to_fit();
  }
  return text;
}

bool Outbox::overflow() {
  texts_.clear();
  bytes_ = 0;
  const bool was_overflowed = has_overflowed_;
  has_overflowed_ = true;
  return was_overflowed;
}

}  // namespace palabre::live
