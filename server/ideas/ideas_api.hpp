// The routes of this slice, for main to join with the others'.
#pragma once
#include "http/route.hpp"

namespace palabre::ideas {

/// Every route below.
http::Routes routes();

http::Routes read_routes();   // what everybody may read
http::Routes write_routes();  // acts on ideas and merges
http::Routes mark_routes();   // what is one person's own: marks and drafts

}  // namespace palabre::ideas
