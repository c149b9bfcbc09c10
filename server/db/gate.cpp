// The writer's loop of group commits and the readers' loops. Used by net for every request, by slow work, the CLI and tests.
#include "db/gate.hpp"

#include "base/log.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace palabre::db {
namespace {

struct Job {
  Gate::Work work;
  Gate::Deadline deadline;
  Gate::Done done;
  std::chrono::steady_clock::time_point queued_at = std::chrono::steady_clock::now();
};

std::int64_t us_since(std::chrono::steady_clock::time_point then) {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - then).count();
}

/// A bounded queue between the io threads and the database threads.
class JobQueue {
 public:
  /// `length` says how many wait, to those who only look.
  JobQueue(std::size_t length_max, std::atomic<std::int64_t>& length) : length_max_(length_max), length_(length) {}

  /// False when full or closed; `job` is untouched then.
  bool push(Job& job) {
    {
      const std::lock_guard lock(mutex_);
      if (is_closed_ || jobs_.size() >= length_max_) return false;
      jobs_.push_back(std::move(job));
      length_ = static_cast<std::int64_t>(jobs_.size());
    }
    bell_.notify_one();
    return true;
  }

  /// Waits for work and takes up to `count_max`; empty when closed and drained.
  std::vector<Job> take(std::size_t count_max) {
    std::unique_lock lock(mutex_);
    bell_.wait(lock, [this] { return is_closed_ || !jobs_.empty(); });
    std::vector<Job> taken;
    const std::size_t count = std::min(count_max, jobs_.size());
    taken.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      taken.push_back(std::move(jobs_.front()));
      jobs_.pop_front();
    }
    length_ = static_cast<std::int64_t>(jobs_.size());
    return taken;
  }

  [[nodiscard]] bool is_empty() {
    const std::lock_guard lock(mutex_);
    return jobs_.empty();
  }

  void close() {
    {
      const std::lock_guard lock(mutex_);
      is_closed_ = true;
    }
    bell_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable bell_;
  std::deque<Job> jobs_;
  std::size_t length_max_;
  std::atomic<std::int64_t>& length_;
  bool is_closed_ = false;
};

bool is_late(const Job& job) { return std::chrono::steady_clock::now() > job.deadline; }

/// Once for a connection that was lost since its last use; a little more often for engines that ask for it.
constexpr int attempts_max = 3;

/// Whether nothing of the transaction is durable and running it again may end better.
/// Counts lost connections on the way.
bool may_run_again(const std::exception_ptr& error, GateFigures& figures) {
  try {
    std::rethrow_exception(error);
  } catch (const DatabaseLost& lost) {
    ++figures.lost;
    return !lost.is_outcome_unknown;
  } catch (const DatabaseConflict&) {
    return true;
  } catch (...) {
    return false;
  }
}

std::exception_ptr too_late() { return std::make_exception_ptr(TooLate("the request waited too long before it could begin")); }

}  // namespace

struct Gate::State {
  State(Driver& used_driver, const Clock& used_clock, const Limits& used_limits)
      : driver(used_driver), clock(used_clock), limits(used_limits), writes(limits.write_queue_max, figures.waiting_writes),
        reads(limits.read_queue_max, figures.waiting_reads) {}

  void write_loop();
  void write_batch(Connection& connection, std::vector<Job>& batch);
  void commit_batch(Connection& connection, std::vector<Job>& batch, std::vector<std::exception_ptr>& outcomes);
  std::exception_ptr run_in_batch(Connection& connection, Job& job);
  std::exception_ptr run_read(Connection& connection, Job& job);
  void read_loop();
  std::exception_ptr refuse_late() {
    ++figures.late;
    return too_late();
  }

  Driver& driver;
  const Clock& clock;
  Limits limits;
  GateFigures figures;
  JobQueue writes;
  JobQueue reads;
  CommitListener listener;
  std::vector<std::thread> threads;
  std::once_flag stopping;
};

/// One command between two save points: a refusal or a fault takes back its own changes and events, not its neighbours'.
/// What ends the whole transaction is thrown.
std::exception_ptr Gate::State::run_in_batch(Connection& connection, Job& job) {
  if (is_late(job)) return refuse_late();
  const std::size_t events_before = connection.tx().appended().size();
  connection.save_point();
  const auto take_back = [&] {
    connection.set_query_limit_ms(0);
    connection.roll_back_to_point();
    connection.tx().appended().resize(events_before);
  };
  try {
    connection.tx().set_now(clock.now());
    connection.set_query_limit_ms(limits.query_ms_max);
    job.work(connection.tx());
    connection.set_query_limit_ms(0);
    connection.release_point();
    return nullptr;
  } catch (const DatabaseLost&) {
    connection.set_query_limit_ms(0);
    throw;
  } catch (const DatabaseConflict&) {
    connection.set_query_limit_ms(0);
    throw;
  } catch (...) {
    take_back();
    return std::current_exception();
  }
}

