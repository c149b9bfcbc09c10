// The receipt of a ballot: a random code that only who cast it keeps. The box knows its digest.
#pragma once
#include "votes/vote.hpp"

#include <string>
#include <string_view>

namespace palabre::votes {

/// 20 letters and digits without look-alikes, 100 random bits, in groups: "7K2F-9QXM-4TDB-HW3C-PZ6R". Made for the form before anything is
/// chosen: sending it twice casts once, and no table holds an answer that names it.
std::string new_receipt();
/// As typed: upper and lower case, spaces and dashes, look-alikes forgiven. Refuses: bad_field receipt.
Result<std::string> clean_receipt(std::string_view typed);
/// Key of the box: digest of the vote's id and the clean receipt.
std::string digest_of_receipt(VoteId vote, std::string_view clean);
/// What a ballot's row must say: digest over vote, receipt digest, channel, weight and choices.
std::string seal_of(VoteId vote, std::string_view receipt_digest, Channel channel, std::int64_t weight, std::string_view choices);
/// SHA-256 over the seals in rising order, each on a line: anybody can compute it with the tools of any machine.
std::string root_of(std::vector<std::string> seals);

}  // namespace palabre::votes
