// The acts of adding and editing a phase.
// Called by POST /redesigns/{slug}/phases, PATCH /phases/{id}, create_redesign and the owner's page.
#include "redesigns/add_phase.hpp"

#include "redesigns/advance_phases.hpp"
#include "redesigns/redesign.hpp"
#include "redesigns/redesign_store.hpp"

#include <algorithm>

namespace palabre::redesigns {

namespace {

constexpr std::size_t phases_max = 100;

/// Opens the phase as it is added: where the clock runs a past or absent opening date becomes now.
Result<void> open_now(Phase& phase, RedesignState redesign, Instant now) {
  if (!clock_runs(redesign)) return refuse(Reason::redesign_not_open, "a phase opens only in a redesign that is announced or open", "state");
  if (phase.closes_at && *phase.closes_at <= now) return refuse(Reason::bad_field, "the end must lie in the future", "closes_at");
  if (phase.type == PhaseType::vote) return refuse(Reason::bad_field, "a vote opens by its date, at least three days after its texts are frozen", "state");
  phase.state = PhaseState::open;
  phase.opens_at = phase.opens_at ? std::min(*phase.opens_at, now) : now;
  return {};
}

bool is_same(const Phase& left, const Phase& right) {
  return left.type == right.type && left.stage == right.stage && left.titles == right.titles && left.opens_at == right.opens_at &&
         left.closes_at == right.closes_at && left.position == right.position;
}

}  // namespace

Result<Phase> add_phase(db::Tx& tx, const people::Actor& actor, const Redesign& redesign, const NewPhase& input) {
  if (auto decision = decide_redesign_edit(redesign.state, actor); !decision) return decision.error();
  const auto others = load_phases(tx, redesign.id);
  if (others.size() >= phases_max) return refuse(Reason::bad_field, "a redesign has at most 100 phases", "phases");
  Phase phase;
  phase.redesign = redesign.id;
  phase.position = others.empty() ? 1 : others.back().position + 1;
  phase.type = input.type;
  phase.stage = input.stage.value_or(usual_stage(input.type));
  phase.titles = input.titles;
  phase.state = PhaseState::planned;
  phase.opens_at = input.opens_at;
  phase.closes_at = input.closes_at;
  if (input.is_open_now)
    if (auto opened = open_now(phase, redesign.state, tx.now()); !opened) return opened.error();
  if (auto checked = check_phase_dates(phase); !checked) return checked.error();
  phase.id = save_new_phase(tx, phase);
  const std::string state(name_of(phase.state));
  append_phase_history(tx, phase.id, {"planned", state, actor.person, {}, tx.now(), {}, phase.closes_at});
  append_phase_event(tx, actor.opaque_id, "phase.added", phase);
  if (input.is_open_now) open_announced_redesign(tx, redesign.id, {actor.person, actor.opaque_id, tx.now(), "its first phase opened"});
  advance_phases(tx);
  return *find_phase(tx, phase.id);
}

Result<Phase> edit_phase(db::Tx& tx, const people::Actor& actor, const Phase& before, const EditPhase& input) {
  const auto redesign = find_redesign(tx, before.redesign);
  if (auto decision = decide_redesign_edit(redesign->state, actor); !decision) return decision.error();
  Phase phase = before;
  phase.type = input.type.value_or(phase.type);
  phase.stage = input.stage.value_or(phase.stage);
  phase.position = input.position.value_or(phase.position);
  if (input.titles)
    for (const auto& [language, title] : *input.titles) {
      if (title.empty()) phase.titles.erase(language);
      else phase.titles[language] = title;
    }
  phase.opens_at = input.opens_at.value_or(phase.opens_at);
  phase.closes_at = input.closes_at.value_or(phase.closes_at);
  if (is_same(before, phase)) return refuse(Reason::nothing_changed, "nothing in the phase would change");
  // Where the clock does not run (a draft, a pause) a date in the past has started nothing.
  const Instant asked_at = clock_runs(redesign->state) ? tx.now() : Instant{};
  if (auto decision = decide_phase_edit(before, phase, asked_at); !decision) return decision.error();
  save_phase(tx, phase);
  append_phase_event(tx, actor.opaque_id, "phase.edited", phase);
  advance_phases(tx);
  return *find_phase(tx, phase.id);
}

}  // namespace palabre::redesigns
