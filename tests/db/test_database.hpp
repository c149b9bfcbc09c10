// Where a test's database lies: a file in a folder of its own, or, when PALABRE_TEST_DATABASE names a PostgreSQL server, a
// database of its own there, copied from one that was migrated once.
#pragma once
#include "db/open_database.hpp"
#include "db/schema_files.hpp"

#include <libpq-fe.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

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

/// The folder with the schema files of both dialects.
inline std::filesystem::path schema_root() { return std::filesystem::path(PALABRE_SOURCE_DIR) / "schema"; }

/// The server tests are to use; empty: files.
inline std::string test_server() {
  const char* address = std::getenv("PALABRE_TEST_DATABASE");
  return address == nullptr ? "" : address;
}
inline bool is_on_postgres() { return !test_server().empty(); }

/// The server's address with another database's name.
inline std::string address_of(const std::string& server, const std::string& name) {
  return server.substr(0, server.rfind('/') + 1) + name;
}

/// One session on the server for making and removing databases.
class TestServer {
 public:
  explicit TestServer(const std::string& address) : handle_(PQconnectdb(address.c_str()), PQfinish) {
    PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
  }
  /// Runs `sql`; its first cell.
  std::string ask(const std::string& sql) {
    const std::unique_ptr<PGresult, void (*)(PGresult*)> answer(PQexec(handle_.get(), sql.c_str()), PQclear);
    const auto status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(sql + ": " + PQerrorMessage(handle_.get()));
    return PQntuples(answer.get()) == 0 ? "" : PQgetvalue(answer.get(), 0, 0);
  }

 private:
  std::unique_ptr<PGconn, void (*)(PGconn*)> handle_;
};

/// The name of a migrated database that others are copied from; made when the schema files are new.
inline std::string template_name(const std::string& server) {
  const std::string keeping = db::read_schema_file(schema_root().parent_path() / "tests/db/keep_database.sql");
  std::string texts = keeping;
  for (const auto& file : db::list_schema_files(schema_root() / "postgres")) texts += db::read_schema_file(file.path);
  const std::string name = "palabre_template_" + std::to_string(std::hash<std::string>{}(texts));
  TestServer session(server);
  session.ask("SELECT pg_advisory_lock(4711)");  // until the session ends
  if (session.ask("SELECT 1 FROM pg_database WHERE datname = '" + name + "'").empty()) {
    session.ask("DROP DATABASE IF EXISTS " + name + "_new");
    session.ask("CREATE DATABASE " + name + "_new TEMPLATE template0");
    db::open_database(address_of(server, name + "_new"))->migrate(schema_root());
    TestServer(address_of(server, name + "_new")).ask(keeping);
    session.ask("ALTER DATABASE " + name + "_new RENAME TO " + name);
  }
  return name;
}

/// Databases on the server that this program made and is done with, to be used again: making one takes half a second.
class KeptDatabases {
 public:
  static KeptDatabases& all() {
    static KeptDatabases kept;
    return kept;
  }
  ~KeptDatabases() {
    for (const auto& name : free_) drop(name);
  }

  std::string take(bool is_migrated) {
    if (is_migrated && !free_.empty()) {
      const std::string name = free_.back();
      free_.pop_back();
      return name;
    }
    const std::string name = "palabre_test_" + std::to_string(getpid()) + "_" + std::to_string(++count_);
    TestServer(test_server()).ask("CREATE DATABASE " + name + " TEMPLATE " + (is_migrated ? template_ : "template0"));
    return name;
  }

  /// Empties it for the next test; one whose schema a test has changed goes.
  void give_back(const std::string& name, bool is_migrated) {
    if (!is_migrated || TestServer(address_of(test_server(), name)).ask("SELECT seed.restore()") != "t") drop(name);
    else free_.push_back(name);
  }

 private:
  static void drop(const std::string& name) { TestServer(test_server()).ask("DROP DATABASE " + name + " WITH (FORCE)"); }

  const std::string template_ = template_name(test_server());
  std::vector<std::string> free_;
  int count_ = 0;
};

/// A database for one test, gone or emptied with it.
class TestDatabase {
 public:
  /// `is_migrated` false: an empty one.
  explicit TestDatabase(bool is_migrated = true) : address_("sqlite:" + (folder_.path() / "palabre.db").string()), is_migrated_(is_migrated) {
    if (!is_on_postgres()) return;
    name_ = KeptDatabases::all().take(is_migrated);
    address_ = address_of(test_server(), name_);
  }
  ~TestDatabase() {
    if (!name_.empty()) KeptDatabases::all().give_back(name_, is_migrated_);
  }
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  [[nodiscard]] const std::string& address() const { return address_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  TempFolder folder_;
  std::string address_;
  std::string name_;  // on a server
  bool is_migrated_;
};

}  // namespace palabre::tests
