// How many large bodies are being received and handled at once: what they take of memory is bounded by the number of slots.
#pragma once
#include "base/limits.hpp"

#include <mutex>
#include <string>
#include <unordered_map>

namespace palabre::net {

class UploadSlots {
 public:
  bool enter(const std::string& address, const Limits& limits) {
    const std::lock_guard lock(mutex_);
    if (total_ >= limits.uploads_max) return false;
    const auto found = counts_.try_emplace(address, 0).first;
    if (found->second >= limits.uploads_per_address_max) {
      if (found->second == 0) counts_.erase(found);
      return false;
    }
    ++found->second;
    ++total_;
    return true;
  }
  void leave(const std::string& address) {
    const std::lock_guard lock(mutex_);
    --total_;
    const auto found = counts_.find(address);
    if (found != counts_.end() && --found->second == 0) counts_.erase(found);
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> counts_;
  std::size_t total_ = 0;
};

/// One slot, given back at the end of the request.
class UploadSlot {
 public:
  UploadSlot() = default;
  UploadSlot(UploadSlots& slots, std::string address) : slots_(&slots), address_(std::move(address)) {}
  UploadSlot(const UploadSlot&) = delete;
  UploadSlot& operator=(const UploadSlot&) = delete;
  UploadSlot(UploadSlot&& other) noexcept : slots_(other.slots_), address_(std::move(other.address_)) { other.slots_ = nullptr; }
  UploadSlot& operator=(UploadSlot&& other) noexcept {
    std::swap(slots_, other.slots_);
    std::swap(address_, other.address_);
    return *this;
  }
  ~UploadSlot() {
    if (slots_ != nullptr) slots_->leave(address_);
  }

 private:
  UploadSlots* slots_ = nullptr;
  std::string address_;
};

}  // namespace palabre::net
