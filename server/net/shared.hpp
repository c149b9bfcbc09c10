// What all io threads share. Owned by Server; included by net's own files only.
#pragma once
#include "http/channel_versions.hpp"
#include "http/rate_limiter.hpp"
#include "http/router.hpp"
#include "http/vitals.hpp"
#include "live/presence.hpp"
#include "net/server.hpp"
#include "net/slow_pool.hpp"
#include "net/static_files.hpp"
#include "net/upload_slots.hpp"

#include <atomic>
#include <mutex>
#include <unordered_map>

namespace palabre::net {

/// How many sockets each address has open.
class SocketCounts {
 public:
  bool enter(const std::string& address, const Limits& limits) {
    const std::lock_guard lock(mutex_);
    auto& count = counts_[address];
    if (total_ >= limits.sockets_max || count >= limits.sockets_per_address_max) {
      if (count == 0) counts_.erase(address);
      return false;
    }
    ++count;
    ++total_;
    return true;
  }
  void leave(const std::string& address) {
    const std::lock_guard lock(mutex_);
    --total_;
    if (--counts_[address] == 0) counts_.erase(address);
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> counts_;
  std::size_t total_ = 0;
};

/// What this server knows of the event log, when others may write to it too.
struct LogSight {
  std::atomic<std::int64_t> published_seq{0};   // up to here kept answers have expired and listeners were told
  std::atomic<std::int64_t> read_at_ms{0};      // steady clock: when the newest look began that read the log to its end
};

struct Shared {
  Shared(const ServerConfig& used_config, http::Routes routes, const http::Services& used_services, db::Gate& used_gate,
         const Clock& used_clock, const Limits& used_limits, FindViewer used_find_viewer)
      : config(used_config), services(used_services), gate(used_gate), clock(used_clock), limits(used_limits),
        find_viewer(used_find_viewer), is_shared(services.is_shared), router(std::move(routes)), limiter(limits, services.limit_secret), files(load_static_files(config.assets_folder)),
        slow_pool(limits.slow_queue_max), upload_pool(limits.upload_queue_max), draw_pool(limits.draw_queue_max) {}

  /// Where the io threads' counters are kept: with the server's other vitals, or here when nobody reads them.
  http::TrafficBook& book() {
    auto* vitals = http::vitals_of(services);
    return vitals == nullptr ? own_book : vitals->traffic;
  }

  http::TrafficBook own_book;
  const ServerConfig config;
  const http::Services& services;
  db::Gate& gate;
  const Clock& clock;
  const Limits limits;
  FindViewer find_viewer;
  const bool is_shared;    // other servers may write to this database
  http::Router router;
  http::RateLimiter limiter;
  http::ChannelVersions versions;
  LogSight sight;
  live::Presence presence;
  SocketCounts socket_counts;
  StaticFiles files;
  SlowPool slow_pool;
  SlowPool upload_pool;    // pictures: a big one keeps no sign-in waiting
  SlowPool draw_pool;      // cards and documents: one thread, so that fonts lie in memory once
  UploadSlots upload_slots;
  /// Whether a kept answer may be given to somebody who has `seen` that event: not when this server lags behind, as after a pause
  /// or without its database. A server that is alone never does.
  [[nodiscard]] bool may_use_kept(std::int64_t seen) const;

  std::atomic<std::int64_t> jobs{0};  // handlers on other threads; the server waits for them before it goes
};

/// So long a look at the log stays good: with what a request takes, nobody is more than a second behind.
inline constexpr std::int64_t log_sight_ms = 900;

/// The origin of a request is its own site: "http(s)://" and its Host, or the public origin. Empty is no origin at all.
bool is_own_origin(std::string_view origin, std::string_view host, std::string_view public_origin);

}  // namespace palabre::net
