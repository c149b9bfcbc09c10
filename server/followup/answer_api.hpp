// The routes of answers and of the officers' inbox under /api/v1.
#pragma once
#include "http/route.hpp"

namespace palabre::followup {

/// All of this folder's rows: answers, and the two below.
http::Routes routes();
/// What officers share: inbox, drafts, release, assignment.
http::Routes desk_routes();
/// The public list of answers, as JSON and as CSV.
http::Routes answer_list_routes();

}  // namespace palabre::followup
