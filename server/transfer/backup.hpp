// `palabre backup` and `palabre restore`. A backup is always one SQLite file, whatever it was taken from, so that it can be
// restored into either engine and looked into with common tools.
#pragma once
#include "db/driver.hpp"

#include <filesystem>
#include <ostream>
#include <string>

namespace palabre::transfer {

/// Where a moving command speaks, and where the schema files are.
struct MovingPlace {
  std::filesystem::path schema_root;
  std::ostream& out;
  std::ostream& err;
  bool is_terminal = false;
};

/// Writes one moment of a database, which may be in use, into a new file and checks that file. Exit codes: 0 done, 1 refused, or
/// the check found something; the backup is kept then and says what the database says.
int run_backup(db::Driver& source, const std::filesystem::path& file, const MovingPlace& place);

/// Where a restore goes.
struct RestoreTarget {
  std::string address;              // of a server; or empty:
  std::filesystem::path file;       // the database of a data folder
};

/// Brings a backup into a data folder without a database, or an empty database of a server, in this program's schema, and checks
/// it. Nothing is written over. Exit codes: 0 done, 1 refused or damaged, or the check found something.
int run_restore(const std::filesystem::path& backup, const RestoreTarget& target, const MovingPlace& place);

}  // namespace palabre::transfer
