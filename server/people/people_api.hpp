// The routes of accounts, sessions and one's own profile.
#pragma once
#include "http/route.hpp"

namespace palabre::people {

http::Routes routes();

}  // namespace palabre::people
