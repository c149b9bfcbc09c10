// Transactions, save points and prepared statements on SQLite. Made by SqliteDriver, used by the gate.
#include "db/sqlite/sqlite_connection.hpp"

#include <cstdlib>

namespace palabre::db::sqlite {
namespace {

constexpr int busy_timeout_ms = 5'000;
constexpr int progress_steps = 20'000;  // about 1 ms of work between two looks at the clock
constexpr int log_pages_when_idle = 1'000;
constexpr int log_pages_when_busy = 8'000;

}  // namespace

void fail(sqlite3* handle, std::string_view doing) {
  const int code = handle ? sqlite3_extended_errcode(handle) : SQLITE_NOMEM;
  const std::string text = std::string(doing) + ": " + (handle ? sqlite3_errmsg(handle) : "out of memory");
  if ((code & 0xff) == SQLITE_INTERRUPT) throw QueryTooLong(text);
  if ((code & 0xff) == SQLITE_BUSY) throw DatabaseBusy(text);
  throw DatabaseError(text);
}

void execute(sqlite3* handle, const std::string& sql) {
  if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle, sql.substr(0, 60));
}

Handle open_file(const std::filesystem::path& file, Mode mode) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
  Handle handle(raw);
  if (code != SQLITE_OK) fail(raw, "opening " + file.string());
  sqlite3_busy_timeout(raw, busy_timeout_ms);
  execute(raw, "PRAGMA journal_mode=WAL");
  execute(raw, "PRAGMA synchronous=FULL");
  execute(raw, "PRAGMA foreign_keys=ON");
  execute(raw, "PRAGMA temp_store=MEMORY");
  execute(raw, "PRAGMA mmap_size=268435456");
  execute(raw, mode == Mode::write ? "PRAGMA cache_size=-32768" : "PRAGMA cache_size=-8192");
  execute(raw, "PRAGMA wal_autocheckpoint=0");
  if (mode == Mode::read) execute(raw, "PRAGMA query_only=ON");
  return handle;
}

SqliteStatement::SqliteStatement(sqlite3* handle, std::string_view sql) : handle_(handle) {
  if (sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) !=
      SQLITE_OK) {
    fail(handle, "preparing " + std::string(sql.substr(0, 120)));
  }
  // "$2" is a name to SQLite, numbered by first appearance: look each one up so that $n means the n-th value.
  const int count = sqlite3_bind_parameter_count(statement_);
  for (int place = 1; place <= count; ++place) {
    const char* name = sqlite3_bind_parameter_name(statement_, place);
    const std::size_t number = name ? static_cast<std::size_t>(std::atoi(name + 1)) : 0;
    if (number == 0) throw DatabaseError("parameters are written $1..$n: " + std::string(sql.substr(0, 120)));
    if (places_.size() < number) places_.resize(number, 0);
    places_[number - 1] = place;
  }
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }

void SqliteStatement::start(std::span<const Value> values) {
  if (sqlite3_stmt_busy(statement_)) throw DatabaseError("a statement was started again while its rows were being read");
  if (values.size() < places_.size()) throw DatabaseError("a statement got fewer values than it has parameters");
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const int place = places_[i];
    if (place == 0) continue;
    int code = SQLITE_OK;
    if (const auto* number = std::get_if<std::int64_t>(&values[i])) code = sqlite3_bind_int64(statement_, place, *number);
    else if (const auto* real = std::get_if<double>(&values[i])) code = sqlite3_bind_double(statement_, place, *real);
    else if (const auto* text = std::get_if<std::string_view>(&values[i]))
      code = sqlite3_bind_text64(statement_, place, text->data() ? text->data() : "", text->size(), SQLITE_STATIC, SQLITE_UTF8);
    else if (const auto* blob = std::get_if<Blob>(&values[i]))
      code = sqlite3_bind_blob64(statement_, place, blob->bytes.data() ? blob->bytes.data() : "", blob->bytes.size(), SQLITE_STATIC);
    else code = sqlite3_bind_null(statement_, place);
    if (code != SQLITE_OK) fail(handle_, "binding");
  }
}

bool SqliteStatement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    changed_rows_ = sqlite3_stmt_readonly(statement_) ? 0 : sqlite3_changes64(handle_);
    return false;
  }
  fail(handle_, sqlite3_sql(statement_));
}

void SqliteStatement::reset() noexcept { sqlite3_reset(statement_); }
bool SqliteStatement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::int64_t SqliteStatement::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double SqliteStatement::real(int column) const { return sqlite3_column_double(statement_, column); }

std::string_view SqliteStatement::view(int column) const {
  const bool is_blob = sqlite3_column_type(statement_, column) == SQLITE_BLOB;
  const auto* text = static_cast<const char*>(is_blob ? sqlite3_column_blob(statement_, column) : static_cast<const void*>(sqlite3_column_text(statement_, column)));
  return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : std::string_view();
}

SqliteConnection::SqliteConnection(const std::filesystem::path& file, Mode mode) : handle_(open_file(file, mode)) {
  sqlite3_progress_handler(handle_.get(), progress_steps, &SqliteConnection::stop_when_too_long, this);
  sqlite3_wal_hook(handle_.get(), &SqliteConnection::note_log_pages, this);
}

SqliteConnection::~SqliteConnection() = default;

int SqliteConnection::stop_when_too_long(void* self) {
  return std::chrono::steady_clock::now() > static_cast<SqliteConnection*>(self)->query_stops_at_ ? 1 : 0;
}

void SqliteConnection::set_query_limit_ms(std::int64_t ms) {
  query_stops_at_ = ms > 0 ? std::chrono::steady_clock::now() + std::chrono::milliseconds(ms)
                           : std::chrono::steady_clock::time_point::max();
}

Statement& SqliteConnection::prepare(std::string_view sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return *known->second;
  auto made = std::make_unique<SqliteStatement>(handle_.get(), sql);
  return *statements_.emplace(std::string(sql), std::move(made)).first->second;
}

void SqliteConnection::begin_write() {
  appended().clear();
  run("BEGIN IMMEDIATE");
}

void SqliteConnection::begin_read() {
  appended().clear();
  run("BEGIN");
}

void SqliteConnection::commit() { run("COMMIT"); }

void SqliteConnection::roll_back() noexcept {
  sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  appended().clear();
}

void SqliteConnection::save_point() { run("SAVEPOINT act"); }
void SqliteConnection::release_point() { run("RELEASE act"); }

void SqliteConnection::roll_back_to_point() noexcept {
  for (auto& entry : statements_) entry.second->reset();
  sqlite3_exec(handle_.get(), "ROLLBACK TO act", nullptr, nullptr, nullptr);
  sqlite3_exec(handle_.get(), "RELEASE act", nullptr, nullptr, nullptr);
}

int SqliteConnection::note_log_pages(void* self, sqlite3*, const char*, int pages) {
  static_cast<SqliteConnection*>(self)->log_pages_ = pages;
  return SQLITE_OK;
}

void SqliteConnection::tidy(bool is_idle) {
  // A checkpoint is the one thing here that can take milliseconds: a busy writer puts it off until the log is long.
  if (log_pages_ <= (is_idle ? log_pages_when_idle : log_pages_when_busy)) return;
  sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  log_pages_ = 0;
}

}  // namespace palabre::db::sqlite
