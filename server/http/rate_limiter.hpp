// How often one address may ask, per cost class: token buckets shared by the io threads.
#pragma once
#include "base/limits.hpp"
#include "http/route.hpp"

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace palabre::http {

class RateLimiter {
 public:
  explicit RateLimiter(const Limits& limits) : limits_(limits) {}

  /// Takes one token. 0: go ahead; otherwise seconds to wait, at least 1. `now_ms` is any steady clock. Thread: any.
  int take(std::string_view address, Cost cost, std::int64_t now_ms);
  [[nodiscard]] std::size_t buckets();

 private:
  struct Bucket {
    double tokens = 0;
    std::int64_t at_ms = 0;
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Bucket> buckets;
  };
  static constexpr std::size_t shard_count = 16;
  static constexpr std::size_t shard_buckets_max = 4096;

  [[nodiscard]] double per_minute(Cost cost) const;
  void forget_full(Shard& shard, std::int64_t now_ms) const;

  const Limits& limits_;
  std::array<Shard, shard_count> shards_;
};

/// The part of an address one subscriber controls: all of IPv4, the first 64 bits of IPv6.
std::string address_group(std::string_view address);

}  // namespace palabre::http
