// What the sockets' side counts about itself, for the health page. Written by net, read by anybody.
#pragma once
#include <atomic>
#include <cstdint>

namespace palabre::http {

/// Each io thread adds its own changes once a second, so the numbers are at most a second old.
struct Vitals {
  std::atomic<std::int64_t> sockets{0};
  std::atomic<std::int64_t> connections{0};
  std::atomic<std::int64_t> cache_entries{0};
  std::atomic<std::int64_t> cache_bytes{0};
  std::atomic<std::int64_t> published_seq{0};  // the newest event that was handed out to listeners
};

struct Services;

/// The counters of the server behind `services`; null where nobody counts, as in most tests.
Vitals* vitals_of(const Services& services);

}  // namespace palabre::http
