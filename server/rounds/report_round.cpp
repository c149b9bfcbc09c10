// Drafts reports and keeps dissent. Called by rounds_api and the report's page.
#include "rounds/report_round.hpp"

#include "rounds/move_round.hpp"

namespace palabre::rounds {

Result<void> draft_report(db::Tx& tx, const RoundAt& at, const Report& report) {
  if (!leads(at.round, at.actor)) return refuse(Reason::not_allowed, "Who leads the round drafts its report.");
  if (at.round.state != RoundState::closed) return refuse(Reason::round_not_open, "A report is drafted between the close of a round and its publication.");
  append_report(tx, at.round.id, report, at.actor.person);
  append_round_event(tx, at.actor, at.round, "round.report_drafted");
  return {};
}

Result<void> note_dissent(db::Tx& tx, const RoundAt& at, const Seat& seat, Dissent dissent, Standing standing) {
  if (at.round.state != RoundState::closed || !at.facts.draft_at)
    return refuse(Reason::round_not_open, "Notes are taken while the draft lies with the participants.");
  dissent.seat = seat.id;
  dissent.objects_to = standing == Standing::objection ? find_report(tx, at.round.id).value().version : 0;
  save_dissent(tx, at.round.id, dissent);
  append_round_event(tx, at.actor, at.round, "round.report_changed");
  return {};
}

Result<void> hold_report(db::Tx& tx, const RoundAt& at, const HoldRequest& wanted) {
  if (const auto may = decide_hold(at.round, at.facts, at.actor, wanted); !may) return may.error();
  save_hold(tx, at.round.id, wanted.is_held ? std::optional(tx.now()) : std::nullopt, wanted.is_held ? wanted.reason : std::string());
  append_round_history(tx, at.round.id, {at.round.state, at.round.state, at.actor.person, {}, tx.now(), wanted.reason});
  append_round_event(tx, at.actor, at.round, "round.report_changed");
  // What had only waited for this goes out now; the clock publishes nothing in the past.
  if (wanted.is_held || at.facts.objections > 0 || review_end(*at.facts.draft_at) > tx.now()) return {};
  Round round = find_round(tx, at.round.id).value();
  apply_move(tx, round, {MoveKind::forward, round.state, RoundState::reported}, at.actor, wanted.reason);
  return {};
}

bool may_read_report(const RoundAt& at, bool has_seat) {
  if (!at.facts.draft_at) return false;
  return at.round.state == RoundState::reported || has_seat || at.facts.is_host || at.actor.is_moderator();
}

}  // namespace palabre::rounds
