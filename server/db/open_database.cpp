// Chooses the engine by the address. Called by main and by tests.
#include "db/open_database.hpp"

#include "db/postgres/postgres_driver.hpp"
#include "db/sqlite/sqlite_driver.hpp"

namespace palabre::db {

bool is_server_address(std::string_view address) {
  return address.starts_with("postgresql://") || address.starts_with("postgres://");
}

std::string without_password(std::string_view address) {
  const auto start = address.find("://");
  if (start == std::string_view::npos) return std::string(address);
  const auto at = address.find('@', start);
  const auto colon = address.find(':', start + 3);
  if (at == std::string_view::npos || colon == std::string_view::npos || colon > at) return std::string(address);
  return std::string(address.substr(0, colon)) + std::string(address.substr(at));
}

std::unique_ptr<Driver> open_database(const std::string& address) {
  constexpr std::string_view file_scheme = "sqlite:";
  if (is_server_address(address)) return open_postgres(address);
  if (address.starts_with(file_scheme)) return open_sqlite(address.substr(file_scheme.size()));
  if (address.find("://") != std::string::npos) {
    throw DatabaseError("a database is postgresql://user:password@host:port/name, sqlite:FILE or a file, not " + without_password(address));
  }
  return open_sqlite(address);
}

}  // namespace palabre::db
