// Token buckets per address and cost class. Called by net for every request that reaches a route.
#include "http/rate_limiter.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::http {

double RateLimiter::per_minute(Cost cost) const {
  switch (cost) {
    case Cost::cheap: return static_cast<double>(limits_.cheap_per_minute);
    case Cost::normal: return static_cast<double>(limits_.normal_per_minute);
    case Cost::costly: return static_cast<double>(limits_.costly_per_minute);
    case Cost::password: return static_cast<double>(limits_.password_per_minute);
  }
  return 1;
}

int RateLimiter::take(std::string_view address, Cost cost, std::int64_t now_ms) {
  const double capacity = std::max(1.0, per_minute(cost));
  std::string key = address_group(address) + static_cast<char>('0' + static_cast<int>(cost));
  auto& shard = shards_[std::hash<std::string>{}(key) % shard_count];
  const std::lock_guard lock(shard.mutex);
  if (shard.buckets.size() >= shard_buckets_max) forget_full(shard, now_ms);
  auto [found, is_new] = shard.buckets.try_emplace(std::move(key), Bucket{capacity, now_ms});
  auto& bucket = found->second;
  const double earned = static_cast<double>(now_ms - bucket.at_ms) * capacity / static_cast<double>(ms_per_minute);
  bucket.tokens = std::min(capacity, bucket.tokens + std::max(0.0, earned));
  bucket.at_ms = now_ms;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return 0;
  }
  const double seconds = (1 - bucket.tokens) * 60 / capacity;
  return std::max(1, static_cast<int>(std::ceil(seconds)));
}

void RateLimiter::forget_full(Shard& shard, std::int64_t now_ms) const {
  // A minute without a request fills any bucket. When all are in use, the flood itself pays: everything starts afresh.
  std::erase_if(shard.buckets, [&](const auto& item) { return now_ms - item.second.at_ms >= ms_per_minute; });
  if (shard.buckets.size() >= shard_buckets_max) shard.buckets.clear();
}

std::size_t RateLimiter::buckets() {
  std::size_t count = 0;
  for (auto& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    count += shard.buckets.size();
  }
  return count;
}

std::string address_group(std::string_view address) {
  if (address.starts_with("::ffff:") && address.find('.') != std::string_view::npos) return std::string(address.substr(7));
  if (address.find(':') == std::string_view::npos) return std::string(address);
  std::size_t at = 0;
  for (int groups = 0; groups < 4; ++groups) {
    const auto colon = address.find(':', at);
    if (colon == std::string_view::npos) return std::string(address);
    at = colon + 1;
  }
  return std::string(address.substr(0, at));
}

}  // namespace palabre::http
