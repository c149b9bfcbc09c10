// Moves a round from stage to stage, pauses, resumes and ends it early; and hands its lead over.
#pragma once
#include "rounds/round_access.hpp"

namespace palabre::rounds {

/// Refuses: as decide_move. Who moves a round leads it from then on.
Result<Round> move_round(db::Tx& tx, const RoundAt& at, const MoveRequest& wanted);

/// What follows from a decided move: history, draw, turns, stage time, event. Shared with the clock.
void apply_move(db::Tx& tx, Round& round, const Move& move, const people::Actor& actor, std::string_view reason);

/// Refuses: as decide_take_lead.
Result<Round> take_lead(db::Tx& tx, const RoundAt& at);

}  // namespace palabre::rounds
