// The rows each page adds to the table of routes. A new page: one .cpp, one line here, one in screens.cpp.
#pragma once
#include "http/route.hpp"

namespace palabre::screens {

http::Routes about_routes();
http::Routes front_door_routes();
http::Routes home_routes();
http::Routes idea_routes();
http::Routes ideas_routes();
http::Routes redesign_routes();
http::Routes support_routes();

}  // namespace palabre::screens
