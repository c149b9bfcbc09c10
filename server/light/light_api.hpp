// Routes of contributions without an account. Joined with the other slices' tables by the wiring.
#pragma once
#include "http/route.hpp"

namespace palabre::light {

http::Routes routes();

}  // namespace palabre::light
