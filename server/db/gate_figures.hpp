// What the gate counts about itself, for monitoring. Written by the gate's threads, read by anybody at any time.
#pragma once
#include "base/histogram.hpp"

namespace palabre::db {

/// Commands in one transaction.
inline constexpr std::array<std::int64_t, 8> batch_bounds{1, 2, 4, 8, 16, 32, 64, 128};
/// Microseconds: a wait for one's turn, and a transaction from its BEGIN to its COMMIT.
inline constexpr std::array<std::int64_t, 12> gate_us_bounds{500,     1'000,   2'500,   5'000,     10'000,    25'000,
                                                             50'000, 100'000, 250'000, 1'000'000, 2'500'000, 10'000'000};

struct GateFigures {
  std::atomic<std::int64_t> waiting_writes{0};   // in the queues now
  std::atomic<std::int64_t> waiting_reads{0};
  std::atomic<std::int64_t> readers{0};          // connections that read
  std::atomic<std::int64_t> busy_readers{0};     // of them, at work now
  std::atomic<std::uint64_t> refused_writes{0};  // because a queue was full
  std::atomic<std::uint64_t> refused_reads{0};
  std::atomic<std::uint64_t> late{0};            // taken up after their deadline, so not begun
  std::atomic<std::uint64_t> reads{0};
  std::atomic<std::uint64_t> written{0};         // commands, also those that refused
  std::atomic<std::uint64_t> commits{0};
  std::atomic<std::uint64_t> failed_commits{0};
  std::atomic<std::uint64_t> lost{0};            // connections found lost, to be made anew
  std::atomic<std::uint64_t> retried_reads{0};
  std::atomic<std::uint64_t> retried_writes{0};
  Histogram<batch_bounds> batch_sizes;
  Histogram<gate_us_bounds> write_wait_us;       // from being queued to the batch it was taken into
  Histogram<gate_us_bounds> batch_us;            // from before BEGIN, where nodes wait for their turn to write, to after COMMIT
};

}  // namespace palabre::db
