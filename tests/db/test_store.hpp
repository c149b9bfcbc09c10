// A fresh database in a folder of its own, with a clock that tests move. Used by every store test.
#pragma once
#include "base/clock.hpp"
#include "base/limits.hpp"
#include "crypto/crypto.hpp"
#include "db/gate.hpp"
#include "db/sqlite/sqlite_driver.hpp"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

namespace palabre::tests {

/// A folder that is gone when the test ends.
class TempFolder {
 public:
  TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "palabre-test-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// 2026-11-21T12:00:00Z, when tests begin.
inline constexpr Instant test_start{1'795'262'400'000};

/// One migrated database and one write transaction at a time:
///   TestStore store;
///   db::Tx& tx = store.begin();   … acts …   store.commit();
class TestStore {
 public:
  TestStore() : driver_((crypto::start(), db::open_sqlite(folder_.path() / "palabre.db"))) {
    driver_->migrate(std::filesystem::path(PALABRE_SOURCE_DIR) / "schema/sqlite");
    connection_ = driver_->connect(db::Mode::write);
  }

  db::Tx& begin() {
    connection_->begin_write();
    connection_->tx().set_now(clock.now());
    return connection_->tx();
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
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

  TestClock clock{test_start};
  Limits limits;

 private:
  TempFolder folder_;
  std::unique_ptr<db::Driver> driver_;
  std::unique_ptr<db::Connection> connection_;
};

}  // namespace palabre::tests
