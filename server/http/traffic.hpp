// How many requests each route had, how they ended and how long they took. Written by net, read for monitoring.
#pragma once
#include "base/histogram.hpp"
#include "http/route.hpp"

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace palabre::http {

/// Microseconds from a whole head to an answer handed to the kernel.
inline constexpr std::array<std::int64_t, 12> request_us_bounds{100,    250,    500,     1'000,   2'500,   5'000,
                                                                10'000, 25'000, 100'000, 250'000, 1'000'000, 5'000'000};

/// Where a request is counted: in a row of its route, or in one of those for what has none.
using TrafficRow = std::uint32_t;
inline constexpr TrafficRow files_row = 0;        // static files
inline constexpr TrafficRow live_row = 1;         // the live socket's opening
inline constexpr TrafficRow unknown_row = 2;      // no such address, or no such method there
inline constexpr TrafficRow broken_row = 3;       // what was no request, or too large or late
inline constexpr TrafficRow first_route_row = 4;  // and the route table from here on

/// "/ideas/{id}", or what stands for a row without a route.
std::string_view row_name(const Routes& routes, TrafficRow row);

/// The counters of one io thread, which alone writes them: no lock, no allocation.
class Traffic {
 public:
  static constexpr std::size_t classes = 5;     // 1xx to 5xx
  static constexpr int status_min = 100;
  static constexpr std::size_t statuses = 500;  // 100 to 599

  explicit Traffic(std::size_t routes) : rows_(first_route_row + routes) {}
  void count(TrafficRow row, int status, std::int64_t us, std::size_t bytes) noexcept;
  void count_hit() noexcept { add(hits_, 1); }
  void count_miss() noexcept { add(misses_, 1); }

 private:
  friend class TrafficBook;
  using Count = std::atomic<std::uint64_t>;
  struct Row {
    std::array<Count, classes> by_class{};
    Histogram<request_us_bounds> took_us;
  };
  static void add(Count& count, std::uint64_t more) noexcept {
    count.store(count.load(std::memory_order_relaxed) + more, std::memory_order_relaxed);
  }

  std::vector<Row> rows_;
  std::array<Count, statuses> by_status_{};
  Count bytes_{0};
  Count hits_{0};
  Count misses_{0};
};

/// All threads' counters added up.
struct TrafficSums {
  struct Row {
    std::string_view method;   // "GET"; empty where a row is no route
    std::string route;         // the pattern, never an address somebody asked for
    std::array<std::uint64_t, Traffic::classes> by_class{};
    std::array<std::uint64_t, Histogram<request_us_bounds>::buckets> in_bucket{};
    std::int64_t took_us = 0;
  };
  std::vector<Row> rows;       // those that had a request
  std::vector<std::pair<int, std::uint64_t>> by_status;
  std::uint64_t bytes = 0;
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
};

/// Keeps the counters of every thread of one server, also after the thread has ended.
class TrafficBook {
 public:
  /// Counters for one more thread that serves `routes`, the same for all. Thread: any, before the thread serves.
  Traffic& open(const Routes& routes);
  [[nodiscard]] TrafficSums sums() const;  // thread: any

 private:
  mutable std::mutex mutex_;     // of the lists, never of the counters
  std::deque<Traffic> threads_;
  std::vector<std::pair<Method, std::string>> names_;
};

}  // namespace palabre::http
