// Opens SQLite, applies schema files, copies the database. Made by main and by tests through open_sqlite().
#include "db/sqlite/sqlite_driver.hpp"

#include "db/schema_files.hpp"
#include "db/sqlite/sqlite_connection.hpp"

#include <condition_variable>
#include <mutex>

namespace palabre::db {
namespace {

/// Nobody announces commits to a file: who waits looks again when the time is over.
class SleepingBell final : public Bell {
 public:
  bool wait(std::chrono::milliseconds at_most) noexcept override {
    std::unique_lock lock(mutex_);
    bell_.wait_for(lock, at_most, [this] { return is_rung_; });
    is_rung_ = false;
    return false;
  }
  void ring() noexcept override {
    {
      const std::lock_guard lock(mutex_);
      is_rung_ = true;
    }
    bell_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable bell_;
  bool is_rung_ = false;
};

class SqliteDriver final : public Driver {
 public:
  explicit SqliteDriver(std::filesystem::path file) : file_(std::move(file)) {
    if (file_.has_parent_path()) std::filesystem::create_directories(file_.parent_path());
  }

  std::unique_ptr<Connection> connect(Mode mode) override { return std::make_unique<sqlite::SqliteConnection>(file_, mode); }

  std::unique_ptr<Bell> bell() override { return std::make_unique<SleepingBell>(); }
  [[nodiscard]] std::string_view dialect() const override { return "sqlite"; }
  [[nodiscard]] bool is_shared() const override { return false; }

  void migrate(const std::filesystem::path& schema_root) override {
    const auto handle = sqlite::open_file(file_, Mode::write);
    sqlite::execute(handle.get(), "BEGIN IMMEDIATE");
    for (const auto& file : missing_files(schema_root / dialect(), read_version(handle.get()))) {
      sqlite::execute(handle.get(), read_schema_file(file.path));
      sqlite::execute(handle.get(), "PRAGMA user_version=" + std::to_string(file.number));
    }
    sqlite::execute(handle.get(), "COMMIT");
  }

  std::vector<std::string> missing_steps(const std::filesystem::path& schema_root) override {
    const int version = std::filesystem::exists(file_) ? read_version(sqlite::open_file(file_, Mode::read).get()) : 0;
    return names_of(missing_files(schema_root / dialect(), version));
  }

  void copy_to(const std::filesystem::path& file) override {
    const auto handle = sqlite::open_file(file_, Mode::write);
    sqlite::SqliteStatement copy(handle.get(), "VACUUM INTO $1");
    const std::string name = file.string();
    const Value target = std::string_view(name);
    copy.start(std::span(&target, 1));
    while (copy.step()) {
    }
  }

  [[nodiscard]] std::string describe() const override { return "SQLite " + std::string(sqlite3_libversion()) + " at " + file_.string(); }

 private:
  static int read_version(sqlite3* handle) {
    sqlite::SqliteStatement query(handle, "PRAGMA user_version");
    query.start({});
    query.step();
    const auto version = static_cast<int>(query.integer(0));
    query.reset();
    return version;
  }

  std::filesystem::path file_;
};

}  // namespace

std::unique_ptr<Driver> open_sqlite(const std::filesystem::path& file) { return std::make_unique<SqliteDriver>(file); }

}  // namespace palabre::db
