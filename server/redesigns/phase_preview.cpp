// Asks the rules twice: with the phases as they are, and with one of them moved.
// Called by the page that runs the phases.
#include "redesigns/phase_preview.hpp"

namespace palabre::redesigns {

namespace {

std::vector<Phase> moved_phases(std::span<const Phase> phases, PhaseId moved, const Transition& move) {
  std::vector<Phase> after(phases.begin(), phases.end());
  for (Phase& phase : after) {
    if (phase.id != moved) continue;
    phase.state = move.to;
    phase.opens_at = move.opens_at;
    phase.closes_at = move.closes_at;
  }
  return after;
}

}  // namespace

bool takes_part(Participant who, Act act) {
  const bool is_light = act == Act::react || act == Act::answer_question;
  switch (who) {
    case Participant::visitor: return is_light;
    case Participant::person: return is_light || act == Act::propose || act == Act::support || act == Act::comment;
    case Participant::organisation: return act == Act::propose || act == Act::comment;
    case Participant::author: return true;
  }
  return false;
}

std::vector<Ability> preview_transition(RedesignState redesign, std::span<const Phase> phases, PhaseId moved, const Transition& move, Instant now) {
  const auto after = moved_phases(phases, moved, move);
  std::vector<Ability> abilities;
  for (int a = 0; a < act_count; ++a) {
    const auto act = static_cast<Act>(a);
    const bool is_possible_now = decide_act(redesign, phases, act, now).has_value();
    const bool is_possible_after = decide_act(redesign, after, act, now).has_value();
    for (int p = 0; p < participant_count; ++p) {
      const auto who = static_cast<Participant>(p);
      const bool may = takes_part(who, act);
      abilities.push_back({act, who, may && is_possible_now, may && is_possible_after});
    }
  }
  return abilities;
}

}  // namespace palabre::redesigns
