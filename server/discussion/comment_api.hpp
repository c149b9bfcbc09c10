// The routes of comments under /api/v1.
#pragma once
#include "http/route.hpp"

namespace palabre::discussion {

http::Routes routes();

}  // namespace palabre::discussion
