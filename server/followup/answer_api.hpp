// The routes of answers and of the officers' inbox under /api/v1.
#pragma once
#include "http/route.hpp"

namespace palabre::followup {

http::Routes routes();

}  // namespace palabre::followup
