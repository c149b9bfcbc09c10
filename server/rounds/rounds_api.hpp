// Routes of rounds.
#pragma once
#include "http/route.hpp"

namespace palabre::rounds {

/// Rounds themselves: lists, announcements, stages, desk, report.
http::Routes routes();
/// What people do from their seats.
http::Routes seat_routes();

}  // namespace palabre::rounds
