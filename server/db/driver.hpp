// What the gate sees of a database engine: connections that begin, save, roll back and commit. One driver per engine.
#pragma once
#include "db/tx.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace palabre::db {

/// Another process holds the database and did not let go in time.
class DatabaseBusy : public DatabaseError {
  using DatabaseError::DatabaseError;
};

/// The server of the database is gone, stopping, or refused the connection. Nothing of this transaction is durable,
/// unless it was lost during COMMIT itself: then nobody knows, and `is_outcome_unknown` says so.
class DatabaseLost : public DatabaseError {
 public:
  explicit DatabaseLost(const std::string& what, bool is_unknown = false) : DatabaseError(what), is_outcome_unknown(is_unknown) {}
  bool is_outcome_unknown;
};

/// The engine gave this transaction up in favour of another (serialization failure, deadlock): it may be run again.
class DatabaseConflict : public DatabaseError {
  using DatabaseError::DatabaseError;
};

/// One connection, used by one thread at a time; its Tx lives as long as the connection. A lost one is made anew by the
/// next begin.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual void begin_write() = 0;
  virtual void begin_read() = 0;
  virtual void commit() = 0;
  virtual void roll_back() noexcept = 0;
  /// A point to return to inside a transaction. Nests.
  virtual void save_point() = 0;
  virtual void release_point() = 0;
  virtual void roll_back_to_point() noexcept = 0;
  /// A query that runs longer throws QueryTooLong; 0 lifts the limit.
  virtual void set_query_limit_ms(std::int64_t ms) = 0;
  /// Called by the gate between batches: time for the engine's own chores (checkpoints), more of it when nobody waits.
  virtual void tidy(bool is_idle) = 0;
  virtual Tx& tx() = 0;
};

/// Tells of commits elsewhere. It carries no event, only that there may be new ones: who hears it reads the log.
class Bell {
 public:
  virtual ~Bell() = default;
  /// True when another connection announced a commit, or may have while this one was deaf; false when the time is over or
  /// somebody rang. One thread only. Never throws: a lost connection is made anew by the next wait.
  virtual bool wait(std::chrono::milliseconds at_most) noexcept = 0;
  /// Ends the wait under way, or the next one. Thread: any.
  virtual void ring() noexcept = 0;
};

enum class Mode { read, write };

class Driver {
 public:
  virtual ~Driver() = default;
  virtual std::unique_ptr<Connection> connect(Mode mode) = 0;
  virtual std::unique_ptr<Bell> bell() = 0;
  /// "sqlite" or "postgres": the name of the folder with its schema files.
  [[nodiscard]] virtual std::string_view dialect() const = 0;
  /// Several servers on several machines may use it at a time.
  [[nodiscard]] virtual bool is_shared() const = 0;
  /// Applies the numbered schema files of `schema_root`/dialect that are missing, all in one transaction and under a lock.
  /// Throws when the database is newer than the program.
  virtual void migrate(const std::filesystem::path& schema_root) = 0;
  /// Names of the files `migrate` would apply. Throws as `migrate` does.
  virtual std::vector<std::string> missing_steps(const std::filesystem::path& schema_root) = 0;
  /// A consistent copy of the whole database into a new file. Throws where the engine has tools of its own for that.
  virtual void copy_to(const std::filesystem::path& file) = 0;
  /// For people: engine, version and place; never a password.
  [[nodiscard]] virtual std::string describe() const = 0;
};

}  // namespace palabre::db
