// libpq's pipeline mode, and what its errors mean. Used by PostgresConnection, the driver and the bell.
#include "db/postgres/postgres_link.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <utility>

namespace palabre::db::postgres {
namespace {

constexpr int oldest_server = 130'000;

// lock_timeout: how long a write waits for its turn. The idle limit frees the turn of a node that stopped in the middle.
constexpr const char* session_sql =
    "SET client_min_messages = warning; SET lock_timeout = 5000; SET idle_in_transaction_session_timeout = 5000; "
    "SET TIME ZONE 'UTC'; SET standard_conforming_strings = on";

std::string one_line(const char* text) {
  std::string line = text == nullptr ? "" : text;
  for (char& c : line) {
    if (c == '\n') c = ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

bool is_lost_state(std::string_view state) {
  // 08: connection; 57P01 to 57P03: the server stops, crashed, starts; 53300: no connection left; 25P03: idle too long;
  // 25006: it became a standby and takes no writes.
  return state.starts_with("08") || state.starts_with("57P") || state == "53300" || state == "25P03" || state == "25006";
}

}  // namespace

void fail(const PGconn* handle, const PGresult* answer, std::string_view doing) {
  const char* field = answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
  const std::string_view state = field == nullptr ? "" : field;
  const std::string words = one_line(answer == nullptr ? PQerrorMessage(handle) : PQresultErrorMessage(answer));
  const std::string text = std::string(doing) + ": " + words;
  if (state == "57014") throw QueryTooLong(text);
  if (state == "55P03") throw DatabaseBusy(text);
  if (state == "40001" || state == "40P01") throw DatabaseConflict(text);
  if (is_lost_state(state) || PQstatus(handle) == CONNECTION_BAD) throw DatabaseLost(text);
  throw DatabaseError(text);
}

Handle open_handle(const std::string& address) {
  // What the address says itself comes last and wins.
  const std::array<const char*, 10> names{"application_name", "connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count",
                                          "tcp_user_timeout", "client_encoding", "target_session_attrs", "dbname", nullptr};
  const std::array<const char*, 10> values{"palabre", "3", "10", "3", "3", "10000", "UTF8", "read-write", address.c_str(), nullptr};
  Handle handle(PQconnectdbParams(names.data(), values.data(), 1));
  if (!handle || PQstatus(handle.get()) != CONNECTION_OK) {
    throw DatabaseLost("the database does not answer: " + one_line(handle ? PQerrorMessage(handle.get()) : "out of memory"));
  }
  PQsetNoticeProcessor(handle.get(), [](void*, const char*) {}, nullptr);
  if (PQserverVersion(handle.get()) < oldest_server) throw DatabaseError("PostgreSQL 13 or newer is needed");
  const char* encoding = PQparameterStatus(handle.get(), "server_encoding");
  if (encoding == nullptr || std::string_view(encoding) != "UTF8") throw DatabaseError("the database must be made with the encoding UTF8");
  const Answer answer(PQexec(handle.get(), session_sql));
  if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) fail(handle.get(), answer.get(), "setting up the session");
  return handle;
}

Link::Link(Handle handle) : handle_(std::move(handle)) {
  if (PQenterPipelineMode(handle_.get()) == 0) fail(handle_.get(), nullptr, "entering the pipeline");
}

bool Link::take_back(std::string_view command) {
  if (queued_.empty() || queued_.back() != command) return false;
  queued_.pop_back();
  return true;
}

void Link::lose(std::string_view why) {
  is_lost_ = true;
  throw DatabaseLost(std::string(why) + ": " + one_line(PQerrorMessage(handle_.get())));
}

void Link::send(const std::string& command) {
  if (PQsendQueryParams(handle_.get(), command.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 0) lose(command);
  ++sent_;
}

void Link::send_queued() {
  for (const auto& command : queued_) send(command);
  queued_.clear();
}

Answer Link::run(const std::string& command) {
  send_queued();
  send(command);
  return settle();
}

Answer Link::run_prepared(const std::string& name, const std::string* text, const std::vector<Oid>& types, const Bound& bound) {
  send_queued();
  if (text != nullptr) {
    if (PQsendPrepare(handle_.get(), name.c_str(), text->c_str(), static_cast<int>(types.size()), types.data()) == 0) lose("preparing");
    ++sent_;
  }
  send_statement(name, bound);
  return settle();
}

void Link::send_statement(const std::string& name, const Bound& bound) {
  const int count = static_cast<int>(bound.values.size());
  if (PQsendQueryPrepared(handle_.get(), name.c_str(), count, bound.values.data(), bound.lengths.data(), bound.formats.data(), 0) == 0) lose("sending");
  ++sent_;
}

void Link::send_unawaited(const std::string& name, const Bound& bound) {
  send_queued();
  send_statement(name, bound);
  unawaited_.push_back(sent_);
}

void Link::fail_unawaited(const PGresult* answer) {
  is_careful_ = true;
  try {
    fail(handle_.get(), answer, "database");
  } catch (const DatabaseLost&) {
    throw;
  } catch (const DatabaseError& fault) {
    throw DatabaseConflict(fault.what());
  }
}

void Link::send_ahead(const std::string& command) {
  send_queued();
  send(command);
  if (PQpipelineSync(handle_.get()) == 0) lose("sending");
  ahead_ = std::exchange(sent_, 0);
  if (PQflush(handle_.get()) < 0) lose("sending");
}

void Link::wait_for_bytes() {
  using SteadyClock = std::chrono::steady_clock;
  const auto until = SteadyClock::now() + std::chrono::milliseconds(patience_ms_);
  while (PQisBusy(handle_.get()) != 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - SteadyClock::now()).count();
    if (patience_ms_ > 0 && left <= 0) lose("the database is silent");
    pollfd watched{PQsocket(handle_.get()), POLLIN, 0};
    poll(&watched, 1, patience_ms_ > 0 ? static_cast<int>(left) : -1);
    if (PQconsumeInput(handle_.get()) == 0) lose("reading");
  }
}

/// The answer to one command, with the null that ends it.
Answer Link::read_one() {
  wait_for_bytes();
  Answer answer(PQgetResult(handle_.get()));
  if (!answer) lose("reading");
  for (;;) {
    wait_for_bytes();
    const Answer end(PQgetResult(handle_.get()));
    if (!end) return answer;
  }
}

Answer Link::settle() {
  if (PQpipelineSync(handle_.get()) == 0) lose("sending");
  Answer last;
  Answer first_failure;
  bool was_awaited = true;
  const auto unawaited = std::exchange(unawaited_, {});
  for (std::size_t* waiting : {&ahead_, &sent_}) {
    const bool had_any = *waiting > 0;
    for (std::size_t place = 1; *waiting > 0; --*waiting, ++place) {
      last = read_one();
      const auto status = PQresultStatus(last.get());
      const bool is_well = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
      if (is_well || first_failure) continue;
      first_failure = std::move(last);
      was_awaited = waiting == &ahead_ || std::find(unawaited.begin(), unawaited.end(), place) == unawaited.end();
    }
    if (!had_any) continue;
    wait_for_bytes();
    const Answer sync(PQgetResult(handle_.get()));
    if (!sync || PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) lose("reading");
  }
  if (PQstatus(handle_.get()) == CONNECTION_BAD) is_lost_ = true;
  if (first_failure && !was_awaited) fail_unawaited(first_failure.get());
  if (first_failure) fail(handle_.get(), first_failure.get(), "database");
  return last;
}

}  // namespace palabre::db::postgres
