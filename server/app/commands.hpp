// The command line: `palabre serve|import|export|check|copy|backup|restore|migrate|admin|tally|config|version`. Called by main, which brings the database.
#pragma once
#include "db/driver.hpp"

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace palabre::app {

/// Opens the database at an address; main decides which engines there are.
using OpenDatabase = std::function<std::unique_ptr<db::Driver>(const std::string& address)>;

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

/// Runs one command; the exit code: 0 done, 1 refused or differences found, 2 not understood.
int run(int count, const char* const* words, const OpenDatabase& open_database, const Streams& streams);

}  // namespace palabre::app
