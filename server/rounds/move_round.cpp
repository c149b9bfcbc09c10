// Moves rounds and does what each stage brings: tables are drawn, turns end, results are counted.
// Called by rounds_api, the desk's page and advance_rounds.
#include "rounds/move_round.hpp"

#include "rounds/draw_tables.hpp"
#include "rounds/statement_repo.hpp"
#include "rounds/turn_repo.hpp"

namespace palabre::rounds {

namespace {

void begin_pause(Round& round, bool is_by_clock, Instant now) {
  round.paused_state = round.state;
  round.state = RoundState::paused;
  round.pause_cause = is_by_clock ? PauseCause::away : PauseCause::moderator;
  round.paused_at = now;
}

/// The stage and who speaks go on with the time they had left.
void end_pause(db::Tx& tx, Round& round, Instant now) {
  const std::int64_t paused_ms = now.unix_ms - round.paused_at->unix_ms;
  if (round.stage_at) round.stage_at = round.stage_at->plus_ms(paused_ms);
  shift_speaking(tx, round.id, paused_ms);
  round.state = *round.paused_state;
  round.paused_state.reset();
  round.pause_cause.reset();
  round.paused_at.reset();
}

void begin_stage(db::Tx& tx, Round& round, const Move& move) {
  if (round.state == RoundState::groups || round.state == RoundState::plenary) end_all_turns(tx, round.id);
  round.state = move.to;
  round.stage_at = move.at.value_or(tx.now());
}

}  // namespace

void apply_move(db::Tx& tx, Round& round, const Move& move, const people::Actor& actor, std::string_view reason) {
  const bool is_by_clock = !actor.person.is_set();
  if (move.kind == MoveKind::ask_abort) {
    round.abort_by = actor.person;
    save_stage(tx, round);
    append_round_event(tx, actor, round, "round.edited");
    append_round_history(tx, round.id, {move.from, move.from, actor.person, {}, tx.now(), std::string(reason)});
    return;
  }
  if (move.kind == MoveKind::pause) begin_pause(round, is_by_clock, tx.now());
  else if (move.kind == MoveKind::resume) end_pause(tx, round, tx.now());
  else {
    if (round.state == RoundState::paused) end_pause(tx, round, tx.now());
    begin_stage(tx, round, move);
  }
  if (move.kind != MoveKind::abort) round.abort_by = {};
  if (move.kind == MoveKind::draw && !round.drawn_at) draw_tables(tx, round);
  if (!is_by_clock && move.kind != MoveKind::abort) round.lead = actor.person;
  save_stage(tx, round);
  if (!is_by_clock) forget_lost_line(tx, round.id, actor.person);
  store_round_numbers(tx, round.id);
  if (move.to == RoundState::closed) store_common_ground(tx, round.id);
  append_round_history(tx, round.id, {move.from, move.to, actor.person, {}, move.at.value_or(tx.now()), std::string(reason)});
  append_round_event(tx, actor, round, "round.state_changed");
}

Result<Round> move_round(db::Tx& tx, const RoundAt& at, const MoveRequest& wanted) {
  const auto move = decide_move(at.round, at.facts, at.actor, wanted, tx.now());
  if (!move) return move.error();
  Round round = at.round;
  apply_move(tx, round, *move, at.actor, wanted.reason);
  return find_round(tx, round.id).value();
}

Result<Round> take_lead(db::Tx& tx, const RoundAt& at) {
  if (const auto may = decide_take_lead(at.round, at.facts, at.actor); !may) return may.error();
  Round round = at.round;
  round.lead = at.actor.person;
  save_stage(tx, round);
  forget_lost_line(tx, round.id, at.actor.person);
  append_round_event(tx, at.actor, round, "round.edited");
  return round;
}

}  // namespace palabre::rounds
