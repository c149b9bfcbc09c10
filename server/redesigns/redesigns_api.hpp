// The routes of redesigns, phases and the roles in a redesign.
#pragma once
#include "http/route.hpp"

namespace palabre::redesigns {

http::Routes routes();

}  // namespace palabre::redesigns
