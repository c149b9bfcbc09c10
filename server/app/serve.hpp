// Runs the server until a signal ends it. Called by the command line.
#pragma once
#include "app/config.hpp"
#include "db/driver.hpp"
#include "http/route.hpp"

#include <iosfwd>

namespace palabre::app {

/// All routes of the product, joined; the tests walk the same table.
http::Routes all_routes();

/// Serves `driver`'s database as `config` says; the exit code.
int serve(const Config& config, db::Driver& driver, std::ostream& out);

}  // namespace palabre::app
