// The thread that keeps asking. Started by app/serve; read by the routes of this folder.
#include "monitoring/pulse.hpp"

#include "base/log.hpp"
#include "db/event_log.hpp"

#include <algorithm>
#include <chrono>

namespace palabre::monitoring {
namespace {

constexpr std::string_view event_at_sql = "SELECT at FROM event WHERE seq = $1";
constexpr std::string_view mail_sql = "SELECT count(*), coalesce(min(created_at), 0) FROM mail WHERE done_at IS NULL";

Reading read_database(db::Tx& tx, std::int64_t published_seq) {
  Reading reading;
  reading.published_seq = published_seq;
  reading.head_seq = db::last_seq(tx);
  if (reading.head_seq > published_seq) {
    auto rows = tx.rows(event_at_sql, published_seq + 1);
    if (rows.next()) reading.lag_ms = std::max<std::int64_t>(0, tx.now().unix_ms - rows.integer(0));
  }
  auto rows = tx.rows(mail_sql);
  rows.next();
  reading.mails_waiting = rows.integer(0);
  if (reading.mails_waiting > 0) reading.oldest_mail_ms = std::max<std::int64_t>(0, tx.now().unix_ms - rows.integer(1));
  return reading;
}

}  // namespace

/// What the asking thread, a database thread and the readers share.
struct Pulse::Book {
  std::mutex mutex;
  Reading last;
};

std::int64_t steady_now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Readiness decide_readiness(const Reading& reading, std::int64_t log_read_at_ms, std::int64_t now_ms) {
  Readiness ready;
  if (reading.answered_ms > 0) ready.answer_age_ms = std::max<std::int64_t>(0, now_ms - reading.answered_ms);
  if (log_read_at_ms > 0) ready.look_age_ms = std::max<std::int64_t>(0, now_ms - log_read_at_ms);
  const bool is_overdue = reading.asked_ms > 0 && now_ms - reading.asked_ms > answer_ms_max;
  // An answer is good until the next question must have been answered; one more turn where the threads had to wait for a core.
  ready.answers = ready.answer_age_ms >= 0 && !reading.has_failed && !is_overdue && ready.answer_age_ms <= answer_ms_max + 2 * ask_every_ms;
  ready.is_schema_current = reading.is_schema_current;
  ready.hands_out = ready.look_age_ms >= 0 && ready.look_age_ms <= events_lag_ms_max && reading.lag_ms <= events_lag_ms_max;
  return ready;
}

Pulse::Pulse(db::Gate& gate, const http::Vitals& vitals, std::function<bool()> is_schema_current)
    : gate_(gate), vitals_(vitals), is_schema_current_(std::move(is_schema_current)), book_(std::make_shared<Book>()),
      thread_([this] { turn(); }) {}

Pulse::~Pulse() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  bell_.notify_all();
  thread_.join();
}

Reading Pulse::last() const {
  const std::lock_guard lock(book_->mutex);
  return book_->last;
}

/// One question at a time: a database that does not answer is not asked again and again.
void Pulse::ask() {
  const auto asked_at = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(book_->mutex);
    if (book_->last.asked_ms > 0) return;
    book_->last.asked_ms = steady_now_ms();
  }
  const auto found = std::make_shared<Reading>();
  const auto published_seq = vitals_.published_seq.load();
  const auto done = [book = book_, found, asked_at](std::exception_ptr error) {
    const std::lock_guard lock(book->mutex);
    book->last.asked_ms = 0;
    book->last.has_failed = error != nullptr;
    if (error) return;
    found->answered_ms = steady_now_ms();
    found->took_us = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - asked_at).count();
    found->is_schema_current = book->last.is_schema_current;
    book->last = *found;
  };
  gate_.post_read([found, published_seq](db::Tx& tx) { *found = read_database(tx, published_seq); },
                  asked_at + std::chrono::milliseconds(answer_ms_max), done);
}

void Pulse::turn() {
  bool is_current = false;
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    lock.unlock();
    ask();
    if (!is_current) {
      try {
        is_current = is_schema_current_();
      } catch (const std::exception& fault) {
        log::warning(std::string("the schema's version could not be read: ") + fault.what());
      }
      const std::lock_guard keep(book_->mutex);
      book_->last.is_schema_current = is_current;
    }
    lock.lock();
    bell_.wait_for(lock, std::chrono::milliseconds(ask_every_ms), [this] { return is_stopping_; });
  }
}

}  // namespace palabre::monitoring
