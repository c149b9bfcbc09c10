// The embedded database. The only header of ours that stands for SQLite; SQLite's own types stay inside db/sqlite/*.cpp.
#pragma once
#include "db/driver.hpp"

#include <filesystem>
#include <memory>

namespace palabre::db {

/// Opens (and creates) `file` in WAL mode with synchronous=FULL. Throws DatabaseError.
std::unique_ptr<Driver> open_sqlite(const std::filesystem::path& file);

}  // namespace palabre::db
