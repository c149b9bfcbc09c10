// The receipt of a ballot, shown once to who cast it.
#pragma once
#include "screens/vote_parts.hpp"
#include "votes/acts.hpp"

namespace palabre::screens {

/// The page after the cast: the receipt to copy, keep as a file, print and check. It stands in no address.
/// Not new: the form came twice, and the page says that the first one counts.
http::Response show_receipt(Page& page, const VoteOnPage& here, const votes::CastBallot& cast);

}  // namespace palabre::screens
