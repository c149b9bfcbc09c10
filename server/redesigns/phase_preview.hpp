// "What will people be able to do?": what each role may do in a redesign before and after a phase moves. Plain functions.
#pragma once
#include "redesigns/phase.hpp"

namespace palabre::redesigns {

/// Who takes part, as the preview tells them apart: somebody not signed in, a person, an organisation, the author of an idea.
enum class Participant { visitor, person, organisation, author };
inline constexpr int participant_count = static_cast<int>(Participant::author) + 1;
inline constexpr int act_count = static_cast<int>(Act::answer_question) + 1;

/// Whether `who` may do `act` while the phases allow it at all: visitors make light contributions, organisations do not support, ideas change by their authors.
bool takes_part(Participant who, Act act);

struct Ability {
  Act act{};
  Participant who{};
  bool is_now = false;
  bool is_after = false;
};

/// Every act for every participant, in the order of the enums, before and after `move` of the phase `moved`.
std::vector<Ability> preview_transition(RedesignState redesign, std::span<const Phase> phases, PhaseId moved, const Transition& move, Instant now);

}  // namespace palabre::redesigns
