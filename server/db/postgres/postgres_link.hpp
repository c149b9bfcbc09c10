// One connection to a PostgreSQL server, its commands sent several at a time. Included by db/postgres/*.cpp only.
#pragma once
#include "db/driver.hpp"

#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::db::postgres {

struct CloseLink {
  void operator()(PGconn* handle) const { PQfinish(handle); }
};
struct ClearAnswer {
  void operator()(PGresult* answer) const { PQclear(answer); }
};
using Handle = std::unique_ptr<PGconn, CloseLink>;
using Answer = std::unique_ptr<PGresult, ClearAnswer>;

/// The channel on which commits with events are announced.
inline constexpr std::string_view announcement_channel = "palabre_events";

/// Connects and sets what every session of ours relies on. Throws DatabaseLost when nobody answers within seconds,
/// DatabaseError when the server is of a kind we cannot use.
Handle open_handle(const std::string& address);

/// Throws what the error means to us: DatabaseLost, DatabaseBusy, DatabaseConflict, QueryTooLong or DatabaseError.
[[noreturn]] void fail(const PGconn* handle, const PGresult* answer, std::string_view doing);

/// Bound values of one statement, as libpq wants them.
struct Bound {
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
};

/// Commands go out together and their answers come back together: what is queued travels with the next statement, so that
/// BEGIN, save points and settings cost no journey of their own.
class Link {
 public:
  explicit Link(Handle handle);

  /// Sends `command` (no parameters) before the next statement. Its failure is that statement's.
  void queue(std::string command) { queued_.push_back(std::move(command)); }
  /// Takes the last queued command back, when it is `command` and was not sent yet.
  bool take_back(std::string_view command);
  void forget_queued() { queued_.clear(); }

  /// Runs one command without parameters, after the queued ones; waits for all.
  Answer run(const std::string& command);
  /// The same for a prepared statement; prepares it on the way when `text` is given.
  Answer run_prepared(const std::string& name, const std::string* text, const std::vector<Oid>& types, const Bound& bound);
  /// Queues a statement that was prepared before; it travels with the next one. When it fails, so does that one, with
  /// DatabaseConflict: run again, the transaction waits for each statement and the fault is seen where it belongs.
  void send_unawaited(const std::string& name, const Bound& bound);
  [[nodiscard]] bool may_send_unawaited() const { return !is_careful_ && unawaited_.size() < unawaited_max; }
  /// After a transaction that ended well.
  void trust_again() { is_careful_ = false; }
  /// Sends a last command and lets its answer wait until the next run: nobody needs it now.
  void send_ahead(const std::string& command);

  /// How long the server may be silent before it counts as lost; 0: forever.
  void set_patience_ms(std::int64_t ms) { patience_ms_ = ms; }
  [[nodiscard]] bool is_lost() const { return is_lost_ || PQstatus(handle_.get()) == CONNECTION_BAD; }

 private:
  static constexpr std::size_t unawaited_max = 16;

  void send_queued();
  void send(const std::string& command);
  /// Ends what was sent by a sync point and reads every answer; the last one, or the first failure thrown.
  Answer settle();
  void send_statement(const std::string& name, const Bound& bound);
  Answer read_one();
  void wait_for_bytes();
  [[noreturn]] void lose(std::string_view why);
  [[noreturn]] void fail_unawaited(const PGresult* answer);

  Handle handle_;
  std::vector<std::string> queued_;
  std::size_t sent_ = 0;           // commands since the last sync point
  std::size_t ahead_ = 0;          // commands sent ahead with their own sync point
  std::vector<std::size_t> unawaited_;  // which of those since the last sync point nobody waited for, counted from 1
  bool is_careful_ = false;        // one of them failed in this transaction
  std::int64_t patience_ms_ = 0;
  bool is_lost_ = false;
};

}  // namespace palabre::db::postgres
