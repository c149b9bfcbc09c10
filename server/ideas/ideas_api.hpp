// The routes of this slice, for main to join with the others'.
#pragma once
#include "http/route.hpp"

namespace palabre::ideas {

/// Every route below.
http::Routes routes();

http::Routes read_routes();   // what everybody may read
http::Routes write_routes();  // acts on ideas and merges
http::Routes mark_routes();   // what is one person's own: marks and drafts

/// May anybody follow this live channel? "redesign:12" and "idea:40" when the redesign is public; "instance" always.
bool may_follow(db::Tx& tx, std::string_view channel);

}  // namespace palabre::ideas
