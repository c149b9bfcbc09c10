// The routes of the roles in a redesign; part of this slice's table.
#pragma once
#include "http/route.hpp"

namespace palabre::redesigns {

http::Routes role_routes();

}  // namespace palabre::redesigns
