// Asks the database twice a second how it is, so that /readyz and /metrics answer from memory, also when it does not answer.
#pragma once
#include "base/clock.hpp"
#include "db/gate.hpp"
#include "http/vitals.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace palabre::monitoring {

/// How long the database may take to answer before the node says it is not ready.
inline constexpr std::int64_t answer_ms_max = 1'000;
inline constexpr std::int64_t ask_every_ms = 500;
/// How far behind, and how long ago looked at, the hand-out of events may be.
inline constexpr std::int64_t events_lag_ms_max = 5'000;

/// What the last answer said, and when. Milliseconds without a date are of the steady clock.
struct Reading {
  std::int64_t answered_ms = 0;         // 0: it never has
  std::int64_t took_us = 0;
  std::int64_t asked_ms = 0;            // the question that is still open; 0: none
  std::int64_t head_seq = 0;            // newest event of the log
  std::int64_t published_seq = 0;       // newest event handed out, just before the log was read
  std::int64_t lag_ms = 0;              // age of the oldest event that was not handed out yet
  std::int64_t mails_waiting = 0;
  std::int64_t oldest_mail_ms = 0;      // its age; 0: none
  bool is_schema_current = false;
  bool has_failed = false;              // the last question ended with an error
};

/// Whether this node may be sent requests, and the parts of that.
struct Readiness {
  bool answers = false;                 // the database, within answer_ms_max
  bool is_schema_current = false;
  bool hands_out = false;               // events, within events_lag_ms_max
  std::int64_t answer_age_ms = -1;      // since it last answered; -1: never
  std::int64_t look_age_ms = -1;        // since the log was last compared; -1: never
  [[nodiscard]] bool is_ready() const { return answers && is_schema_current && hands_out; }
};

/// Decides from what was read. `log_read_at_ms`: Vitals::log_read_at_ms; `now_ms`: steady clock.
Readiness decide_readiness(const Reading& reading, std::int64_t log_read_at_ms, std::int64_t now_ms);

class Pulse {
 public:
  /// `is_schema_current` is asked on the pulse's own thread until it says yes; it may throw. All must outlive the pulse.
  Pulse(db::Gate& gate, const http::Vitals& vitals, std::function<bool()> is_schema_current);
  ~Pulse();
  Pulse(const Pulse&) = delete;
  Pulse& operator=(const Pulse&) = delete;

  [[nodiscard]] Reading last() const;   // thread: any

 private:
  struct Book;
  void turn();
  void ask();

  db::Gate& gate_;
  const http::Vitals& vitals_;
  const std::function<bool()> is_schema_current_;
  std::shared_ptr<Book> book_;          // a late answer may come when the pulse has gone
  std::mutex mutex_;
  std::condition_variable bell_;
  bool is_stopping_ = false;
  std::thread thread_;
};

/// Milliseconds of the steady clock.
std::int64_t steady_now_ms();

}  // namespace palabre::monitoring
