// The routes of commitments under /api/v1.
#pragma once
#include "http/route.hpp"

namespace palabre::followup {

http::Routes commitment_routes();

}  // namespace palabre::followup
