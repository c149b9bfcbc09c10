// What the gate sees of a database engine: connections that begin, save, roll back and commit. One driver per engine.
#pragma once
#include "db/tx.hpp"

#include <filesystem>
#include <memory>

namespace palabre::db {

/// Another process holds the database and did not let go in time.
class DatabaseBusy : public DatabaseError {
  using DatabaseError::DatabaseError;
};

/// One connection, used by one thread at a time; its Tx lives as long as the connection.
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

enum class Mode { read, write };

class Driver {
 public:
  virtual ~Driver() = default;
  virtual std::unique_ptr<Connection> connect(Mode mode) = 0;
  /// Applies the numbered schema files that are missing, each in a transaction. Throws when the database is newer than the program.
  virtual void migrate(const std::filesystem::path& schema_folder) = 0;
  /// A consistent copy of the whole database into a new file or database.
  virtual void copy_to(const std::filesystem::path& file) = 0;
  [[nodiscard]] virtual std::string describe() const = 0;
};

}  // namespace palabre::db