/// Runs every command of the batch and commits them together.
void Gate::State::commit_batch(Connection& connection, std::vector<Job>& batch, std::vector<std::exception_ptr>& outcomes) {
  const auto began = std::chrono::steady_clock::now();
  connection.begin_write();
  for (std::size_t i = 0; i < batch.size(); ++i) outcomes[i] = run_in_batch(connection, batch[i]);
  connection.commit();
  ++figures.commits;
  figures.written += batch.size();
  figures.batch_sizes.count(static_cast<std::int64_t>(batch.size()));
  figures.batch_us.count(us_since(began));
}

void Gate::State::write_batch(Connection& connection, std::vector<Job>& batch) {
  std::vector<std::exception_ptr> outcomes(batch.size());
  for (const auto& job : batch) figures.write_wait_us.count(us_since(job.queued_at));
  bool is_committed = false;
  for (int attempt = 1; !is_committed; ++attempt) {
    try {
      commit_batch(connection, batch, outcomes);
      is_committed = true;
    } catch (const std::exception& fault) {
      connection.roll_back();
      const auto error = std::current_exception();
      if (may_run_again(error, figures) && attempt < attempts_max) {
        ++figures.retried_writes;
        outcomes.assign(batch.size(), nullptr);
        continue;
      }
      // Nothing of this batch is known to be durable: everybody in it who was not refused before is told so.
      ++figures.failed_commits;
      log::error(std::string("commit failed: ") + fault.what());
      for (auto& outcome : outcomes) {
        if (!outcome) outcome = error;
      }
      break;
    }
  }
  if (is_committed && listener && !connection.tx().appended().empty()) listener(connection.tx().appended());
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i].done(outcomes[i]);
}

void Gate::State::write_loop() {
  const auto connection = driver.connect(Mode::write);
  for (;;) {
    auto batch = writes.take(limits.commit_batch_max);
    if (batch.empty()) return;
    write_batch(*connection, batch);
    connection->tidy(writes.is_empty());
  }
}

std::exception_ptr Gate::State::run_read(Connection& connection, Job& job) {
  for (int attempt = 1;; ++attempt) {
    if (is_late(job)) return refuse_late();
    try {
      connection.begin_read();
      connection.tx().set_now(clock.now());
      connection.set_query_limit_ms(limits.query_ms_max);
      job.work(connection.tx());
      connection.set_query_limit_ms(0);
      connection.commit();
      return nullptr;
    } catch (...) {
      const auto error = std::current_exception();
      connection.set_query_limit_ms(0);
      connection.roll_back();
      if (!may_run_again(error, figures) || attempt >= attempts_max) return error;
      ++figures.retried_reads;
    }
  }
}

void Gate::State::read_loop() {
  const auto connection = driver.connect(Mode::read);
  ++figures.readers;
  for (;;) {
    auto taken = reads.take(1);
    if (taken.empty()) return;
    ++figures.busy_readers;
    const auto outcome = run_read(*connection, taken.front());
    ++figures.reads;
    --figures.busy_readers;
    taken.front().done(outcome);
  }
}

Gate::Gate(Driver& driver, const Clock& clock, const Limits& limits, std::size_t readers)
    : state_(std::make_unique<State>(driver, clock, limits)) {
  state_->threads.emplace_back([state = state_.get()] { state->write_loop(); });
  for (std::size_t i = 0; i < readers; ++i) state_->threads.emplace_back([state = state_.get()] { state->read_loop(); });
}

Gate::~Gate() { stop(); }

void Gate::on_commit(CommitListener listener) { state_->listener = std::move(listener); }

void Gate::post_write(Work work, Deadline deadline, Done done) {
  Job job{std::move(work), deadline, std::move(done)};
  if (state_->writes.push(job)) return;
  ++state_->figures.refused_writes;
  job.done(std::make_exception_ptr(Overloaded("the write queue is full")));
}

void Gate::post_read(Work work, Deadline deadline, Done done) {
  Job job{std::move(work), deadline, std::move(done)};
  if (state_->reads.push(job)) return;
  ++state_->figures.refused_reads;
  job.done(std::make_exception_ptr(Overloaded("the read queue is full")));
}

void Gate::stop() {
  std::call_once(state_->stopping, [this] {
    state_->writes.close();
    state_->reads.close();
    for (auto& thread : state_->threads) thread.join();
  });
}

const GateFigures& Gate::figures() const { return state_->figures; }

}  // namespace palabre::db
