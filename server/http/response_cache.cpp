// Keeps and finds ready answers. Called by net's sessions on their own io thread.
#include "http/response_cache.hpp"

#include <algorithm>

namespace palabre::http {

std::shared_ptr<const KeptAnswer> ResponseCache::find(std::string_view key, Instant now) {
  const auto found = index_.find(key);
  if (found == index_.end()) return nullptr;
  const auto entry = found->second;
  const bool is_current = now < entry->fresh_until && std::all_of(entry->places.begin(), entry->places.end(), [&](std::uint32_t place) {
                            return versions_.is_unchanged(place, entry->mark);
                          });
  if (!is_current) {
    drop(entry);
    return nullptr;
  }
  if (entry != order_.begin()) order_.splice(order_.begin(), order_, entry);
  return entry->answer;
}

std::shared_ptr<const KeptAnswer> ResponseCache::keep(std::string_view key, ReadyAnswer answer, const std::vector<std::string>& depends_on,
                                                      ChannelVersions::Mark mark, Instant fresh_until) {
  if (const auto found = index_.find(key); found != index_.end()) drop(found->second);
  auto kept = std::make_shared<KeptAnswer>();
  kept->bytes = std::move(answer.bytes);
  kept->bytes.shrink_to_fit();
  kept->head_bytes = answer.head_bytes;
  kept->row = answer.row;
  kept->etag_core = std::move(answer.etag_core);
  kept->not_modified = std::move(answer.not_modified);
  constexpr std::size_t bookkeeping_bytes = 256;
  const std::size_t size = kept->bytes.size() + kept->not_modified.size() + key.size() + bookkeeping_bytes;
  if (size > bytes_max_ / 8 || entries_max_ == 0) return kept;
  while (!order_.empty() && (index_.size() >= entries_max_ || bytes_ + size > bytes_max_)) drop(std::prev(order_.end()));
  Entry entry{std::string(key), kept, {}, mark, fresh_until, size};
  for (const auto& channel : depends_on) entry.places.push_back(ChannelVersions::place_of(channel));
  order_.push_front(std::move(entry));
  index_.emplace(order_.front().key, order_.begin());
  bytes_ += size;
  return kept;
}

void ResponseCache::drop(Order::iterator entry) {
  bytes_ -= entry->size_bytes;
  index_.erase(entry->key);
  order_.erase(entry);
}

}  // namespace palabre::http
