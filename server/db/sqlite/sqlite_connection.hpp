// One SQLite connection with its prepared statements. Included by db/sqlite/*.cpp only.
#pragma once
#include "db/driver.hpp"

#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace palabre::db::sqlite {

struct CloseDatabase {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;

/// Throws DatabaseError with SQLite's own words.
[[noreturn]] void fail(sqlite3* handle, std::string_view doing);
Handle open_file(const std::filesystem::path& file, Mode mode);
void execute(sqlite3* handle, const std::string& sql);

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(sqlite3* handle, std::string_view sql);
  ~SqliteStatement() override;
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  void start(std::span<const Value> values) override;
  bool step() override;
  void reset() noexcept override;
  [[nodiscard]] std::int64_t changed_rows() const override { return changed_rows_; }
  [[nodiscard]] bool is_null(int column) const override;
  [[nodiscard]] std::int64_t integer(int column) const override;
  [[nodiscard]] double real(int column) const override;
  [[nodiscard]] std::string_view view(int column) const override;

 private:
  sqlite3* handle_;
  sqlite3_stmt* statement_ = nullptr;
  std::int64_t changed_rows_ = 0;
  std::vector<int> places_;  // where $1..$n stand in SQLite's own numbering; 0: not used in the text
};

class SqliteConnection final : public Connection, public Tx {
 public:
  SqliteConnection(const std::filesystem::path& file, Mode mode);
  ~SqliteConnection() override;

  void begin_write() override;
  void begin_read() override;
  void commit() override;
  void roll_back() noexcept override;
  void save_point() override;
  void release_point() override;
  void roll_back_to_point() noexcept override;
  void set_query_limit_ms(std::int64_t ms) override;
  void tidy(bool is_idle) override;
  Tx& tx() override { return *this; }

  void save_search_entry(const SearchEntry& entry) override;
  void remove_search_entry(SearchKind kind, std::int64_t id) override;
  std::vector<SearchHit> search(const SearchQuery& query) override;

 protected:
  Statement& prepare(std::string_view sql) override;

 private:
  static int stop_when_too_long(void* self);

  static int note_log_pages(void* self, sqlite3* handle, const char* schema, int pages);

  Handle handle_;
  std::map<std::string, std::unique_ptr<SqliteStatement>, std::less<>> statements_;
  std::chrono::steady_clock::time_point query_stops_at_ = std::chrono::steady_clock::time_point::max();
  int log_pages_ = 0;
};

}  // namespace palabre::db::sqlite
