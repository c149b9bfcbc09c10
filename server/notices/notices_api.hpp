// The routes of follows, notices and reading marks.
#pragma once
#include "http/route.hpp"

namespace palabre::notices {

http::Routes routes();

}  // namespace palabre::notices
