// What a poll implies beyond what it writes: rankings from grades, and the weight of a ballot from delegations. The command derives
// both before it hands a poll to a report, so that every report of ballots treats them alike.
#pragma once
#include "recount/poll.hpp"

namespace palabre::recount {

/// Fills `ranked` from grades, points or scores: higher marks first, equal marks tied, options without a mark last. Does nothing to a
/// poll that has rankings, or marks of another kind.
void rank_by_marks(Poll& poll);

/// What delegations make of the ballots.
struct BallotWeights {
  std::vector<std::pair<std::uint32_t, std::int64_t>> weights;  // person, weight; in the order of people
  std::vector<std::uint32_t> uncounted;                         // people whose voice reaches nobody who voted
};

/// Where people delegate and ballots name their persons, each ballot counts for its person and all who delegated to them, along the
/// narrowest scope each one set. Whoever cast a ballot or stands among the voters has voted. Nothing when nobody delegates.
/// Refuses: delegations beside ballots without persons, and what weigh_people refuses.
Read<std::optional<BallotWeights>> weigh_by_delegation(Poll& poll);

}  // namespace palabre::recount
