// Speaking in turn: asking, beginning, ending. One person speaks at a table, and the next in line begins by itself.
#pragma once
#include "rounds/round_access.hpp"
#include "rounds/turn.hpp"

namespace palabre::rounds {

/// Begins at once when nobody speaks. Refuses: as decide_turn.
Result<Turn> ask_for_turn(db::Tx& tx, const RoundAt& at, const Seat& seat, TurnMode mode);

struct TurnEnd {
  TurnState to{};
  std::string reason;  // of a skipped one
};
/// Refuses: not_found, as decide_turn_end.
Result<Turn> end_turn(db::Tx& tx, const RoundAt& at, TurnId turn, const TurnEnd& wanted);

/// Lets the next in line speak when nobody does. Shared with the clock.
void start_next(db::Tx& tx, const Round& round, TableId table);

}  // namespace palabre::rounds
