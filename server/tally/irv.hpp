// Instant-runoff voting: one seat; the candidate with the fewest votes goes out, round by round, until one has more than half.
#pragma once
#include "tally/stv.hpp"

namespace palabre::tally {

struct IrvRule {
  /// Excludes in one round all who together stay below the next one. Shortens the count, never changes the winner.
  bool are_sure_losers_excluded_together = false;
};

struct IrvCount : StvCount {
  /// From the winner to the first excluded; two stand together where only an order that has nothing to do with votes parted the last two.
  std::vector<std::vector<Option>> ranking;
};

/// Votes are whole: places = 0. The quota is more than half of the valid ballots; a round is won with more than half of the votes
/// that still count. `contest.seats` must be 1. Ties: votes of earlier rounds (the latest where the tied differ), then the fewest wins
/// in pairs among the tied, then the order.
/// Refuses: as count_stv.
Checked<IrvCount> count_irv(const RankedElection& election, const StvContest& contest = {}, const IrvRule& rule = {});

}  // namespace palabre::tally
