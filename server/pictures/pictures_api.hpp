// The routes of pictures.
#pragma once
#include "http/route.hpp"

namespace palabre::pictures {

http::Routes routes();

}  // namespace palabre::pictures
