// Transactions and save points on PostgreSQL. Made by PostgresDriver, used by the gate.
#include "db/postgres/postgres_connection.hpp"

#include "db/postgres/postgres_search.hpp"

namespace palabre::db::postgres {
namespace {

constexpr std::string_view save_point_sql = "SAVEPOINT act";

// One writer at a time over all nodes, as in SQLite: event numbers have no gaps and become visible in their order, and a rule that
// looked still holds when its act is committed. READ COMMITTED, so that what is read after the wait is the newest.
constexpr const char* begin_write_sql = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
constexpr const char* turn_sql = "SELECT id FROM writer_turn WHERE id = 1 FOR UPDATE";
constexpr const char* begin_read_sql = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// The server stops a statement itself; only when it says nothing at all beyond that is it lost.
constexpr std::int64_t silence_ms_max = 3'000;
constexpr std::int64_t lock_wait_ms = 5'000;  // lock_timeout of the session

}  // namespace

void PostgresConnection::connect_if_lost() {
  if (link_ && !link_->is_lost()) return;
  statements_.clear();
  link_.reset();
  limit_ms_.reset();
  link_.emplace(open_handle(address_));
}

void PostgresConnection::begin_write() {
  appended().clear();
  connect_if_lost();
  link_->set_patience_ms(lock_wait_ms + silence_ms_max);
  link_->queue(begin_write_sql);
  const Answer turn = link_->run(turn_sql);
  if (PQntuples(turn.get()) != 1) throw DatabaseError("the table writer_turn has lost its row");
}

void PostgresConnection::begin_read() {
  appended().clear();
  connect_if_lost();
  link_->queue(begin_read_sql);
}

void PostgresConnection::commit() {
  if (!link_) throw DatabaseLost("the connection to the database was lost");
  if (mode_ == Mode::read) {
    if (!link_->take_back(begin_read_sql)) link_->send_ahead("COMMIT");
    return;
  }
  if (!appended().empty()) {
    link_->queue("SELECT pg_notify('" + std::string(announcement_channel) + "', '" + std::to_string(appended().back().seq) + "')");
  }
  try {
    const Answer answer = link_->run("COMMIT");
    // A transaction that failed before answers COMMIT with ROLLBACK, and calls that a success.
    if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT") throw DatabaseError("the database took the transaction back");
    link_->trust_again();
  } catch (const DatabaseLost& lost) {
    throw DatabaseLost(lost.what(), true);
  }
}

void PostgresConnection::roll_back() noexcept {
  appended().clear();
  limit_ms_.reset();
  if (!link_) return;
  link_->forget_queued();
  try {
    if (!link_->is_lost()) link_->run("ROLLBACK");
  } catch (const std::exception&) {
    link_.reset();
  }
}

void PostgresConnection::save_point() { link_->queue(std::string(save_point_sql)); }

void PostgresConnection::release_point() {
  if (!link_->take_back(save_point_sql)) link_->queue("RELEASE SAVEPOINT act");
}

void PostgresConnection::roll_back_to_point() noexcept {
  for (auto& entry : statements_) entry.second->reset();
  limit_ms_.reset();
  if (!link_ || link_->take_back(save_point_sql)) return;
  link_->forget_queued();
  link_->queue("ROLLBACK TO SAVEPOINT act");
  link_->queue("RELEASE SAVEPOINT act");
}

void PostgresConnection::set_query_limit_ms(std::int64_t ms) {
  using SteadyClock = std::chrono::steady_clock;
  wanted_limit_ms_ = ms;
  stops_at_ = ms > 0 ? SteadyClock::now() + std::chrono::milliseconds(ms) : SteadyClock::time_point::max();
}

void PostgresConnection::apply_query_limit() {
  if (std::chrono::steady_clock::now() > stops_at_) throw QueryTooLong("a transaction took too long");
  link_->set_patience_ms(wanted_limit_ms_ > 0 ? wanted_limit_ms_ + silence_ms_max : 0);
  if (limit_ms_ == wanted_limit_ms_) return;
  link_->queue("SET statement_timeout = " + std::to_string(wanted_limit_ms_));
  limit_ms_ = wanted_limit_ms_;
}

Answer PostgresConnection::run_prepared(const std::string& name, const std::string* text, const std::vector<Oid>& types, const Bound& bound) {
  if (!link_) throw DatabaseLost("the connection to the database was lost");
  apply_query_limit();
  return link_->run_prepared(name, text, types, bound);
}

bool PostgresConnection::send_unawaited(const std::string& name, const Bound& bound) {
  if (!link_ || !link_->may_send_unawaited()) return false;
  apply_query_limit();
  link_->send_unawaited(name, bound);
  return true;
}

Statement& PostgresConnection::prepare(std::string_view sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return *known->second;
  return *statements_.emplace(std::string(sql), std::make_unique<PostgresStatement>(*this, sql)).first->second;
}

void PostgresConnection::save_search_entry(const SearchEntry& entry) { save_entry(*this, entry); }
void PostgresConnection::remove_search_entry(SearchKind kind, std::int64_t id) { remove_entry(*this, kind, id); }
std::vector<SearchHit> PostgresConnection::search(const SearchQuery& query) { return search_entries(*this, query); }

}  // namespace palabre::db::postgres
