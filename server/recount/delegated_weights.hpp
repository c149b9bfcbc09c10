// The voices of a poll's people after its delegations. Called by the reports that weigh people.
#pragma once
#include "recount/poll.hpp"
#include "tally/delegation.hpp"

namespace palabre::recount {

/// `taking_part`: who speaks for themselves. Refuses: a poll without people, and what tally/delegation.hpp refuses, with the names of people.
Read<tally::DelegationResult> weigh_people(const Poll& poll, const std::vector<std::uint32_t>& taking_part, std::optional<std::int64_t> cap);

}  // namespace palabre::recount
