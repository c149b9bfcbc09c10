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
};

/// A bounded queue between the io threads and the database threads.
class JobQueue {
 public:
  explicit JobQueue(std::size_t length_max) : length_max_(length_max) {}

  /// False when full or closed; `job` is untouched then.
  bool push(Job& job) {
    {
      const std::lock_guard lock(mutex_);
      if (is_closed_ || jobs_.size() >= length_max_) return false;
      jobs_.push_back(std::move(job));
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
    return taken;
  }

  [[nodiscard]] bool is_empty() {
    const std::lock_guard lock(mutex_);
    return jobs_.empty();
  }

  [[nodiscard]] std::size_t length() {
    const std::lock_guard lock(mutex_);
    return jobs_.size();
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
  bool is_closed_ = false;
};

bool is_late(const Job& job) { return std::chrono::steady_clock::now() > job.deadline; }

std::exception_ptr too_late() { return std::make_exception_ptr(TooLate("the request waited too long before it could begin")); }

}  // namespace

struct Gate::State {
  State(Driver& used_driver, const Clock& used_clock, const Limits& used_limits)
      : driver(used_driver), clock(used_clock), limits(used_limits), writes(limits.write_queue_max), reads(limits.read_queue_max) {}

  void write_loop();
  void write_batch(Connection& connection, std::vector<Job>& batch);
  std::exception_ptr run_in_batch(Connection& connection, Job& job);
  void read_loop();

  Driver& driver;
  const Clock& clock;
  Limits limits;
  JobQueue writes;
  JobQueue reads;
  CommitListener listener;
  std::atomic<std::uint64_t> commits{0};
  std::atomic<std::uint64_t> written{0};
  std::vector<std::thread> threads;
  std::once_flag stopping;
};

/// One command between two save points: a refusal or a fault takes back its own changes and events, not its neighbours'.
std::exception_ptr Gate::State::run_in_batch(Connection& connection, Job& job) {
  if (is_late(job)) return too_late();
  const std::size_t events_before = connection.tx().appended().size();
  connection.save_point();
  try {
    connection.tx().set_now(clock.now());
    connection.set_query_limit_ms(limits.query_ms_max);
    job.work(connection.tx());
    connection.set_query_limit_ms(0);
    connection.release_point();
    return nullptr;
  } catch (...) {
    connection.set_query_limit_ms(0);
    connection.roll_back_to_point();
    connection.tx().appended().resize(events_before);
    return std::current_exception();
  }
}

void Gate::State::write_batch(Connection& connection, std::vector<Job>& batch) {
  std::vector<std::exception_ptr> outcomes(batch.size());
  try {
    connection.begin_write();
    for (std::size_t i = 0; i < batch.size(); ++i) outcomes[i] = run_in_batch(connection, batch[i]);
    connection.commit();
    ++commits;
    written += batch.size();
    if (listener && !connection.tx().appended().empty()) listener(connection.tx().appended());
  } catch (const std::exception& fault) {
    // Nothing of this batch is durable: everybody in it is told so.
    log::error(std::string("commit failed: ") + fault.what());
    connection.roll_back();
    const auto error = std::current_exception();
    for (auto& outcome : outcomes) {
      if (!outcome) outcome = error;
    }
  }
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

void Gate::State::read_loop() {
  const auto connection = driver.connect(Mode::read);
  for (;;) {
    auto taken = reads.take(1);
    if (taken.empty()) return;
    Job& job = taken.front();
    std::exception_ptr outcome;
    if (is_late(job)) {
      outcome = too_late();
    } else {
      try {
        connection->begin_read();
        connection->tx().set_now(clock.now());
        connection->set_query_limit_ms(limits.query_ms_max);
        job.work(connection->tx());
        connection->set_query_limit_ms(0);
        connection->commit();
      } catch (...) {
        outcome = std::current_exception();
        connection->set_query_limit_ms(0);
        connection->roll_back();
      }
    }
    job.done(outcome);
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
  if (!state_->writes.push(job)) job.done(std::make_exception_ptr(Overloaded("the write queue is full")));
}

void Gate::post_read(Work work, Deadline deadline, Done done) {
  Job job{std::move(work), deadline, std::move(done)};
  if (!state_->reads.push(job)) job.done(std::make_exception_ptr(Overloaded("the read queue is full")));
}

void Gate::stop() {
  std::call_once(state_->stopping, [this] {
    state_->writes.close();
    state_->reads.close();
    for (auto& thread : state_->threads) thread.join();
  });
}

std::size_t Gate::waiting_writes() const { return state_->writes.length(); }
std::uint64_t Gate::commits() const { return state_->commits; }
std::uint64_t Gate::written() const { return state_->written; }

}  // namespace palabre::db
