// Prints the route table: what `palabre routes` shows, and what the walk over every route as every role reads.
#pragma once
#include "http/route.hpp"

#include <iosfwd>

namespace palabre::app {

void print_routes(const http::Routes& routes, bool wants_json, std::ostream& out);

}  // namespace palabre::app
