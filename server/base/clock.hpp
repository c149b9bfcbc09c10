// What time it is: asked through one interface, so that tests and rehearsals can move it.
#pragma once
#include "base/instant.hpp"

#include <atomic>
#include <memory>
#include <string>

namespace palabre {

class Clock {
 public:
  virtual ~Clock() = default;
  /// Thread: any.
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

/// A clock that stands still until it is moved.
class TestClock final : public Clock {
 public:
  explicit TestClock(Instant start) : unix_ms_(start.unix_ms) {}
  [[nodiscard]] Instant now() const override { return Instant{unix_ms_.load()}; }
  void set(Instant moment) { unix_ms_ = moment.unix_ms; }
  void advance_ms(std::int64_t ms) { unix_ms_ += ms; }

 private:
  std::atomic<std::int64_t> unix_ms_;
};

/// The system clock plus an offset read from a file (a whole number of seconds, re-read at most every 100 ms), for
/// rehearsing "what happens when this phase ends" on a running server: `palabre serve --test-clock FILE`.
class OffsetClock final : public Clock {
 public:
  explicit OffsetClock(std::string path) : path_(std::move(path)) {}
  [[nodiscard]] Instant now() const override;

 private:
  std::string path_;
  mutable std::atomic<std::int64_t> offset_ms_{0};
  mutable std::atomic<std::int64_t> read_at_ms_{0};
};

}  // namespace palabre
