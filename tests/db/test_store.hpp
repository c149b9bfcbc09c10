// A fresh database with a clock that tests move. Used by every store test, on both engines.
#pragma once
#include "base/clock.hpp"
#include "base/limits.hpp"
#include "crypto/crypto.hpp"
#include "db/gate.hpp"
#include "db/open_database.hpp"
#include "db/test_database.hpp"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

namespace palabre::tests {

/// 2026-11-21T12:00:00Z, when tests begin.
inline constexpr Instant test_start{1'795'262'400'000};

/// Whether the database itself refuses what `act` does. Nothing of it stays, and the transaction goes on: PostgreSQL would take
/// nothing more in it otherwise.
template <class F>
bool is_refused_by_database(db::Tx& tx, F&& act) {
  tx.run("SAVEPOINT tried");
  try {
    act();
  } catch (const db::DatabaseError&) {
    tx.run("ROLLBACK TO SAVEPOINT tried");
    tx.run("RELEASE SAVEPOINT tried");
    return true;
  }
  tx.run("RELEASE SAVEPOINT tried");
  return false;
}
inline bool is_refused_by_database(db::Tx& tx, std::string_view sql) {
  return is_refused_by_database(tx, [&] { tx.run(sql); });
}

/// One migrated database and one write transaction at a time:
///   TestStore store;
///   db::Tx& tx = store.begin();   … acts …   store.commit();
class TestStore {
 public:
  TestStore() : driver_((crypto::start(), db::open_database(database_.address()))) {
    driver_->migrate(schema_root());
    connection_ = driver_->connect(db::Mode::write);
  }

  db::Tx& begin() {
    connection_->begin_write();
    connection_->tx().set_now(clock.now());
    return connection_->tx();
  }
  /// After rows with numbers of their own: the next ones the database numbers come behind them, as they do in a file.
  void let_ids_follow(std::initializer_list<const char*> tables) {
    if (driver_->dialect() == "sqlite") return;
    for (const std::string table : tables) {
      connection_->tx().run("SELECT setval(pg_get_serial_sequence('" + table + "', 'id'), (SELECT max(id) FROM " + table + "))");
    }
  }
  /// Takes a trigger of `table` out, to do what it forbids.
  void drop_trigger(const std::string& trigger, const std::string& table) {
    connection_->tx().run("DROP TRIGGER " + trigger + (driver_->dialect() == "sqlite" ? "" : " ON " + table));
  }
  void commit() { connection_->commit(); }
  void roll_back() { connection_->roll_back(); }

  /// Runs `act` in a transaction of its own, committed; its result.
  template <class F>
  auto run(F&& act) {
    db::Tx& tx = begin();
    if constexpr (std::is_void_v<decltype(act(tx))>) {
      act(tx);
      commit();
    } else {
      auto result = act(tx);
      commit();
      return result;
    }
  }

  db::Driver& driver() { return *driver_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return database_.folder(); }
  [[nodiscard]] const std::string& address() const { return database_.address(); }

  TestClock clock{test_start};
  Limits limits;

 private:
  TestDatabase database_;
  std::unique_ptr<db::Driver> driver_;
  std::unique_ptr<db::Connection> connection_;
};

}  // namespace palabre::tests
