// Routes of paper ballots: codes and envelopes. Handing one out by a slip is assisted's.
#pragma once
#include "http/route.hpp"

namespace palabre::votes {

http::Routes paper_routes();

}  // namespace palabre::votes
