// The reference for durable supports: a bare SQLite loop that commits groups of 64 supports (row, two counters, event row),
// synchronous=FULL, no network, no rules, no hash chain.
//   load_group_commit SECONDS FILE
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace {

constexpr int clients = 64;
constexpr int ideas = 20;

struct Database {
  sqlite3* handle = nullptr;
  explicit Database(const char* file) {
    if (sqlite3_open(file, &handle) != SQLITE_OK) throw std::runtime_error("cannot open the file");
  }
  ~Database() { sqlite3_close(handle); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  void execute(const std::string& sql) const {
    if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(handle));
  }
  [[nodiscard]] sqlite3_stmt* prepare(const char* sql) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(handle));
    return statement;
  }
};

void run(sqlite3_stmt* statement, std::initializer_list<long> values) {
  int place = 1;
  for (const long value : values) sqlite3_bind_int64(statement, place++, value);
  while (sqlite3_step(statement) == SQLITE_ROW) {
  }
  sqlite3_reset(statement);
}

void create_tables(const Database& database) {
  database.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-32768;");
  database.execute(
      "CREATE TABLE idea(id INTEGER PRIMARY KEY, supports INTEGER NOT NULL DEFAULT 0, body TEXT) STRICT;"
      "CREATE TABLE redesign(id INTEGER PRIMARY KEY, supports INTEGER NOT NULL DEFAULT 0) STRICT;"
      "CREATE TABLE support(idea INTEGER, person INTEGER, at INTEGER, PRIMARY KEY(idea, person)) STRICT, WITHOUT ROWID;"
      "CREATE TABLE event(seq INTEGER PRIMARY KEY, at INTEGER, payload TEXT) STRICT;"
      "INSERT INTO redesign(id) VALUES (1);");
  for (int i = 1; i <= ideas; ++i) database.execute("INSERT INTO idea(id, body) VALUES (" + std::to_string(i) + ", hex(randomblob(300)))");
}

void measure(const Database& database, double seconds) {
  auto* add = database.prepare("INSERT INTO support(idea, person, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
  auto* remove = database.prepare("DELETE FROM support WHERE idea = ? AND person = ?");
  auto* count = database.prepare("UPDATE idea SET supports = supports + ? WHERE id = ?");
  auto* total = database.prepare("UPDATE redesign SET supports = supports + ? WHERE id = 1");
  auto* event = database.prepare("INSERT INTO event(at, payload) VALUES (?, '{\"idea\":\"1\",\"supports\":12}')");
  const auto start = std::chrono::steady_clock::now();
  const auto elapsed_s = [&start] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  long done = 0;
  long round = 0;
  for (; elapsed_s() < seconds; ++round) {
    database.execute("BEGIN IMMEDIATE");
    for (long client = 0; client < clients; ++client) {
      database.execute("SAVEPOINT act");
      const long idea = (round / 2 + client) % ideas + 1;
      const bool adds = round % 2 == 0;
      if (adds) run(add, {idea, client, round});
      else run(remove, {idea, client});
      run(count, {adds ? 1 : -1, idea});
      run(total, {adds ? 1 : -1});
      run(event, {round});
      database.execute("RELEASE act");
      ++done;
    }
    database.execute("COMMIT");
    if (round % 200 == 199) sqlite3_wal_checkpoint_v2(database.handle, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  }
  std::printf("bare SQLite, groups of %d: %.0f supports/s\n", clients, static_cast<double>(done) / elapsed_s());
  for (auto* statement : {add, remove, count, total, event}) sqlite3_finalize(statement);
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::fprintf(stderr, "usage: load_group_commit SECONDS FILE\n");
    return 2;
  }
  try {
    const Database database(words[2]);
    create_tables(database);
    measure(database, std::atof(words[1]));
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "%s\n", fault.what());
    return 1;
  }
  return 0;
}
