// What the acts of votes share: the vote with its phase as the clock has it now, and the notes of what happened.
#pragma once
#include "redesigns/redesign_repo.hpp"
#include "votes/vote_repo.hpp"

#include <string_view>

namespace palabre::votes {

struct ActedVote {
  Vote vote;
  redesigns::Phase phase;
  redesigns::Redesign redesign;
};

/// Moves what the clock has to move first. Refuses: not_found.
Result<ActedVote> load_for_act(db::Tx& tx, VoteId id);

/// The clock runs: the redesign is announced, open or in follow-up. Refuses: redesign_not_open.
Result<void> decide_redesign_runs(const redesigns::Redesign& redesign);

/// May the elector cast a ballot now? Refuses as decide_redesign_runs and decide_cast. The pages ask it before they show a ballot.
Result<void> decide_vote_now(const redesigns::Redesign& redesign, const redesigns::Phase& phase, const Vote& vote, const Elector& elector, Instant now);

/// The event of a vote on the channel of its redesign: {vote} and, with a comma first, `more`. Its number.
std::int64_t append_vote_event(db::Tx& tx, std::string_view actor, std::string_view type, const Vote& vote, std::string_view more = {});

/// Moves the phase of a vote by the hand of `actor`, with its history and event.
void move_phase(db::Tx& tx, const people::Actor& actor, redesigns::Phase& phase, redesigns::PhaseState to, std::string_view reason);

}  // namespace palabre::votes
