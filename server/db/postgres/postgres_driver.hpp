// PostgreSQL. The only header of ours that stands for it; libpq's own types stay inside db/postgres/.
#pragma once
#include "db/driver.hpp"

#include <memory>
#include <string>

namespace palabre::db {

/// A driver for the database at `address` (a libpq URL; several hosts may stand in it, the one that takes writes is used).
/// Nothing is connected yet.
std::unique_ptr<Driver> open_postgres(const std::string& address);

}  // namespace palabre::db
