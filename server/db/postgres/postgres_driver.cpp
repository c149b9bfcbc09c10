// Opens PostgreSQL and applies schema files. Made by main and by tests through open_postgres().
#include "db/postgres/postgres_driver.hpp"

#include "db/open_database.hpp"
#include "db/postgres/postgres_bell.hpp"
#include "db/postgres/postgres_connection.hpp"
#include "db/schema_files.hpp"

namespace palabre::db {
namespace {

using postgres::Answer;
using postgres::Handle;

/// Two nodes that start at once: the second waits here and then finds nothing missing. Any number, the same in all versions.
constexpr const char* migration_lock_sql = "SELECT pg_advisory_xact_lock(7252113)";
constexpr const char* version_table_sql =
    "CREATE TABLE IF NOT EXISTS schema_version (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)";
constexpr const char* has_version_sql = "SELECT to_regclass('schema_version') IS NOT NULL";
constexpr const char* version_sql = "SELECT coalesce(max(number), 0) FROM schema_version";

/// Runs one text, which may hold several statements.
Answer execute(const Handle& handle, const std::string& sql, std::string_view doing) {
  Answer answer(PQexec(handle.get(), sql.c_str()));
  const auto status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) postgres::fail(handle.get(), answer.get(), doing);
  return answer;
}

std::string first_cell(const Answer& answer) { return PQntuples(answer.get()) == 0 ? "" : PQgetvalue(answer.get(), 0, 0); }

int read_version(const Handle& handle) {
  if (first_cell(execute(handle, has_version_sql, "looking for the schema")) != "t") return 0;
  return std::stoi(first_cell(execute(handle, version_sql, "reading the schema's version")));
}

class PostgresDriver final : public Driver {
 public:
  explicit PostgresDriver(std::string address) : address_(std::move(address)) {}

  std::unique_ptr<Connection> connect(Mode mode) override { return std::make_unique<postgres::PostgresConnection>(address_, mode); }
  std::unique_ptr<Bell> bell() override { return std::make_unique<postgres::PostgresBell>(address_); }
  [[nodiscard]] std::string_view dialect() const override { return "postgres"; }
  [[nodiscard]] bool is_shared() const override { return true; }

  void migrate(const std::filesystem::path& schema_root) override {
    const Handle handle = postgres::open_handle(address_);
    execute(handle, "BEGIN; SET LOCAL lock_timeout = 0", "migrating");
    execute(handle, migration_lock_sql, "waiting for another node that migrates");
    for (const auto& file : missing_files(schema_root / dialect(), read_version(handle))) {
      execute(handle, version_table_sql, file.name());
      execute(handle, read_schema_file(file.path), file.name());
      execute(handle, "INSERT INTO schema_version VALUES (" + std::to_string(file.number) + ", '" + file.name() +
                          "', (extract(epoch FROM now()) * 1000)::bigint)", file.name());
    }
    execute(handle, "COMMIT", "migrating");
  }

  std::vector<std::string> missing_steps(const std::filesystem::path& schema_root) override {
    return names_of(missing_files(schema_root / dialect(), read_version(postgres::open_handle(address_))));
  }

  void copy_to(const std::filesystem::path&) override {
    throw DatabaseError("PostgreSQL is saved by its own tools: pg_dump --format=custom --file=FILE " + without_password(address_));
  }

  [[nodiscard]] std::string describe() const override {
    return "PostgreSQL (libpq " + std::to_string(PQlibVersion() / 10'000) + ") at " + without_password(address_);
  }

 private:
  std::string address_;
};

}  // namespace

std::unique_ptr<Driver> open_postgres(const std::string& address) { return std::make_unique<PostgresDriver>(address); }

}  // namespace palabre::db
