// The command line: `palabre serve|import|export|check|admin|tally|config|version`. Called by main, which brings the database.
#pragma once
#include "db/driver.hpp"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace palabre::app {

/// Opens the database file of a data folder; main decides which engine that is.
using OpenDatabase = std::function<std::unique_ptr<db::Driver>(const std::filesystem::path& file)>;

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

/// Runs one command; the exit code: 0 done, 1 refused or differences found, 2 not understood.
int run(int count, const char* const* words, const OpenDatabase& open_database, const Streams& streams);

}  // namespace palabre::app
