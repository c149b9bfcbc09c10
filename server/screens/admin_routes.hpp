// The rows of the administrators' pages, for screens.cpp.
#pragma once
#include "http/route.hpp"

namespace palabre::screens {

http::Routes admin_routes();

}  // namespace palabre::screens
