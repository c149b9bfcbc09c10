// Routes of assisted contributions. Joined with the other slices' tables by the wiring.
#pragma once
#include "http/route.hpp"

namespace palabre::assisted {

http::Routes routes();

}  // namespace palabre::assisted
