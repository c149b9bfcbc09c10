// The receipt of a ballot, shown once to who cast it.
#pragma once
#include "screens/vote_parts.hpp"

#include <string>

namespace palabre::screens {

/// The page after the cast: the receipt to copy, keep as a file, print and check. It stands in no address.
http::Response show_receipt(Page& page, const VoteOnPage& here, const std::string& receipt);

}  // namespace palabre::screens
