// Drafts reports and keeps dissent. Called by rounds_api and the report's page.
#include "rounds/report_round.hpp"

namespace palabre::rounds {

Result<void> draft_report(db::Tx& tx, const RoundAt& at, const Report& report) {
  if (!leads(at.round, at.actor)) return refuse(Reason::not_allowed, "Who leads the round drafts its report.");
  if (at.round.state != RoundState::closed) return refuse(Reason::round_not_open, "A report is drafted between the close of a round and its publication.");
  append_report(tx, at.round.id, report, at.actor.person);
  append_round_event(tx, at.actor, at.round, "round.report_changed");
  return {};
}

Result<void> note_dissent(db::Tx& tx, const RoundAt& at, const Seat& seat, Dissent dissent) {
  if (at.round.state != RoundState::closed || !at.facts.draft_at)
    return refuse(Reason::round_not_open, "Notes are taken while the draft lies with the participants.");
  dissent.seat = seat.id;
  save_dissent(tx, at.round.id, dissent);
  append_round_event(tx, at.actor, at.round, "round.report_changed");
  return {};
}

bool may_read_report(const RoundAt& at, bool has_seat) {
  if (!at.facts.draft_at) return false;
  return at.round.state == RoundState::reported || has_seat || at.facts.is_host || at.actor.is_moderator();
}

}  // namespace palabre::rounds
