// One address, one database: which engine stands behind "sqlite:…" or "postgresql://…" is decided here and nowhere else.
#pragma once
#include "db/driver.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace palabre::db {

/// Opens "postgresql://user:password@host:port/name" (nothing is connected yet), "sqlite:FILE", or a plain path of a file.
/// Throws DatabaseError for an address of another kind.
std::unique_ptr<Driver> open_database(const std::string& address);

/// Whether it names a server rather than a file.
bool is_server_address(std::string_view address);

/// The address without its password, for people to read.
std::string without_password(std::string_view address);

}  // namespace palabre::db
