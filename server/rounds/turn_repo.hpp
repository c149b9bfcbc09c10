// Turns in the database. Called by the acts and views of this folder and by transfer.
#pragma once
#include "db/tx.hpp"
#include "rounds/turn.hpp"

namespace palabre::rounds {

std::optional<Turn> find_turn(db::Tx& tx, TurnId id);
/// In line or speaking.
std::optional<Turn> find_open_turn(db::Tx& tx, SeatId seat);
std::optional<Turn> find_speaking(db::Tx& tx, TableId table);
/// Those who wait at a table, in the order of speaking.
std::vector<InLine> load_line(db::Tx& tx, TableId table);
/// Whose time is over.
std::vector<Turn> load_overdue_turns(db::Tx& tx);
TurnId insert_turn(db::Tx& tx, const Turn& turn, std::string_view source_key = {});
void save_turn_start(db::Tx& tx, TurnId id, Instant at, Instant ends_at);
void save_turn_end(db::Tx& tx, TurnId id, TurnState state, std::string_view reason);
/// Those who speak when a pause ends go on with the time they had.
void shift_speaking(db::Tx& tx, RoundId round, std::int64_t ms);
/// When the tables break up: speakers are done, those who wait give their place back.
void end_all_turns(db::Tx& tx, RoundId round);

/// How much a seat has spoken in this round.
struct Spoken {
  SeatId seat;
  std::int64_t turns = 0;
  std::int64_t ms = 0;
};
std::vector<Spoken> load_spoken(db::Tx& tx, RoundId round);

}  // namespace palabre::rounds
