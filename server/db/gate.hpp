// The one way to the database: a writer thread that commits in groups, and readers on snapshots.
// Nothing leaves before it is durable: `done` runs only after COMMIT, and so do the commit listeners.
#pragma once
#include "base/clock.hpp"
#include "base/limits.hpp"
#include "db/driver.hpp"
#include "db/gate_figures.hpp"

#include <chrono>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <type_traits>
#include <utility>

namespace palabre::db {

/// Thrown to the caller when a queue is full (503) or the wait was longer than the deadline.
class Overloaded : public std::runtime_error {
  using std::runtime_error::runtime_error;
};
class TooLate : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Gate {
 public:
  using Work = std::function<void(Tx&)>;                       // throws: its changes are rolled back
  using Done = std::function<void(std::exception_ptr)>;        // called once, on a database thread
  using CommitListener = std::function<void(const std::vector<Event>&)>;
  using Deadline = std::chrono::steady_clock::time_point;

  /// Starts one writer and `readers` reader threads.
  Gate(Driver& driver, const Clock& clock, const Limits& limits, std::size_t readers);
  ~Gate();
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  /// Called on the writer thread after each COMMIT that appended events, before any `done` of that batch. Set before use.
  void on_commit(CommitListener listener);

  /// Queues a command. A full queue calls `done` at once with Overloaded; one whose deadline passed before it began, with TooLate.
  void post_write(Work work, Deadline deadline, Done done);
  void post_read(Work work, Deadline deadline, Done done);

  /// The same, waiting: for the slow pool, the command line and tests. Never on an io thread.
  template <class F>
  auto write(F&& act) {
    return wait<F>(std::forward<F>(act), true);
  }
  template <class F>
  auto read(F&& query) {
    return wait<F>(std::forward<F>(query), false);
  }

  /// Finishes what is queued, then stops the threads. Idempotent.
  void stop();
  /// What it has counted since it began. Thread: any.
  [[nodiscard]] const GateFigures& figures() const;

 private:
  template <class F>
  auto wait(F&& act, bool is_write) {
    using R = std::invoke_result_t<F, Tx&>;
    std::promise<void> finished;
    auto waiting = finished.get_future();
    const auto done = [&finished](std::exception_ptr error) {
      if (error) finished.set_exception(error);
      else finished.set_value();
    };
    const auto never = Deadline::max();
    if constexpr (std::is_void_v<R>) {
      const Work work = [&act](Tx& tx) { act(tx); };
      is_write ? post_write(work, never, done) : post_read(work, never, done);
      waiting.get();
    } else {
      std::optional<R> result;
      const Work work = [&act, &result](Tx& tx) { result.emplace(act(tx)); };
      is_write ? post_write(work, never, done) : post_read(work, never, done);
      waiting.get();
      return std::move(*result);
    }
  }

  struct State;
  std::unique_ptr<State> state_;
};

/// A write whose act was refused must leave nothing behind: throw this inside the work to roll back quietly.
/// `write_result` does it for acts that return a Result.
struct RolledBack {};

/// Runs an act that returns Result<T> as a write; a refusal rolls back what it had done.
template <class F>
auto write_result(Gate& gate, F&& act) {
  using R = std::invoke_result_t<F, Tx&>;
  std::optional<R> result;
  try {
    gate.write([&](Tx& tx) {
      result.emplace(act(tx));
      if (!*result) throw RolledBack{};
    });
  } catch (const RolledBack&) {
  }
  return std::move(*result);
}

}  // namespace palabre::db
