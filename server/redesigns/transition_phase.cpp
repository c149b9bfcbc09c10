// The act of moving a phase by hand.
// Called by POST /phases/{id}/transitions and the moderator's page.
#include "redesigns/transition_phase.hpp"

#include "redesigns/advance_phases.hpp"
#include "redesigns/redesign.hpp"
#include "redesigns/redesign_store.hpp"

namespace palabre::redesigns {

Result<Phase> transition_phase(db::Tx& tx, const people::Actor& actor, PhaseId id, const TransitionRequest& input) {
  advance_phases(tx);
  auto phase = find_phase(tx, id);
  if (!phase) return refuse(Reason::not_found, "no such phase", "id");
  const auto decision = decide_transition(*phase, actor, input, tx.now());
  if (!decision) return decision.error();
  const auto redesign = find_redesign(tx, phase->redesign);
  if (!clock_runs(redesign->state))
    return refuse(Reason::redesign_not_open, "Phases move while the redesign is announced, open or in follow-up; this one is " +
                                                 std::string(name_of(redesign->state)) + ".");
  phase->state = decision->to;
  phase->opens_at = decision->opens_at;
  phase->closes_at = decision->closes_at;
  if (decision->kind == TransitionKind::extend) ++phase->extensions;
  if (decision->kind == TransitionKind::reopen) ++phase->reopenings;
  save_phase(tx, *phase);
  append_phase_history(tx, id, {std::string(name_of(decision->from)), std::string(name_of(decision->to)), actor.person, {}, tx.now(), input.reason,
                                phase->closes_at});
  append_phase_event(tx, actor.opaque_id, "phase.state_changed", *phase);
  if (phase->state == PhaseState::open) open_announced_redesign(tx, phase->redesign, {actor.person, actor.opaque_id, tx.now(), input.reason});
  return *phase;
}

}  // namespace palabre::redesigns
