// `palabre copy` and `palabre migrate`, and whether a database is a half-finished copy: what the command line calls.
#pragma once
#include "transfer/backup.hpp"

#include <string>

namespace palabre::transfer {

struct CopyCommand {
  std::string from;  // "sqlite:FILE" or "postgresql://…"
  std::string to;
};

/// Exit codes: 0 every value is the same, 1 refused, interrupted, or something differs.
int run_copy(const CopyCommand& command, const MovingPlace& place);

/// Applies the schema files that are missing, or only says which. Exit codes: 0, 1 when the database is newer than the program.
int run_migrate(db::Driver& driver, bool is_only_said, const MovingPlace& place);

/// Says so and returns true when a server gave a sign of life in this database just now. A server alone on a file gives none.
bool refuse_running_server(db::Driver& driver, std::ostream& err);

/// Says so and returns true when a copy into this database was begun and is not complete: nobody may serve or change it.
bool refuse_unfinished_copy(db::Driver& driver, std::ostream& err);

}  // namespace palabre::transfer
