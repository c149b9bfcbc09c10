// How often one address may ask, per cost class: token buckets shared by the io threads, and by several servers when there are.
#pragma once
#include "base/limits.hpp"
#include "http/route.hpp"

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace palabre::http {

class RateLimiter {
 public:
  /// `secret`: of the instance, when other servers count too; empty: this one is alone.
  explicit RateLimiter(const Limits& limits, std::string secret = {}) : limits_(limits), secret_(std::move(secret)) {}

  /// Takes one token. 0: go ahead; otherwise seconds to wait, at least 1. `now_ms` is any steady clock. Thread: any.
  int take(std::string_view address, Cost cost, std::int64_t now_ms);
  /// Under which the address is counted: with a secret a digest, which other servers can be told.
  [[nodiscard]] std::string key_of(std::string_view address, Cost cost) const;
  [[nodiscard]] std::int64_t per_minute(Cost cost) const;
  /// What was let through here since the last call, the most used keys first, at most `count_max`; what is over is told the next time.
  /// Costs that are counted in the database are not among them.
  std::vector<std::pair<std::string, std::int64_t>> take_untold(std::size_t count_max);
  /// What another server let through counts here too; a bucket may owe as much as it holds.
  void charge(const std::string& key, std::int64_t count, std::int64_t now_ms);
  [[nodiscard]] std::size_t buckets();

 private:
  struct Bucket {
    double tokens = 0;
    std::int64_t at_ms = 0;
    std::int64_t untold = 0;   // taken here, and not yet told to others
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Bucket> buckets;
  };
  static constexpr std::size_t shard_count = 16;
  static constexpr std::size_t shard_buckets_max = 4096;

  [[nodiscard]] Shard& shard_of(const std::string& key) { return shards_[std::hash<std::string>{}(key) % shard_count]; }
  Bucket& filled_bucket(Shard& shard, const std::string& key, double capacity, std::int64_t now_ms);
  void forget_full(Shard& shard, std::int64_t now_ms) const;

  const Limits& limits_;
  const std::string secret_;
  std::array<Shard, shard_count> shards_;
};

/// Costs that several servers count together in the database, to the last request.
[[nodiscard]] inline bool is_counted_exactly(Cost cost) { return cost == Cost::costly || cost == Cost::password; }

/// Names an address and what is counted of it, for those who know the secret only.
std::string limit_key(std::string_view secret, std::string_view address, char kind);

/// The part of an address one subscriber controls: all of IPv4, the first 64 bits of IPv6.
std::string address_group(std::string_view address);

}  // namespace palabre::http
