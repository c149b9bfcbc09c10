// What the sockets' side counts about itself, for the health page. Written by net, read by anybody.
#pragma once
#include "http/traffic.hpp"

#include <atomic>
#include <cstdint>

namespace palabre::http {

/// Each io thread adds its own changes once a second, so the numbers are at most a second old.
struct Vitals {
  std::atomic<std::int64_t> sockets{0};
  std::atomic<std::int64_t> connections{0};
  std::atomic<std::int64_t> cache_entries{0};
  std::atomic<std::int64_t> cache_bytes{0};
  std::atomic<std::int64_t> resyncs{0};        // outboxes that were full: their sockets were told to fetch everything anew
  std::atomic<std::int64_t> hopeless{0};       // sockets closed because their reader does not read
  std::atomic<std::int64_t> published_seq{0};  // the newest event that was handed out to listeners
  std::atomic<std::int64_t> log_read_at_ms{0};  // steady clock: when the newest look began that read the event log to its end; 0: none yet
  TrafficBook traffic;
};

/// The counters of the server behind `services`; null where nobody counts, as in most tests.
Vitals* vitals_of(const Services& services);

}  // namespace palabre::http
