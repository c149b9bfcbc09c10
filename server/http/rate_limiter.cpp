// Token buckets per address and cost class. Called by net for every request that reaches a route.
#include "http/rate_limiter.hpp"

#include "crypto/crypto.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::http {

std::int64_t RateLimiter::per_minute(Cost cost) const {
  switch (cost) {
    case Cost::cheap: return limits_.cheap_per_minute;
    case Cost::normal: return limits_.normal_per_minute;
    case Cost::costly: return limits_.costly_per_minute;
    case Cost::password: return limits_.password_per_minute;
    case Cost::free: break;
  }
  return 1;
}

std::string RateLimiter::key_of(std::string_view address, Cost cost) const {
  return limit_key(secret_, address, static_cast<char>('0' + static_cast<int>(cost)));
}

RateLimiter::Bucket& RateLimiter::filled_bucket(Shard& shard, const std::string& key, double capacity, std::int64_t now_ms) {
  if (shard.buckets.size() >= shard_buckets_max) forget_full(shard, now_ms);
  auto& bucket = shard.buckets.try_emplace(key, Bucket{capacity, now_ms, 0}).first->second;
  const double earned = static_cast<double>(now_ms - bucket.at_ms) * capacity / static_cast<double>(ms_per_minute);
  bucket.tokens = std::min(capacity, bucket.tokens + std::max(0.0, earned));
  bucket.at_ms = now_ms;
  return bucket;
}

int RateLimiter::take(std::string_view address, Cost cost, std::int64_t now_ms) {
  if (cost == Cost::free) return 0;
  const double capacity = std::max(1.0, static_cast<double>(per_minute(cost)));
  const std::string key = key_of(address, cost);
  auto& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  auto& bucket = filled_bucket(shard, key, capacity, now_ms);
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    if (!secret_.empty() && !is_counted_exactly(cost)) ++bucket.untold;
    return 0;
  }
  const double seconds = (1 - bucket.tokens) * 60 / capacity;
  return std::max(1, static_cast<int>(std::ceil(seconds)));
}

std::vector<std::pair<std::string, std::int64_t>> RateLimiter::take_untold(std::size_t count_max) {
  std::vector<std::pair<std::string, std::int64_t>> uses;
  for (auto& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    for (auto& [key, bucket] : shard.buckets) {
      if (bucket.untold > 0) uses.emplace_back(key, std::exchange(bucket.untold, 0));
    }
  }
  if (uses.size() <= count_max) return uses;
  std::sort(uses.begin(), uses.end(), [](const auto& left, const auto& right) { return left.second > right.second; });
  for (auto rest = uses.begin() + static_cast<std::ptrdiff_t>(count_max); rest != uses.end(); ++rest) {
    auto& shard = shard_of(rest->first);
    const std::lock_guard lock(shard.mutex);
    if (const auto found = shard.buckets.find(rest->first); found != shard.buckets.end()) found->second.untold += rest->second;
  }
  uses.resize(count_max);
  return uses;
}

void RateLimiter::charge(const std::string& key, std::int64_t count, std::int64_t now_ms) {
  const int cost = key.empty() ? -1 : key.back() - '0';
  if (cost < static_cast<int>(Cost::cheap) || cost > static_cast<int>(Cost::password)) return;
  const double capacity = std::max(1.0, static_cast<double>(per_minute(static_cast<Cost>(cost))));
  auto& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  auto& bucket = filled_bucket(shard, key, capacity, now_ms);
  bucket.tokens = std::max(-capacity, bucket.tokens - static_cast<double>(count));
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

std::string limit_key(std::string_view secret, std::string_view address, char kind) {
  if (secret.empty()) return address_group(address) + kind;
  constexpr std::size_t key_chars = 24;
  return crypto::digest(std::string(secret) + '\n' + address_group(address)).substr(0, key_chars) + kind;
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
