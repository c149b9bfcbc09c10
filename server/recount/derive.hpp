// What a poll implies beyond what it writes: rankings from grades, and the weight of a ballot from delegations. The command derives
// both before it hands a poll to a report, so that every report of ballots treats them alike.
#pragma once
#include "recount/poll.hpp"

namespace palabre::recount {

/// Fills `ranked` from grades, points or scores: higher marks first, equal marks tied, options without a mark last. Does nothing to a
/// poll that has rankings, or marks of another kind.
void rank_by_marks(Poll& poll);

}  // namespace palabre::recount
