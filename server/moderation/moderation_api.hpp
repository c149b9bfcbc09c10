// The routes of reports, hiding and the moderation log under /api/v1.
#pragma once
#include "http/route.hpp"

namespace palabre::moderation {

/// All of this folder's rows: these and the two below.
http::Routes routes();
/// The queue by cases, keeping, second opinions, undo.
http::Routes case_routes();
/// The public log of every decision, as JSON and as CSV.
http::Routes log_routes();

}  // namespace palabre::moderation
