// Turns at tables and in the plenary. Called by seats_api, the room's page and advance_rounds.
#include "rounds/take_turn.hpp"

#include "rounds/turn_repo.hpp"

namespace palabre::rounds {

namespace {

/// In the plenary everybody is in one line, at table 0.
TableId table_now(db::Tx& tx, const Round& round, const Seat& seat) {
  return round.stage() == RoundState::plenary ? find_table(tx, round.id, 0).value().id : seat.table;
}

}  // namespace

void start_next(db::Tx& tx, const Round& round, TableId table) {
  if (find_speaking(tx, table)) return;
  const auto line = load_line(tx, table);
  if (!line.empty()) save_turn_start(tx, line.front().turn, tx.now(), tx.now().plus_ms(round.turn_seconds * ms_per_second));
}

Result<Turn> ask_for_turn(db::Tx& tx, const RoundAt& at, const Seat& seat, TurnMode mode) {
  if (const auto may = decide_turn(at.round, seat, find_open_turn(tx, seat.id).has_value()); !may) return may.error();
  Turn turn;
  turn.round = at.round.id;
  turn.table = table_now(tx, at.round, seat);
  turn.seat = seat.id;
  turn.mode = mode;
  turn.queued_at = tx.now();
  turn.id = insert_turn(tx, turn);
  save_nudge(tx, seat.id, std::nullopt);
  start_next(tx, at.round, turn.table);
  append_round_event(tx, at.actor, at.round, "round.turn_changed", turn.table);
  return find_turn(tx, turn.id).value();
}

Result<Turn> end_turn(db::Tx& tx, const RoundAt& at, TurnId id, const TurnEnd& wanted) {
  const auto turn = find_turn(tx, id);
  const auto seat = turn ? find_seat(tx, turn->seat) : std::nullopt;
  if (!seat || turn->round != at.round.id) return refuse(Reason::not_found, "no such turn", "id");
  if (const auto may = decide_turn_end(*turn, *seat, at.facts, at.actor, wanted.to, wanted.reason); !may) return may.error();
  save_turn_end(tx, id, wanted.to, wanted.reason);
  if (at.round.state != RoundState::paused) start_next(tx, at.round, turn->table);
  store_round_numbers(tx, at.round.id);
  append_round_event(tx, at.actor, at.round, "round.turn_changed", turn->table);
  return find_turn(tx, id).value();
}

}  // namespace palabre::rounds
