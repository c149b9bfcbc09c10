// Routes of votes: reading, setting up, casting, checking a receipt, the count. Joined with the other slices' tables by the wiring.
#pragma once
#include "http/route.hpp"

namespace palabre::votes {

http::Routes routes();

}  // namespace palabre::votes
