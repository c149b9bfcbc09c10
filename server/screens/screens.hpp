// All pages people see, as one table of routes.
#pragma once
#include "http/route.hpp"

namespace palabre::screens {

/// Joined by main with the slices' API tables.
http::Routes routes();

}  // namespace palabre::screens
