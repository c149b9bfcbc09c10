// The routes of reports, hiding and the moderation log under /api/v1.
#pragma once
#include "http/route.hpp"

namespace palabre::moderation {

http::Routes routes();

}  // namespace palabre::moderation
