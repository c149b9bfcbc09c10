// The routes of one's own data and settings.
#pragma once
#include "http/route.hpp"

namespace palabre::own_data {

http::Routes routes();

}  // namespace palabre::own_data
