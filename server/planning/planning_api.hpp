// The routes by which a redesign is prepared.
#pragma once
#include "http/route.hpp"

namespace palabre::planning {

http::Routes routes();

}  // namespace palabre::planning
